"""How does a new person get the link to set a password?"""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from eclt_partners.accounts.adapters import WELCOME
from eclt_partners.accounts.models import User


def send_password_link(person: User) -> None:
    """Put a mail with a one-time link into the outbox.

    The link is the one of a forgotten password: it works once and not for ever.
    """
    adapter = get_adapter()
    one_time_key = default_token_generator.make_token(person)
    link = adapter.get_reset_password_from_key_url(
        f"{user_pk_to_url_str(person)}-{one_time_key}"
    )
    adapter.send_mail(
        WELCOME, person.email, {"user": person, "password_reset_url": link}
    )

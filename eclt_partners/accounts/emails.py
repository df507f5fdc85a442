"""What is written about accounts: a link for a password, and for whom to stand in?"""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.accounts.adapters import GUESSED, LINK, TAKEN_AWAY, WELCOME
from eclt_partners.accounts.models import Absence, User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    write_letter,
)

STANDING_IN = "accounts.standing_in"


def send_password_link(person: User) -> None:
    """Put a mail with a one-time link into the outbox.

    The link is the one of a forgotten password: it works once and not for ever. Who has
    a password already has had the account for a while.
    """
    context = {"user": person, "password_reset_url": password_link(person)}
    kind = LINK if person.has_usable_password() else WELCOME
    get_adapter().send_mail(kind, person.email, context)


def password_link(person: User) -> str:
    """Return the address where a person chooses a password; it works once."""
    one_time_key = default_token_generator.make_token(person)
    link: str = get_adapter().get_reset_password_from_key_url(
        f"{user_pk_to_url_str(person)}-{one_time_key}"
    )
    return link


def send_second_step_taken_away(person: User) -> None:
    """Tell somebody by mail that an administrator took the second step away."""
    get_adapter().send_mail(TAKEN_AWAY, person.email, {"user": person})


def send_codes_guessed(person: User) -> None:
    """Tell somebody by mail that wrong codes were entered for the account."""
    get_adapter().send_mail(GUESSED, person.email, {"user": person})


def standing_in(message: Outgoing, *, now: datetime) -> Letter:
    """Tell somebody for whom to stand in, and from when until when.

    Raises:
        NothingToSayError: it was taken back.
    """
    absence = (
        Absence.objects.standing()
        .select_related("person", "stand_in")
        .filter(pk=message.facts["absence"])
        .first()
    )
    if absence is None:
        raise NothingToSayError
    name = absence.person.name
    opening = _(
        "While %(name)s is away you get the mails about what %(name)s leads. You need "
        "to do nothing now."
    ) % {"name": name}
    personal = _(
        "Answers to a review are personal: only %(name)s is asked for them."
    ) % {"name": name}
    content = Content(
        subject=fitted(
            _("You stand in for %(name)s from %(date)s"),
            name=name,
            date=plain_date(absence.from_on),
        ),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": absence.stand_in.name},
        opening=[opening, personal],
        facts=[
            Fact(_("First day away"), plain_date(absence.from_on)),
            Fact(_("Last day away"), plain_date(absence.until_on)),
        ],
        button=Button(
            _("See times away"), settings.SITE_URL + reverse("accounts:away")
        ),
        footer=[
            ask_line(name, absence.person.email),
            _("You get this mail because you were named as the one who stands in."),
        ],
    )
    return write_letter(content, thread=f"absence-{absence.pk}")


letters.register(STANDING_IN, standing_in)

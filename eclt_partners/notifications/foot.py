"""Which links stand below every mail, whatever it is about (methods D5)?"""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eclt_partners.common.languages import PARAMETER
from eclt_partners.common.words import own_name, with_colon
from eclt_partners.notifications.links import is_placeholder

# Behind the address of a personal link: where one says "I am not the right person".
NOT_ME = "not-me/"


def languages(url: str) -> list[tuple[str, str]]:
    """Return where to read on in another language, as pairs of words and address.

    Args:
        url: where the button leads. A personal link opens in any language; people with
            an account choose theirs once, for pages and mails; who has neither writes.
    """
    words = _("Another language")
    if url.startswith("mailto:"):
        return [(words, _mail_about(words))]
    if not is_placeholder(url):
        return [(words, settings.SITE_URL + reverse("accounts:settings"))]
    reading = translation.get_language()
    return [
        (own_name(code), f"{url}?{PARAMETER}={code}")
        for code, _name in settings.LANGUAGES
        if code != reading
    ]


def wrong_person(url: str, subject: str) -> tuple[str, str]:
    """Return the words and the address for somebody whom a mail does not concern.

    Args:
        url: where the button leads.
        subject: of the mail, to find it again.
    """
    words = pgettext("link in a mail", "I am not the right person")
    if is_placeholder(url):
        return words, f"{url}{NOT_ME}"
    return words, _mail_about(f"{with_colon(words)} {subject}")


def way_out(leave_url: str) -> list[tuple[str, str]]:
    """Return the words and the address on which mails of a kind are left, if they are.

    Args:
        leave_url: of the present frame; "" for what is owed.
    """
    return [(_("Fewer mails of this kind"), leave_url)] if leave_url else []


def _mail_about(subject: str) -> str:
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}"

"""What do we write to somebody about an account and its password?

The sign-in library asks for these mails by its own names; they look like all others.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.writing import (
    Button,
    Content,
    ask_line,
    time_needed,
    write_letter,
)

# Enough for a password that is long and easy to keep in mind.
MINUTES = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one mail.

    Attributes:
        subject: one line.
        opening: what happened.
        button: what to do.
        closing: what else there is to know.
        why: why this mail came.
        takes_time: the reader is asked to do something.
        page: where the button leads, when the mail brings no link of its own.
    """

    subject: str
    opening: str
    button: str
    closing: str
    why: str
    takes_time: bool = True
    page: str = "accounts:settings"


def sign_in_letter(kind: str, name: str, link: str) -> Letter | None:
    """Return a mail about an account, or None for a kind that we do not send.

    Args:
        kind: as the library names it: "password_reset_key".
        name: how we greet.
        link: the one-time address, "" where there is none.
    """
    writers = {
        "welcome": _welcome,
        "password_link": _password_link,
        "password_reset_key": _new_password,
        "password_changed": _changed,
        "password_set": _changed,
        "password_reset": _changed,
        "mfa/email/totp_activated": _second_step_set_up,
        "mfa/email/totp_deactivated": _second_step_turned_off,
        "mfa/email/recovery_codes_generated": _new_spare_codes,
        "second_step_taken_away": _second_step_taken_away,
        "second_step_guessed": _second_step_guessed,
        "confirm_address": _confirm_address,
        "address_changed": _address_changed,
        "address_set": _address_set,
    }
    if kind not in writers:
        return None
    words = writers[kind]()
    url = link or settings.SITE_URL + reverse(words.page)
    return write_letter(
        Content(
            subject=words.subject,
            preview=words.opening,
            greeting=_("Dear %(name)s,") % {"name": name},
            opening=[words.opening],
            facts=[time_needed(MINUTES)] if words.takes_time else [],
            button=Button(words.button, url),
            closing=[words.closing],
            footer=[
                ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
                words.why,
            ],
            has_foot_links=False,
        )
    )


def _welcome() -> Words:
    names = {"foundation": settings.FOUNDATION_NAME}
    return Words(
        subject=_("Your account at %(foundation)s") % names,
        opening=_(
            "You have an account now for the partnerships of %(foundation)s. Choose a "
            "password, then you can sign in."
        )
        % names,
        button=_("Choose a password"),
        closing=_(
            "The link works once. Is it too old? Then choose “I forgot my password” "
            "where you sign in."
        ),
        why=_("You get this mail because an administrator made an account for you."),
    )


def _new_password() -> Words:
    return Words(
        subject=_("Set a new password"),
        opening=_("Somebody asked for a new password for your account."),
        button=_("Set a new password"),
        closing=_(
            "It was not you? Then do nothing: your password stays as it is. The link "
            "works once."
        ),
        why=_("You get this mail because somebody entered your address."),
    )


def _password_link() -> Words:
    return Words(
        subject=_("Set a new password"),
        opening=_(
            "An administrator sends you a link to set a new password for your account."
        ),
        button=_("Set a new password"),
        closing=_(
            "You do not need it? Then do nothing: your password stays as it is. The "
            "link works once."
        ),
        why=_("You get this mail because an administrator asked for it."),
    )


def _changed() -> Words:
    return Words(
        subject=_("Your password was changed"),
        opening=_("The password of your account was changed just now."),
        button=_("Open your settings"),
        closing=_("It was not you? Write to %(address)s at once.")
        % {"address": settings.CONTACT_EMAIL},
        why=_("You get this mail so that nobody changes your password in secret."),
        takes_time=False,
    )


def _confirm_address() -> Words:
    return Words(
        subject=_("Confirm your new e-mail address"),
        opening=_("You asked to sign in and get our mails with this address."),
        button=_("Confirm the address"),
        closing=_(
            "Sign in with your old address for it. The link works once, for 24 hours. "
            "It was not you? Then do nothing: all stays as it is."
        ),
        why=_("You get this mail because somebody entered your address."),
    )


def _address_changed() -> Words:
    return Words(
        subject=_("Your e-mail address was changed"),
        opening=_(
            "You no longer sign in with this address, and our mails go to another one."
        ),
        button=_("Tell us that it is wrong"),
        closing=_(
            "Did you want this? Then you need to do nothing. If not, write to "
            "%(address)s at once: somebody else may sign in as you."
        )
        % {"address": settings.CONTACT_EMAIL},
        why=_("You get this mail so that nobody changes your address in secret."),
        takes_time=False,
    )


def _address_set() -> Words:
    return Words(
        subject=_("You sign in with this address now"),
        opening=_(
            "An administrator changed the address of your account. From now on you sign "
            "in with this one, and our mails come here. Your password stays as it is."
        ),
        button=_("Open your settings"),
        closing=_("You did not expect this? Write to %(address)s at once.")
        % {"address": settings.CONTACT_EMAIL},
        why=_("You get this mail because an administrator changed your address."),
        takes_time=False,
    )


def _second_step_set_up() -> Words:
    return _about_second_step(
        _("You sign in with a second step now"),
        _(
            "From now on you enter your password and then a code from the app on your "
            "phone. All your other devices were signed out."
        ),
    )


def _second_step_turned_off() -> Words:
    return _about_second_step(
        _("Your second step is turned off"),
        _(
            "From now on you sign in with your password alone. All your other devices "
            "were signed out."
        ),
    )


def _second_step_taken_away() -> Words:
    return _about_second_step(
        _("An administrator took away your second step"),
        _(
            "You sign in with your password alone now, and all your devices were "
            "signed out. Set the second step up again with your new phone."
        ),
    )


def _second_step_guessed() -> Words:
    return replace(
        _about_second_step(
            _("Somebody entered too many wrong codes for your account"),
            _(
                "It was the right password, and then too many wrong codes. For 15 "
                "minutes no code opens your account."
            ),
        ),
        closing=_(
            "It was not you? Then somebody knows your password: change it now, and "
            "write to %(address)s."
        )
        % {"address": settings.CONTACT_EMAIL},
        why=_("You get this mail so that nobody guesses your codes in secret."),
    )


def _new_spare_codes() -> Words:
    return _about_second_step(
        _("You have new spare codes"),
        _("New spare codes were made for your account. The old ones no longer work."),
    )


def _about_second_step(subject: str, opening: str) -> Words:
    """Tell of a change that only the owner of an account should make."""
    return Words(
        subject=subject,
        opening=opening,
        button=_("See how you sign in"),
        closing=_("It was not you? Write to %(address)s at once.")
        % {"address": settings.CONTACT_EMAIL},
        why=_("You get this mail so that nobody changes in secret how you sign in."),
        takes_time=False,
        page="mfa_index",
    )

"""What is kept of the second step of signing in: who set it up, who took it away?

The library makes and checks the codes; what people did stands in the audit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from eclt_partners.accounts.emails import (
    send_codes_guessed,
    send_second_step_taken_away,
)
from eclt_partners.accounts.models import User
from eclt_partners.accounts.rules.limits import USED_CODES, WRONG_CODES
from eclt_partners.accounts.services.people import require_self
from eclt_partners.accounts.services.sessions import end_sessions
from eclt_partners.accounts.services.tries import count_try, give_back
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import NotPermitted, TooManyTries


@transaction.atomic
def note_set_up(*, actor: Actor, now: datetime, person: User, here: str | None) -> None:
    """Write down that somebody set the second step up, and end their other sessions.

    Somebody who found out the password may be in one of them.

    Args:
        actor: the person.
        now: the present moment, aware.
        person: whose second step.
        here: key of the session that goes on.

    Raises:
        NotPermitted: the account is somebody else's.
    """
    _note("accounts.second_step.set_up", actor=actor, now=now, person=person)
    end_sessions(person=person, but=here)


@transaction.atomic
def note_turned_off(
    *, actor: Actor, now: datetime, person: User, here: str | None
) -> None:
    """Write down that somebody turned the second step off; other sessions end.

    Args:
        actor: the person.
        now: the present moment, aware.
        person: whose second step it was.
        here: key of the session that goes on.

    Raises:
        NotPermitted: the account is somebody else's.
    """
    _note("accounts.second_step.turned_off", actor=actor, now=now, person=person)
    end_sessions(person=person, but=here)


def note_new_codes(*, actor: Actor, now: datetime, person: User) -> None:
    """Write down that somebody made new spare codes.

    Raises:
        NotPermitted: the account is somebody else's.
    """
    _note("accounts.second_step.new_codes", actor=actor, now=now, person=person)


@transaction.atomic
def take_away(*, actor: Actor, now: datetime, person: User) -> bool:
    """Take the second step from an account whose owner lost the app and the codes.

    All sessions of the account end, as somebody else may have the telephone; its owner
    gets a mail.

    Args:
        actor: an administrator, who asked the person in another way first.
        now: the present moment, aware.
        person: whose second step.

    Returns:
        False when the account has none.

    Raises:
        NotPermitted: only administrators, and not for the own account.
    """
    require(actor, Action.MANAGE_PEOPLE)
    if actor.user_id == person.pk:
        raise NotPermitted("somebody else takes it away")
    taken, _kinds = Authenticator.objects.filter(user_id=person.pk).delete()
    if not taken:
        return False
    audit.record(
        "accounts.second_step.taken_away",
        actor=actor,
        subject=person,
        now=now,
        place=Place(),
        facts={"sessions_ended": end_sessions(person=person)},
    )
    send_second_step_taken_away(person)
    return True


@contextmanager
def one_guess(person: User, *, now: datetime) -> Iterator[None]:
    """Let a code be compared; only a wrong one stays counted.

    It is counted before: guesses at the same moment are as few as one after another.
    The last wrong one that is answered is told to the owner by mail, as whoever gets
    as far as codes has the password.

    Args:
        person: whose code.
        now: the present moment, aware.

    Raises:
        TooManyTries: too many wrong ones were entered; nothing is compared until the
            window ends.
        ValidationError: what was compared is wrong.
    """
    tries = count_try(WRONG_CODES, _place(person), now=now)
    try:
        yield
    except ValidationError:
        if tries == WRONG_CODES.tries:
            send_codes_guessed(person)
        raise
    give_back(WRONG_CODES, _place(person), now=now)


def use_up(person: User, code: str, *, now: datetime) -> bool:
    """Take a code as used, in all processes; False when it was used already.

    Whoever reads a code over a shoulder cannot enter it a second time (RFC 6238, 5.2).
    """
    try:
        count_try(USED_CODES, f"{_place(person)}:{code}", now=now)
    except TooManyTries:
        return False
    return True


def _place(person: User) -> str:
    return f"user:{person.pk}"


def _note(verb: str, *, actor: Actor, now: datetime, person: User) -> None:
    require_self(actor, person)
    audit.record(verb, actor=actor, subject=person, now=now, place=Place())

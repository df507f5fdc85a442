"""What becomes of a table at which nothing came to an end for 120 days?

It lapses, and directors are asked for a note that both sides read (methods E3). It
lapses as well when the partnership ends early; then the reason stands with that.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from agreements.rules.patience import may_lapse
from agreements.selectors.speakers import Speaker
from agreements.selectors.tables import moments_of, with_moments
from agreements.services.endings import close
from agreements.services.steps import go, locked, note, require_at
from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.selectors import people_of_all
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.common.errors import IllegalTransition, InvalidInput
from eclt_partners.notifications.services import Recipient, queue
from partners.choices import Side
from partners.models import Partnership
from partners.rules.method import METHOD

LETTER = "agreements.lapsed"


def lapse_overdue(*, now: datetime) -> int:
    """Let every renegotiation lapse that is open for 120 days (methods E3).

    Each in a transaction of its own, so that one in trouble holds up no other. What
    is agreed goes on as it is; either side can raise it again.

    Args:
        now: the present moment, aware.

    Returns:
        How many lapsed.
    """
    # A day more than the latest zone is behind, so that none is missed.
    before = now - timedelta(days=METHOD.change_lapse_days - 1)
    waiting = Renegotiation.objects.open().filter(raised_at__lte=before)
    return sum(_lapse(table, now=now) for table in with_moments(waiting))


@transaction.atomic
def _lapse(table: Renegotiation, *, now: datetime) -> bool:
    if not _is_over(table, now=now):
        return False
    table = locked(table)
    if not _is_over(table, now=now):
        return False
    speaker = Speaker(SYSTEM, Side.FOUNDATION)
    close(table, RenegotiationState.LAPSED, speaker=speaker, now=now)
    _ask_directors(table, now=now)
    return True


@transaction.atomic
def note_lapse(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation, text: str
) -> Renegotiation:
    """Note what a director takes from a change that lapsed; both sides hear of it.

    It is a turn of its own in the story, and stays as it was written.

    Args:
        actor: a director.
        now: the moment, aware.
        renegotiation: one that lapsed.
        text: why nothing came of it, and what follows.

    Raises:
        NotPermitted: not a director.
        IllegalTransition: it did not lapse, or the note is written.
        InvalidInput: nothing was typed.
    """
    require_at(actor, Action.SIGN_MAJOR, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    if not renegotiation.wants_note:
        raise IllegalTransition(renegotiation.state, RenegotiationState.LAPSED)
    if not text.strip():
        raise InvalidInput({"text": _("Write the note")})
    renegotiation.close_text = text.strip()
    renegotiation.save(update_fields=["close_text"])
    speaker = Speaker(actor, Side.FOUNDATION)
    verb = "agreements.renegotiation.lapse_noted"
    note(verb, renegotiation, speaker=speaker, now=now)
    go(renegotiation, RenegotiationState.LAPSED, speaker=speaker, now=now)
    return renegotiation


def lock_agreements(partnership: Partnership) -> None:
    """Lock all agreements of a partnership that ends, before itself is locked.

    Whoever signs locks in this order, so that neither waits for the other for ever.
    """
    list(partnership.agreements.select_for_update().order_by("pk"))


def end_tables(*, actor: Actor, now: datetime, partnership: Partnership) -> int:
    """Let lapse what is open when a partnership ends early; the sides hear of it.

    The caller moves the partnership in the same transaction, asked for the right and
    locked the agreements. What is put aside stays so: nobody can take it up again.

    Args:
        actor: who ends the partnership.
        now: the moment, aware.
        partnership: the one that ends.

    Returns:
        How many lapsed.
    """
    tables = Renegotiation.objects.filter(agreement__partnership=partnership)
    found = list(tables.open().order_by("pk"))
    for table in found:
        speaker = Speaker(actor, Side.FOUNDATION)
        close(locked(table), RenegotiationState.LAPSED, speaker=speaker, now=now)
    return len(found)


def _ask_directors(table: Renegotiation, *, now: datetime) -> None:
    partnership = table.agreement.partnership
    for person in people_of_all([Role.DIRECTOR]):
        queue(
            now=now,
            letter=LETTER,
            facts={"table": table.pk},
            recipient=Recipient(
                f"user:{person.pk}", person.email, person.language, person.time_zone
            ),
            dedupe_key=f"{LETTER}:{table.pk}:{person.pk}",
            country=partnership.country_id,
            partnership_id=partnership.pk,
            is_for_role=True,
        )


def _is_over(table: Renegotiation, *, now: datetime) -> bool:
    today = table.agreement.partnership.country.today(now=now)
    return may_lapse(RenegotiationState(table.state), moments_of(table), today)

"""How does each side write what it expects, and how do both confirm and look back?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, StaleObject
from partners.choices import Horizon, LookResult, Side
from partners.models import (
    Expectation,
    ExpectationLook,
    Partnership,
    PartnershipParty,
)
from partners.services.together import (
    note,
    own_party,
    require_here,
    require_voice,
    side_of,
    today_of,
)

CONFIRMED = {
    Side.FOUNDATION: "foundation_confirmed_on",
    Side.PARTNER: "partner_confirmed_on",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a talk found had become of one expectation."""

    expectation: Expectation
    result: LookResult
    note: str = ""


def stamp_of(rows: Iterable[Expectation]) -> str:
    """Return what a page remembers of several expectations."""
    return " ".join(sorted(row.stamp for row in rows))


def doubt_holder(rows: Sequence[Expectation]) -> Expectation | None:
    """Return the row that holds what a side is unsure about; one per side."""
    return next((row for row in rows if row.doubt), rows[0] if rows else None)


@transaction.atomic
def write_expectations(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    party: PartnershipParty | None,
    texts: Mapping[Horizon, str],
    doubt: str,
    seen: str,
) -> list[Expectation]:
    """Write what one side expects, and one thing it is unsure about.

    Words that change lose the confirmation of both sides; the earlier ones are kept
    by the database.

    Args:
        actor: somebody of the side, or of the foundation who enters the partner's.
        now: the moment, aware.
        partnership: where.
        party: whose words; None = the foundation's.
        texts: horizon -> words; a horizon that is missing or empty stays as it is.
        doubt: one thing the side is unsure about.
        seen: the stamp of the side's rows that the page showed.

    Raises:
        NotPermitted: no right here, or the words of another side.
        StaleObject: somebody wrote meanwhile.
        InvalidInput: there are no words at all.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    require_voice(actor, partnership, party)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    rows = list(partnership.expectations.filter(party=party))
    if stamp_of(rows) != seen:
        raise StaleObject("somebody of this side wrote meanwhile")
    by_horizon = {Horizon(row.horizon): row for row in rows}
    written = [
        by_horizon.get(horizon)
        or Expectation(partnership=partnership, party=party, horizon=horizon)
        for horizon in Horizon
        if texts.get(horizon) or horizon in by_horizon
    ]
    holder = doubt_holder(written)
    if holder is None:
        raise InvalidInput({Horizon.YEAR_1.value: _("Write what you expect")})
    for row in written:
        text = texts.get(Horizon(row.horizon)) or row.text
        _write(row, text, doubt if row is holder else row.doubt, actor=actor, now=now)
    return written


@transaction.atomic
def confirm_expectations(
    *, actor: Actor, now: datetime, partnership: Partnership, seen: str
) -> int:
    """Confirm, for the own side, everything that the person can read.

    Args:
        actor: somebody of either side.
        now: the moment, aware.
        partnership: where.
        seen: the stamp of all rows that the page showed.

    Returns:
        How many texts this side had not confirmed yet.

    Raises:
        NotPermitted: no right here.
        StaleObject: a text is not the one that was read.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    party = own_party(actor, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    rows = partnership.expectations.all()
    if party is not None:
        rows = rows.filter(Q(party=None) | Q(party=party))
    if stamp_of(rows) != seen:
        raise StaleObject("somebody wrote meanwhile")
    name = CONFIRMED[side_of(actor)]
    count = rows.filter(**{name: None}).update(**{name: today_of(partnership, now=now)})
    if count:
        verb, facts = "partners.expectations.confirmed", {"count": count}
        note(verb, partnership, partnership, actor=actor, now=now, facts=facts)
    return count


@transaction.atomic
def look_back(
    *, actor: Actor, now: datetime, partnership: Partnership, looks: Sequence[Look]
) -> list[ExpectationLook]:
    """Note what a talk found had become of the expectations.

    Raises:
        NotPermitted: only who records talks may.
        InvalidInput: nothing was looked at.
    """
    require_here(actor, Action.RECORD_TALK, partnership)
    if not looks:
        raise InvalidInput({"": _("Say of one expectation at least what became of it")})
    # Two presses at the same moment come one after the other.
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    today = today_of(partnership, now=now)
    found = [
        ExpectationLook.objects.get_or_create(
            expectation=look.expectation,
            result=look.result,
            note=look.note,
            looked_on=today,
            looked_by=actor.key,
        )
        for look in looks
    ]
    new = sum(is_new for _look, is_new in found)
    if new:
        verb, facts = "partners.expectations.looked_at", {"count": new}
        note(verb, partnership, partnership, actor=actor, now=now, facts=facts)
    return [look for look, _new in found]


def _write(
    row: Expectation, text: str, doubt: str, *, actor: Actor, now: datetime
) -> None:
    """Save one text when it differs; the database keeps the earlier words."""
    if (row.text, row.doubt) == (text, doubt):
        return
    is_new = row.pk is None
    row.text, row.doubt = text, doubt
    row.written_on = today_of(row.partnership, now=now)
    row.written_by = actor.key
    row.foundation_confirmed_on = row.partner_confirmed_on = None
    if not is_new:
        row.revision += 1
    row.save()
    verb = "partners.expectation.written" if is_new else "partners.expectation.changed"
    facts = {"horizon": row.horizon, "party": row.party_id}
    note(verb, row, row.partnership, actor=actor, now=now, facts=facts)

"""Where does a due date of a promise stand, who said what, and what may a reader do?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from agreements.choices import Confirmation, InstanceState, Phase, PromiseStep
from agreements.models import CommitmentInstance
from agreements.rules.phases import phase_of
from agreements.rules.steps import (
    Situation,
    helper_steps,
    side_of_key,
    steps_open,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.rules.marks import mark_of
from partners.choices import OwnerSide, Side
from partners.models import Partnership
from partners.selectors.people import people_names

# Nobody has said yet what became of it; only this can be late.
AWAITED: Final = frozenset({Phase.OVERDUE, Phase.DUE_SOON, Phase.NOT_DUE})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One due date with where it stands and what the reader may do."""

    instance: CommitmentInstance
    phase: Phase
    steps: Sequence[PromiseStep]
    owner: str = ""

    @property
    def is_awaited(self) -> bool:
        """Whether nobody has said yet what became of it: it can be late."""
        return self.phase in AWAITED

    @property
    def mark(self) -> str:
        """What the page remembers of what both sides said."""
        return mark_of_said(self.instance)

    @property
    def partnership(self) -> Partnership:
        """Whose promise it is."""
        return self.instance.commitment.version.agreement.partnership


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a side said about a due date.

    Attributes:
        what: "reported", "objected", "asked", "confirmed" or "silent".
        on: the day in the country.
        who: the name today, or "".
        side: who spoke; None: nobody, the time ran out.
        state: the outcome it was about, or "".
        words: what was written beside it.
    """

    what: str
    on: date | None
    who: str
    side: Side | None
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """The page of one due date: where it stands and what both sides said, in order."""

    row: LedgerRow
    said: Sequence[Said]
    owner: str
    confirmer: str


def ledger_rows(
    instances: Iterable[CommitmentInstance], actor: Actor
) -> list[LedgerRow]:
    """Return rows for a page; two queries for the names of owners."""
    found = list(instances)
    names = people_names(each.commitment.owner_key for each in found)
    return [
        LedgerRow(
            each,
            phase_on(each, today_of(each)),
            steps_for(each, actor),
            names.get(each.commitment.owner_key, ""),
        )
        for each in found
    ]


def mark_of_said(instance: CommitmentInstance) -> str:
    """Return a mark of the promise and of all that was said of one due date."""
    return mark_of(
        (
            instance.commitment.text,
            instance.state,
            instance.evidence,
            instance.reported_by,
            instance.objection,
            instance.objected_by,
            instance.asked_state,
            instance.asked_note,
            instance.asked_by,
            instance.confirmation,
        )
    )


def promise_story(instance: CommitmentInstance, actor: Actor) -> PromiseStory:
    """Return the page of one due date. Two queries for names."""
    promise = instance.commitment
    names = people_names(
        [
            promise.owner_key,
            promise.confirmer_key,
            instance.reported_by,
            instance.objected_by,
            instance.asked_by,
            instance.confirmed_by,
        ]
    )
    owner = names.get(promise.owner_key, "")
    row = LedgerRow(
        instance,
        phase_on(instance, today_of(instance)),
        steps_for(instance, actor),
        owner,
    )
    said = [
        Said(what, on, names.get(key, ""), side_of_key(key), state, words)
        for what, on, key, state, words in _sayings(instance)
        if on is not None
    ]
    return PromiseStory(row, said, owner, names.get(promise.confirmer_key, ""))


Saying = tuple[str, date | None, str, str, str]


def _sayings(instance: CommitmentInstance) -> list[Saying]:
    is_silent = instance.confirmation == Confirmation.NOT_OBJECTED
    reported = "" if instance.objected_on else instance.state
    agreed = instance.asked_note if not instance.asked_state else ""
    return [
        (
            "reported",
            instance.reported_on,
            instance.reported_by,
            reported,
            instance.evidence,
        ),
        (
            "objected",
            instance.objected_on,
            instance.objected_by,
            "",
            instance.objection,
        ),
        (
            "asked",
            instance.asked_on,
            instance.asked_by,
            instance.asked_state,
            instance.asked_note,
        ),
        (
            "silent" if is_silent else "confirmed",
            instance.confirmed_on,
            "" if is_silent else instance.confirmed_by,
            instance.state,
            agreed,
        ),
    ]


def situation_of(instance: CommitmentInstance) -> Situation:
    """Return a due date as the rules see it."""
    return Situation(
        owner=OwnerSide(instance.commitment.side),
        state=InstanceState(instance.state),
        is_confirmed=bool(instance.confirmation),
        reported_by=side_of_key(instance.reported_by),
        asked_by=side_of_key(instance.asked_by),
    )


def phase_on(instance: CommitmentInstance, today: date) -> Phase:
    """Return where a due date stands on a day."""
    return phase_of(
        InstanceState(instance.state),
        instance.due_on,
        today,
        is_confirmed=bool(instance.confirmation),
        is_stopped=is_stopped(instance),
    )


def is_stopped(instance: CommitmentInstance) -> bool:
    """Return whether the partnership ended after it was promised, as annotated."""
    found: bool = instance.is_stopped  # type: ignore[attr-defined]
    return found


def steps_for(instance: CommitmentInstance, actor: Actor) -> list[PromiseStep]:
    """Return the buttons an actor sees, in the order of the page."""
    place = instance.commitment.version.agreement.partnership
    may = partial(actor.may, country=place.country_id, partnership=place.pk)
    here = situation_of(instance)
    if may(Action.CONFIRM_RECORD):
        is_partner = actor.kind is ActorKind.LINK
        allowed = steps_open(here, Side.PARTNER if is_partner else Side.FOUNDATION)
    elif may(Action.SETTLE_DISPUTE):
        allowed = helper_steps(here)
    else:
        allowed = frozenset()
    return [step for step in PromiseStep if step in allowed]


def today_of(instance: CommitmentInstance) -> date:
    """Return the annotated day in the country."""
    today: date = instance.today  # type: ignore[attr-defined]
    return today

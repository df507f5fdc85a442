"""How does somebody note what a gate asks for?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.words import plain_date
from eclt_partners.lifecycle.access import require_at
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from eclt_partners.lifecycle.selectors.gate_rows import notes_that_count
from partners.choices import Side
from partners.models import Function, Partnership

# Gate G5 (methods A3): who did not reply was asked at least three times.
TRIES: Final = 3


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: NoteKind,
    side: Side,
    text: str,
    function: Function | None = None,
    tries: Sequence[date] = (),
) -> GateNote:
    """Note what one side said or did; a newer note stands beside the older one.

    Pressing the button again notes the same words once.

    Args:
        actor: a person of the foundation, who writes for the partner what it said.
        now: the moment, aware.
        partnership: where.
        kind: what is noted.
        side: whose word it is.
        text: in short; never names of children.
        function: of what the local owner said no to; only then.
        tries: the three days on which nobody of the partner replied; only then.

    Raises:
        NotPermitted: no right to register here.
        InvalidInput: no text, no function where one is needed, or too few tries.
    """
    require_at(actor, Action.REGISTER, partnership)
    today = partnership.country.today(now=now)
    _check(partnership, kind, text, function)
    _check_tries(kind, tries, today)
    note = GateNote(
        partnership=partnership,
        kind=kind,
        side=side,
        function=function,
        owner_name="" if function is None else function.owner_name,
        text=_with_days(text.strip(), tries),
        noted_on=today,
        noted_at=now,
        noted_by=actor.key,
    )
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    latest = _latest_beside(note)
    if latest is not None and _is_same(latest, note):
        return latest
    _keep(note, actor=actor, now=now)
    return note


def _keep(note: GateNote, *, actor: Actor, now: datetime) -> None:
    note.save()
    place = note.partnership
    audit.record(
        "lifecycle.note.written",
        actor=actor,
        subject=place,
        now=now,
        place=Place(place.country_id, place.pk),
        facts={"kind": note.kind, "side": note.side},
    )


def _latest_beside(note: GateNote) -> GateNote | None:
    """Return the note before, unless it was of another chapter or handover."""
    about = ("kind", "side", "function")
    return (
        notes_that_count(note.partnership)
        .filter(**{name: getattr(note, name) for name in about})
        .first()
    )


def _is_same(one: GateNote, other: GateNote) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("text", "owner_name", "noted_on", "noted_by")
    )


def _with_days(text: str, tries: Sequence[date]) -> str:
    days = ", ".join(plain_date(day) for day in sorted(tries))
    return f"{days}: {text}" if days else text


def _check(
    partnership: Partnership, kind: NoteKind, text: str, function: Function | None
) -> None:
    problems = {}
    if not text.strip():
        problems["text"] = _("Write it in short")
    needs_function = kind == NoteKind.OWNER_DECLINED
    own = function is None or function.plan.partnership_id == partnership.pk
    if needs_function != (function is not None) or not own:
        problems["function"] = _("Choose what the local owner said no to")
    if problems:
        raise InvalidInput(problems)


def _check_tries(kind: NoteKind, tries: Sequence[date], today: date) -> None:
    """Three tries are three different days, none of them to come."""
    if kind != NoteKind.NO_REPLY:
        return
    if any(day > today for day in tries):
        text = _("The days of the tries must be today or earlier")
        raise InvalidInput({"try_3": text})
    if len(set(tries)) < TRIES:
        text = _("Three tries are on three different days")
        raise InvalidInput({"try_3": text})

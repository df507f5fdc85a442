"""How do an invented partner, its people and the partnership become rows?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.scale.lives import AGREED, AGREED_AFTER_DAYS, ENDED, Life
from eclt_partners.demo.scale.places import partner_name, person_name
from eclt_partners.demo.scale.tables import Tables
from partners.choices import EventKind, Side, Stage

# Mail to this domain goes nowhere (RFC 2606).
DOMAIN: Final = "scale.example"
_SHAPED_AFTER: Final = 30
_EVENTS: Final = (EventKind.LEADERSHIP, EventKind.CONTEXT, EventKind.BUDGET)


@dataclass(frozen=True, slots=True)
class Keys:
    """The numbers of one partnership and of those who look after it."""

    partnership: int
    party: int
    lead: int
    contacts: tuple[int, int]


def noon(day: date) -> datetime:
    """Return the middle of a day, as a moment."""
    return datetime.combine(day, time(10), UTC)


def add_partnership(
    tables: Tables, life: Life, *, lead: int, names: set[tuple[str, str]]
) -> Keys:
    """Write down who works with whom, since when and at which stage.

    Args:
        tables: where to.
        life: of the partnership.
        lead: account of the foundation's lead.
        names: country and name of the partners so far; the new one is added.
    """
    name = _new_name(life, names)
    partner = tables.partners.add(
        name=name,
        kind=life.kind,
        country_id=life.place.code,
        is_fictional=True,
        established_year=life.start.year - life.rng.randint(1, 40),
        created_at=noon(life.start),
    )
    head, desk = (_contact(tables, life, partner, is_head) for is_head in (True, False))
    is_paused = life.stage == Stage.PAUSED
    partnership = tables.partnerships.add(
        code=life.code,
        name=name,
        country_id=life.place.code,
        stage=life.stage,
        stage_before_pause=Stage.ACTIVE if is_paused else "",
        relationship_start=life.start,
        foundation_lead_id=lead,
        created_at=noon(life.start),
    )
    party = tables.parties.add(
        partnership_id=partnership,
        partner_id=partner,
        partner_lead_id=head,
        from_on=life.start,
    )
    found = Keys(partnership, party, lead, (head, desk))
    _stages(tables, life, found)
    _events(tables, life, found)
    note(tables, life, found, "partners.partnership.registered", life.start)
    return found


def note(
    tables: Tables,
    life: Life,
    keys: Keys,
    verb: str,
    on: date,
    *,
    subject: tuple[str, int] | None = None,
) -> None:
    """Write an entry into the audit, by the system, as loading a portfolio does."""
    kind, number = subject or ("partners.partnership", keys.partnership)
    tables.audit.add(
        at=noon(on),
        verb=verb,
        actor_key=SYSTEM.key,
        actor_text=SYSTEM.role_text,
        subject_type=kind,
        subject_id=number,
        subject_text=life.code,
        partnership_id=keys.partnership,
        country_code=life.place.code,
    )


def _new_name(life: Life, names: set[tuple[str, str]]) -> str:
    while True:
        name = partner_name(life.kind, life.rng)
        key = (life.place.code, name.lower())
        if key not in names:
            names.add(key)
            return name


def _contact(tables: Tables, life: Life, partner: int, is_head: bool) -> int:  # noqa: FBT001
    name = person_name(life.rng)
    login = "head" if is_head else "desk"
    return tables.contacts.add(
        partner_id=partner,
        name=name,
        job_title="Director" if is_head else "Programme officer",
        email=f"{login}.{life.code.lower()}@{DOMAIN}",
        channel="EMAIL",
        language=life.place.language,
        time_zone=life.place.zone,
        is_head=is_head,
        created_at=noon(life.start),
    )


def _stages(tables: Tables, life: Life, keys: Keys) -> None:
    """Write every step from getting to know each other to the stage of today."""
    agreed_on = life.start + timedelta(days=AGREED_AFTER_DAYS)
    steps = [(Stage.EXPLORING, life.start)]
    if life.stage != Stage.EXPLORING:
        steps.append((Stage.SHAPING, life.start + timedelta(days=_SHAPED_AFTER)))
    if life.stage in AGREED:
        steps.append((Stage.ACTIVE, agreed_on))
    if life.stage not in {step for step, _on in steps}:
        last = life.reviews[-1][0] if life.reviews else agreed_on
        steps.append((life.stage, life.ended_on or max(last, agreed_on)))
    before = ""
    for stage, on in steps:
        tables.stages.add(
            partnership_id=keys.partnership,
            from_stage=before,
            to_stage=stage,
            changed_at=noon(on),
            changed_on=on,
            changed_by=f"user:{keys.lead}",
        )
        note(tables, life, keys, "partners.stage.changed", on)
        before = stage


def _events(tables: Tables, life: Life, keys: Keys) -> None:
    """Let something happen in one of fourteen; most of it is settled."""
    if not life.reviews or life.stage in ENDED or life.rng.random() > 0.07:
        return
    on = life.reviews[-1][0] - timedelta(days=life.rng.randint(1, 20))
    is_open = life.rng.random() < 0.3
    tables.events.add(
        partnership_id=keys.partnership,
        kind=life.rng.choice(_EVENTS),
        happened_on=on,
        reported_on=on,
        reported_by=f"user:{keys.lead}",
        side=Side.FOUNDATION,
        closed_on=None if is_open else life.reviews[-1][0],
    )

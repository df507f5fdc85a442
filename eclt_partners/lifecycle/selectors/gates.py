"""Which steps may a partnership take now, and what does each one miss?"""

from datetime import date

from eclt_partners.lifecycle.given import NOTHING, Given
from eclt_partners.lifecycle.rules.closing import gate_g4
from eclt_partners.lifecycle.rules.concluding import gate_g5
from eclt_partners.lifecycle.rules.ending import EndingFacts, gate_g7
from eclt_partners.lifecycle.rules.handing_over import gate_g3
from eclt_partners.lifecycle.rules.lines import GateLine
from eclt_partners.lifecycle.rules.pausing import PausingFacts, gate_g6
from eclt_partners.lifecycle.rules.shaping import gate_g1
from eclt_partners.lifecycle.selectors.facts import (
    closing_facts,
    concluding_facts,
    handover_facts,
    shaping_facts,
)
from eclt_partners.lifecycle.selectors.gate_rows import GateRows, gate_rows
from partners.choices import Side, Stage
from partners.models import Partnership


def gate_of(
    partnership: Partnership,
    to_stage: Stage,
    *,
    today: date,
    given: Given = NOTHING,
    rows: GateRows | None = None,
) -> tuple[GateLine, ...]:
    """Return every line of the gate before a stage; none where there is no gate.

    At most two queries.

    Args:
        partnership: where it stands now.
        to_stage: where it would go.
        today: in the country.
        given: what a person gives for the step; nothing while only looking.
        rows: what gates read, where several are asked about.
    """
    if _asks_for_rows(partnership, to_stage):
        rows = rows or gate_rows(partnership, today=today)
        return _gate_of_rows(partnership, to_stage, rows, today=today, given=given)
    return _gate_of_words(to_stage, today=today, given=given)


def _asks_for_rows(partnership: Partnership, to_stage: Stage) -> bool:
    """Tell whether a gate asks for more than words; some only at one stage."""
    return to_stage in {Stage.SUSTAINING, Stage.CONCLUDED} or (
        Stage(partnership.stage),
        to_stage,
    ) in {(Stage.ACTIVE, Stage.TRANSITION), (Stage.EXPLORING, Stage.SHAPING)}


def _gate_of_rows(
    partnership: Partnership,
    to_stage: Stage,
    rows: GateRows,
    *,
    today: date,
    given: Given,
) -> tuple[GateLine, ...]:
    """Return the gates that ask for what is known: G1, G3, G4 and G5."""
    if to_stage == Stage.SUSTAINING:
        has_contact = given.contact is not None
        facts = closing_facts(partnership, rows, today=today, has_contact=has_contact)
        return gate_g4(facts)
    if to_stage == Stage.TRANSITION:
        return gate_g3(handover_facts(partnership, rows, today=today))
    if to_stage == Stage.SHAPING:
        return gate_g1(shaping_facts(partnership, rows))
    return gate_g5(concluding_facts(rows))


def _gate_of_words(
    to_stage: Stage, *, today: date, given: Given
) -> tuple[GateLine, ...]:
    """Return the gates that ask only for what a person writes: G6 and G7."""
    if to_stage == Stage.PAUSED:
        return gate_g6(_pausing(today, given))
    if to_stage == Stage.ENDED_EARLY:
        return gate_g7(_ending(given))
    return ()


def _pausing(today: date, given: Given) -> PausingFacts:
    words = given.pause
    if words is None:
        return PausingFacts(today=today, reason=given.reason)
    return PausingFacts(
        today=today,
        reason=given.reason,
        asked_by=words.asked_by,
        look_again_on=words.look_again_on,
        goes_on=words.goes_on,
        cases_contact=words.cases_contact,
    )


def _ending(given: Given) -> EndingFacts:
    words = given.ending
    if words is None:
        return EndingFacts(has_contact=given.contact is not None)
    return EndingFacts(
        category=words.category,
        has_notice=words.notice is not None,
        children_plan=words.children_plan,
        invited=frozenset(Side) if words.talk_invited_on else frozenset(),
        has_contact=given.contact is not None,
    )

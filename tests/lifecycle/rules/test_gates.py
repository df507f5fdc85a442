"""The gates G1 and G3 to G7, line by line: met, and each thing that is missing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from eclt_partners.lifecycle.rules.closing import (
    ClosingFacts,
    ClosingReview,
    gate_g4,
)
from eclt_partners.lifecycle.rules.concluding import ConcludingFacts, gate_g5
from eclt_partners.lifecycle.rules.ending import EndingFacts, gate_g7
from eclt_partners.lifecycle.rules.handing_over import HandoverFacts, gate_g3
from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.rules.pausing import PausingFacts, gate_g6
from eclt_partners.lifecycle.rules.shaping import PartyFacts, ShapingFacts, gate_g1
from eclt_partners.lifecycle.words import words_of
from partners.choices import Side
from partners.rules.gates import blocking, warning

TODAY = date(2026, 11, 23)
F, P = Side.FOUNDATION, Side.PARTNER
BOTH = frozenset(Side)
NYALI = PartyFacts("Nyali", has_lead=True, is_registered=True, has_check=True)

SHAPING = ShapingFacts(
    has_foundation_lead=True,
    parties=(NYALI,),
    brings=BOTH,
    hopes=BOTH,
    conflicts=BOTH,
    has_references=True,
)
HANDOVER = HandoverFacts(
    today=TODAY,
    confirmed=BOTH,
    has_functions=True,
    staff_told=True,
    community_told=True,
    government_told=True,
    last_day=date(2027, 11, 23),
)
CLOSING = ClosingFacts(
    review=ClosingReview(invited=BOTH, answered=BOTH),
    has_contact=True,
    money_known=True,
    report_known=True,
    readiness=Fraction(60),
)
CONCLUDING = ConcludingFacts(checks_count=3, lessons=BOTH)
PAUSING = PausingFacts(
    today=TODAY,
    reason="Flood",
    asked_by="BOTH",
    look_again_on=date(2027, 2, 21),
    goes_on="The clubs",
    cases_contact="Grace",
)
ENDING = EndingFacts(
    category="MONEY",
    has_notice=True,
    children_plan="The school looks after them",
    invited=BOTH,
    has_contact=True,
)

MET = [
    (gate_g1, SHAPING, ["B1", "B2", "B3", "W1"]),
    (gate_g3, HANDOVER, ["B1", "B2", "B3", "W1"]),
    (gate_g4, CLOSING, ["B1", "B2", "B3", "B4", "B5", "W1", "W2"]),
    (gate_g5, CONCLUDING, ["B1", "B2", "B3"]),
    (gate_g6, PAUSING, ["B1", "B2", "B3"]),
    (gate_g7, ENDING, ["B1", "B2", "B3", "B4", "B5"]),
]


@pytest.mark.parametrize(("gate", "facts", "codes"), MET)
def test_a_gate_is_open_when_every_line_is_met(gate, facts, codes) -> None:
    lines = gate(facts)

    assert [line.code for line in lines] == codes
    assert [line for line in lines if not line.ok] == []


def party(**values) -> dict:
    return {"parties": (replace(NYALI, **values),)}


UNMET = [
    (gate_g1, SHAPING, {"has_country": False}, "B1", [Gap(Lack.NO_COUNTRY)]),
    (
        gate_g1,
        SHAPING,
        {"has_foundation_lead": False},
        "B1",
        [Gap(Lack.NO_FOUNDATION_LEAD)],
    ),
    (
        gate_g1,
        SHAPING,
        party(has_kind=False),
        "B1",
        [Gap(Lack.NO_PARTNER_KIND, "Nyali")],
    ),
    (
        gate_g1,
        SHAPING,
        party(has_lead=False),
        "B1",
        [Gap(Lack.NO_PARTNER_LEAD, "Nyali")],
    ),
    (gate_g1, SHAPING, {"brings": {F}}, "B2", [Gap(Lack.NOTHING_BROUGHT, P)]),
    (gate_g1, SHAPING, {"hopes": {P}}, "B2", [Gap(Lack.NOTHING_HOPED, F)]),
    (gate_g1, SHAPING, {"conflicts": {F}}, "B3", [Gap(Lack.NO_CONFLICT_WORD, P)]),
    (
        gate_g1,
        SHAPING,
        party(is_registered=False),
        "W1",
        [Gap(Lack.NO_REGISTRATION, "Nyali")],
    ),
    (
        gate_g1,
        SHAPING,
        party(has_check=False),
        "W1",
        [Gap(Lack.NO_SAFEGUARDING_CHECK, "Nyali")],
    ),
    (gate_g1, SHAPING, {"has_references": False}, "W1", [Gap(Lack.NO_REFERENCES)]),
    (gate_g3, HANDOVER, {"confirmed": {F}}, "B1", [Gap(Lack.PLAN_NOT_CONFIRMED, P)]),
    (gate_g3, HANDOVER, {"has_functions": False}, "B2", [Gap(Lack.NO_FUNCTION)]),
    (
        gate_g3,
        HANDOVER,
        {"unread": ("Clubs",)},
        "B2",
        [Gap(Lack.NOT_ASSESSED, "Clubs")],
    ),
    (gate_g3, HANDOVER, {"staff_told": False}, "B3", [Gap(Lack.STAFF_NOT_TOLD)]),
    (
        gate_g3,
        HANDOVER,
        {"community_told": False},
        "B3",
        [Gap(Lack.COMMUNITY_NOT_TOLD)],
    ),
    (
        gate_g3,
        HANDOVER,
        {"government_told": False},
        "B3",
        [Gap(Lack.GOVERNMENT_NOT_TOLD)],
    ),
    (
        gate_g3,
        HANDOVER,
        {"last_day": date(2027, 11, 22)},
        "W1",
        [Gap(Lack.LATE_HANDOVER)],
    ),
    (gate_g3, HANDOVER, {"last_day": None}, "W1", [Gap(Lack.LATE_HANDOVER)]),
    (
        gate_g4,
        CLOSING,
        {"review": ClosingReview(invited={F}, answered=BOTH)},
        "B1",
        [Gap(Lack.SIDE_NOT_INVITED, P)],
    ),
    (
        gate_g4,
        CLOSING,
        {"review": ClosingReview(invited=BOTH, answered={P})},
        "B1",
        [Gap(Lack.FOUNDATION_SILENT)],
    ),
    (gate_g4, CLOSING, {"review": None}, "B1", [Gap(Lack.NO_CLOSING_REVIEW)]),
    (
        gate_g4,
        CLOSING,
        {"unread_goals": ("Money",)},
        "B2",
        [Gap(Lack.GOAL_NOT_READ, "Money")],
    ),
    (
        gate_g4,
        CLOSING,
        {"undecided": ("Clubs",)},
        "B3",
        [Gap(Lack.OWNER_UNDECIDED, "Clubs")],
    ),
    (gate_g4, CLOSING, {"has_contact": False}, "B4", [Gap(Lack.NO_CHECK_CONTACT)]),
    (gate_g4, CLOSING, {"money_known": False}, "B5", [Gap(Lack.MONEY_UNKNOWN)]),
    (gate_g4, CLOSING, {"report_known": False}, "B5", [Gap(Lack.REPORT_UNKNOWN)]),
    (gate_g4, CLOSING, {"readiness": Fraction(599, 10)}, "W1", [Gap(Lack.NOT_READY)]),
    (gate_g4, CLOSING, {"readiness": None}, "W1", [Gap(Lack.NOT_READY)]),
    (
        gate_g4,
        CLOSING,
        {"review": ClosingReview(invited=BOTH, answered={F})},
        "W2",
        [Gap(Lack.PARTNER_SILENT)],
    ),
    (
        gate_g5,
        CONCLUDING,
        {"open_checks": ((12, 7),)},
        "B1",
        [Gap(Lack.CHECK_OPEN, "12", 7)],
    ),
    (gate_g5, CONCLUDING, {"lessons": {P}}, "B2", [Gap(Lack.NO_LESSON, F)]),
    (gate_g5, CONCLUDING, {"lessons": {F}}, "B2", [Gap(Lack.NO_LESSON, P)]),
    (gate_g5, CONCLUDING, {"checks_count": 0}, "B3", [Gap(Lack.NO_OUTCOME)]),
    (gate_g6, PAUSING, {"reason": " "}, "B1", [Gap(Lack.NO_REASON)]),
    (gate_g6, PAUSING, {"asked_by": ""}, "B1", [Gap(Lack.NO_ASKER)]),
    (gate_g6, PAUSING, {"look_again_on": None}, "B2", [Gap(Lack.NO_LOOK_AGAIN)]),
    (gate_g6, PAUSING, {"look_again_on": TODAY}, "B2", [Gap(Lack.LOOK_AGAIN_PAST)]),
    (
        gate_g6,
        PAUSING,
        {"look_again_on": date(2027, 2, 22)},
        "B2",
        [Gap(Lack.LOOK_AGAIN_LATE)],
    ),
    (gate_g6, PAUSING, {"goes_on": ""}, "B3", [Gap(Lack.NOTHING_GOES_ON)]),
    (gate_g6, PAUSING, {"cases_contact": ""}, "B3", [Gap(Lack.NO_CASES_CONTACT)]),
    (gate_g7, ENDING, {"category": ""}, "B1", [Gap(Lack.NO_CATEGORY)]),
    (gate_g7, ENDING, {"has_notice": False}, "B2", [Gap(Lack.NO_NOTICE)]),
    (gate_g7, ENDING, {"children_plan": " "}, "B3", [Gap(Lack.NO_CHILDREN_PLAN)]),
    (gate_g7, ENDING, {"invited": {F}}, "B4", [Gap(Lack.NOT_INVITED_TO_TALK, P)]),
    (gate_g7, ENDING, {"has_contact": False}, "B5", [Gap(Lack.NO_CHECK_CONTACT)]),
]


@pytest.mark.parametrize(("gate", "facts", "change", "code", "gaps"), UNMET)
def test_a_line_says_what_it_misses(gate, facts, change, code, gaps) -> None:
    lines = {line.code: line for line in gate(replace(facts, **change))}

    assert list(lines[code].gaps) == gaps


def test_every_gap_is_a_case_of_this_file() -> None:
    assert {gap.lack for *_, gaps in UNMET for gap in gaps} == set(Lack)


def test_a_partner_who_never_replied_needs_no_lesson_of_its_own() -> None:
    silent = replace(CONCLUDING, lessons={F}, partner_silent=True)

    assert [line for line in gate_g5(silent) if not line.ok] == []


def test_without_a_review_the_partner_has_not_answered_it() -> None:
    lines = {line.code: line for line in gate_g4(replace(CLOSING, review=None))}

    assert not lines["W2"].ok


def test_blocks_and_warnings_are_told_apart() -> None:
    lines = gate_g1(replace(SHAPING, conflicts=frozenset(), has_references=False))

    assert [line.code for line in blocking(lines)] == ["B3"]
    assert [line.code for line in warning(lines)] == ["W1"]


def test_of_a_coalition_the_gate_names_who_said_no_word_on_conflicts() -> None:
    parties = tuple(
        PartyFacts(name, has_conflict_word=name == "Union")
        for name in ("Growers", "Union", "Children")
    )
    lines = gate_g1(replace(SHAPING, parties=parties, conflicts=frozenset({F})))

    [b3] = [each for each in lines if each.code == "B3"]
    assert list(b3.gaps) == [
        Gap(Lack.NO_CONFLICT_WORD, "Growers"),
        Gap(Lack.NO_CONFLICT_WORD, "Children"),
    ]


def test_of_a_coalition_the_gate_names_who_did_not_answer_the_closing_review() -> None:
    review = ClosingReview(
        invited=frozenset({F}),
        answered=frozenset({F}),
        uninvited=("Union",),
        silent=("Growers", "Union"),
    )
    lines = gate_g4(replace(CLOSING, review=review))

    assert words_of(lines) == [
        "Union: nobody is invited to the closing review.",
        "Growers has not answered the closing review.",
        "Union has not answered the closing review.",
    ]

"""How big a change is and who signs it: every edge of methods E2 and rulings 14."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from agreements.choices import ClauseKind, SizeClass, Topic, VersionKind
from agreements.rules.size import (
    PartnerCapacity,
    Signers,
    SizeReason,
    Sizing,
    asks_whether_it_helped,
    size_class,
    who_signs,
)
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    TalkPath,
    Target,
    Terms,
    WorkingRules,
)
from eclt_partners.common.actions import Action
from partners.choices import OwnerSide
from tests.agreements.rules.some_terms import (
    PURPOSE,
    TAKE_STOCK,
    TERMS,
    changed,
    with_clause,
    with_line,
)

CORRECTION, SMALL, STANDARD, MAJOR, TRANSFORM = SizeClass
R = SizeReason


def sized(new: Terms, *topics: Topic, **options) -> Sizing:
    return size_class(TERMS, TERMS, new, topics, **options)


def promise(**values) -> Terms:
    first, second = TERMS.promises
    return changed(promises=(replace(first, **values), second))


@pytest.mark.parametrize(
    ("amount", "size"),
    [
        (1, SMALL),
        (10_000, SMALL),
        (10_001, STANDARD),
        (20_000, STANDARD),
        (20_001, MAJOR),
        (39_999, MAJOR),
        (40_000, TRANSFORM),
        (90_000, TRANSFORM),
    ],
)
def test_more_money_is_a_bigger_change(amount, size) -> None:
    expected = Sizing(size, (R.MONEY,), Fraction(amount, 100_000))
    assert sized(with_line("staff-2028", amount)) == expected


@pytest.mark.parametrize(
    ("amount", "size"),
    [(30_000, SMALL), (29_999, STANDARD), (20_000, STANDARD), (0, TRANSFORM)],
)
def test_less_money_counts_like_more(amount, size) -> None:
    assert sized(with_line("staff-2027", amount)).size is size


def test_money_between_lines_counts_though_the_total_stays() -> None:
    new = with_line("staff-2026", 45_000, with_line("roofs-2026", 15_000))
    assert sized(new) == Sizing(STANDARD, (R.MONEY,), Fraction(15, 100))


def test_money_that_goes_into_another_year_counts() -> None:
    first, second = TERMS.lines
    new = changed(lines=(first, replace(second, year=2028)))
    assert sized(new) == Sizing(TRANSFORM, (R.MONEY,), Fraction(40, 100))


def test_small_slices_of_one_year_add_up() -> None:
    head = with_line("staff-2028", 9_000)
    new = with_line("staff-2028", 18_000)
    assert size_class(head, head, new).size is SMALL
    assert size_class(TERMS, head, new) == Sizing(
        STANDARD, (R.MONEY,), Fraction(18, 100)
    )


def test_a_change_that_moves_nothing_does_not_inherit_earlier_slices() -> None:
    head = with_line("staff-2028", 30_000)
    new = changed(head, talk_path=TalkPath())
    assert size_class(TERMS, head, new) == Sizing(
        CORRECTION, (R.CONTACTS,), Fraction(0)
    )


def test_moving_money_back_is_as_big_as_the_step() -> None:
    head = with_line("staff-2028", 30_000)
    assert size_class(TERMS, head, TERMS).moved == Fraction(30, 100)


def test_the_first_money_of_all_is_major_whatever_the_amount() -> None:
    free = changed(lines=())
    new = with_line("staff-2027", 1, free)
    assert size_class(free, free, new) == Sizing(MAJOR, (R.MONEY_FROM_NOTHING,), None)
    without = size_class(free, free, with_clause("reports", free, text="Other words."))
    assert without.moved == 0
    assert without.size is STANDARD


def test_amounts_in_two_currencies_are_compared_by_their_rates() -> None:
    line = BudgetLine("staff-2026", "Staff", 2026, Decimal(60_000 * 1_734))
    other = BudgetLine("staff-2027", "Staff", 2027, Decimal(52_000 * 1_734))
    new = changed(currency="MWK", rate=Decimal(1_734), lines=(line, other))
    assert sized(new) == Sizing(STANDARD, (R.CURRENCY, R.MONEY), Fraction(12, 100))


def test_another_rate_alone_moves_no_money_but_is_no_trifle() -> None:
    assert sized(changed(rate=Decimal(2))) == Sizing(
        STANDARD, (R.CURRENCY,), Fraction(0)
    )


@pytest.mark.parametrize(
    ("ends_on", "size", "reason"),
    [
        (date(2029, 1, 30), SMALL, R.DATES),
        (date(2029, 1, 31), STANDARD, R.DATES),
        (date(2029, 6, 30), STANDARD, R.DATES),
        (date(2029, 7, 1), MAJOR, R.DATES),
        (date(2028, 12, 30), MAJOR, R.ENDS_SOONER),
    ],
)
def test_the_end_moves_by_30_days_by_6_months_or_more(ends_on, size, reason) -> None:
    found = sized(changed(effective_to=ends_on))
    assert found == Sizing(size, (reason,), Fraction(0))


@pytest.mark.parametrize(
    ("due_on", "size"),
    [
        (date(2026, 7, 30), SMALL),
        (date(2026, 5, 31), SMALL),
        (date(2026, 7, 31), STANDARD),
        (date(2026, 12, 30), STANDARD),
        (date(2026, 12, 31), MAJOR),
        (date(2025, 12, 29), MAJOR),
    ],
)
def test_the_date_of_a_promise_counts_in_both_directions(due_on, size) -> None:
    assert sized(promise(due_on=due_on)) == Sizing(size, (R.DATES,), Fraction(0))


@pytest.mark.parametrize("name", ["lines", "promises", "places"])
def test_another_order_of_all_but_clauses_is_no_reason(name) -> None:
    found = sized(changed(**{name: getattr(TERMS, name)[::-1]}))
    assert found == Sizing(CORRECTION, (), Fraction(0))


def test_a_later_first_day_is_no_reason() -> None:
    found = sized(changed(effective_from=date(2027, 1, 1)))
    assert found == Sizing(CORRECTION, (), Fraction(0))


CLAUSES = TERMS.clauses


@pytest.mark.parametrize(
    ("new", "size", "reason"),
    [
        (changed(targets=()), STANDARD, R.TARGETS),
        (changed(targets=(Target("a", "b", 1), *TERMS.targets)), STANDARD, R.TARGETS),
        (
            changed(targets=(replace(TERMS.targets[0], quantity=1),)),
            STANDARD,
            R.TARGETS,
        ),
        (
            changed(targets=(replace(TERMS.targets[0], by_on=date(2028, 7, 1)),)),
            STANDARD,
            R.TARGETS,
        ),
        (
            changed(targets=(replace(TERMS.targets[0], by_on=date(2027, 1, 1)),)),
            MAJOR,
            R.DATES,
        ),
        (changed(places=("Nyota",)), MAJOR, R.PLACES),
        (promise(side=OwnerSide.JOINT), MAJOR, R.ROLES),
        (promise(party_id=3), MAJOR, R.ROLES),
        (promise(text="Pay one day"), STANDARD, R.PROMISES),
        (promise(amount=None), STANDARD, R.PROMISES),
        (promise(due_on=None, rhythm="each month"), STANDARD, R.PROMISES),
        (changed(promises=TERMS.promises[:1]), STANDARD, R.PROMISES),
        (changed(rules=WorkingRules(4, 6, 30)), STANDARD, R.NUMBERS),
        (with_clause("purpose", text="All children learn."), TRANSFORM, R.PURPOSE),
        (with_clause("reports", kind=ClauseKind.PURPOSE), TRANSFORM, R.PURPOSE),
        (changed(clauses=CLAUSES[1:]), TRANSFORM, R.PURPOSE),
        (changed(clauses=(TAKE_STOCK, PURPOSE, *CLAUSES[2:])), STANDARD, R.WORDING),
        (with_clause("reports", text="A report each quarter."), STANDARD, R.WORDING),
        (with_clause("reports", is_locked=True), STANDARD, R.WORDING),
        (
            changed(clauses=(*CLAUSES, Clause("new", ClauseKind.OTHER, "New", "New"))),
            STANDARD,
            R.WORDING,
        ),
        (changed(title="Other"), STANDARD, R.WORDING),
        (changed(language="fr"), STANDARD, R.WORDING),
        (changed(governing_note="French decides."), STANDARD, R.WORDING),
        (changed(principles=()), STANDARD, R.WORDING),
        (with_line("extra-2027", 0), STANDARD, R.WORDING),
        (changed(talk_path=TalkPath()), CORRECTION, R.CONTACTS),
    ],
)
def test_each_part_has_its_class(new, size, reason) -> None:
    assert sized(new) == Sizing(size, (reason,), Fraction(0))


@pytest.mark.parametrize(
    ("topic", "size"),
    [
        (topic, STANDARD)
        for topic in Topic
        if topic not in {Topic.PURPOSE, Topic.PLACES, Topic.ROLES}
        and topic not in {Topic.BUDGET, Topic.TIMELINE}
    ]
    + [
        (Topic.PURPOSE, TRANSFORM),
        (Topic.PLACES, MAJOR),
        (Topic.ROLES, MAJOR),
        (Topic.BUDGET, SMALL),
        (Topic.TIMELINE, SMALL),
    ],
)
def test_before_words_are_written_the_topics_say_how_big_it_is(topic, size) -> None:
    assert sized(TERMS, topic).size is size


def test_the_highest_class_wins_and_smaller_reasons_are_left_out() -> None:
    new = with_line("staff-2028", 15_000, changed(places=()))
    assert sized(new, Topic.REPORTING) == Sizing(MAJOR, (R.PLACES,), Fraction(15, 100))
    assert sized(new, Topic.ROLES).because == (R.PLACES, R.ROLES)


SLIP = {"kind": VersionKind.CORRECTION}


@pytest.mark.parametrize(
    "new",
    [
        with_clause("reports", text="A reports comes every quarter."),
        with_clause("purpose", text="All children goes to school."),
        changed(title="Children in school"),
        promise(text="Pays within 15 working days"),
        changed(targets=(replace(TERMS.targets[0], text="Children"),)),
        changed(principles=("Honesty", "Early warnings")),
        changed(
            lines=(replace(TERMS.lines[0], label="Staf"), TERMS.lines[1]),
            talk_path=TalkPath(),
        ),
    ],
)
def test_a_declared_typing_error_is_a_correction_whatever_the_topic(new) -> None:
    found = sized(new, Topic.CLAUSE, Topic.WAYS_OF_WORKING, **SLIP)
    assert found.size is CORRECTION
    assert R.SLIP in found.because
    assert sized(new).size in {STANDARD, TRANSFORM}


@pytest.mark.parametrize(
    ("new", "size"),
    [
        (promise(text="Pay within 50 working days"), STANDARD),
        (with_clause("reports", text="Whenever somebody asks for it."), STANDARD),
        (with_clause("purpose", text="Nobody has to pay a single thing."), TRANSFORM),
        (changed(places=("Nyote", "Mtsinje")), MAJOR),
        (promise(rhythm="each year"), STANDARD),
        (changed(language="fr"), STANDARD),
        (with_line("staff-2028", 1), SMALL),
        (changed(effective_to=date(2029, 1, 1)), SMALL),
        (changed(targets=(replace(TERMS.targets[0], quantity=3_001),)), STANDARD),
    ],
)
def test_calling_it_a_typing_error_does_not_make_it_one(new, size) -> None:
    assert sized(new, **SLIP).size is size


@pytest.mark.parametrize(
    ("size", "right", "capacity"),
    [
        (CORRECTION, Action.SIGN_SMALL, PartnerCapacity.LEAD),
        (SMALL, Action.SIGN_SMALL, PartnerCapacity.LEAD),
        (STANDARD, Action.SIGN_STANDARD, PartnerCapacity.HEAD),
        (MAJOR, Action.SIGN_MAJOR, PartnerCapacity.HEAD),
        (TRANSFORM, Action.SIGN_MAJOR, PartnerCapacity.HEAD),
    ],
)
def test_the_class_says_who_signs(size, right, capacity) -> None:
    assert who_signs(size) == Signers(right, capacity)


@pytest.mark.parametrize(
    ("kind", "continues", "asks"),
    [
        ("ORIGINAL", False, False),
        ("ORIGINAL", True, True),
        ("CORRECTION", True, False),
        ("AMENDMENT", False, True),
        ("EXTENSION", False, True),
    ],
)
def test_only_a_change_is_asked_whether_it_helped(kind, continues, asks) -> None:
    assert asks_whether_it_helped(VersionKind(kind), continues=continues) is asks

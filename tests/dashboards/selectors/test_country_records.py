"""What is written down in a country arrives at the figures, in as many queries as ever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.choices import RenegotiationState, VersionKind, VersionOrigin
from agreements.rules.promises import promise_keeping
from agreements.services.raising import raise_change
from eclt_partners.dashboards.rules.changes import change_timelines
from eclt_partners.dashboards.selectors.country_records import records_of
from eclt_partners.dashboards.selectors.country_rows import country_rows
from partners.choices import CapacityDomain, PartnerKind, Side
from partners.models import CapacityGoal, Partnership
from reviews.choices import ReviewKind, ReviewState
from tests.agreements.table import (
    TERMS,
    WISH,
    declined_after_midnight,
    gift,
    make_agreement,
    proposed,
    raised,
    ready,
    signed,
    transformed,
)
from tests.cast import NOW, TODAY
from tests.lifecycle.world import new_chapter
from tests.reviews.factories import make_review


def _records(country):
    """What is written down about all partnerships of a country."""
    return records_of(
        list(Partnership.objects.filter(country=country).values_list("pk", flat=True)),
        country,
    )


def _record(cast):
    return _records(cast.malawi)[cast.malawi_partnership.pk]


def _soon(terms):
    """The change of the table, in force from the next day."""
    return replace(
        terms,
        effective_from=TODAY + timedelta(days=1),
        targets=(replace(terms.targets[0], quantity=2000),),
    )


def test_a_registered_version_comes_with_its_money_places_and_targets(cast):
    make_agreement(cast)
    (agreement,) = _record(cast).agreements
    (version,) = agreement.versions
    assert (agreement.kinds, agreement.party_ids) == (
        (PartnerKind.LOCAL_NGO,),
        (cast.malawi_party.pk,),
    )
    assert (version.kind, version.origin) == (
        VersionKind.ORIGINAL,
        VersionOrigin.REGISTERED,
    )
    assert (str(version.amount), version.currency) == ("100000.00", "USD")
    assert (version.places, version.targets) == (("Mtsinje",), TERMS.targets)


def test_a_wish_is_of_its_side_and_open_until_it_ends(cast):
    raised(cast)
    (wish,) = _record(cast).agreements[0].wishes
    assert (wish.state, wish.side, wish.party) == (
        RenegotiationState.RAISED,
        Side.PARTNER,
        cast.nyali.name,
    )
    assert (wish.days, wish.version, wish.is_first) == (None, None, False)


def test_a_wish_of_the_foundation_names_no_party(cast):
    raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=make_agreement(cast), wish=WISH
    )
    (wish,) = _record(cast).agreements[0].wishes
    assert (wish.side, wish.party, wish.raised_on) == (Side.FOUNDATION, "", TODAY)


def test_the_days_of_a_wish_are_days_of_the_calendar_there(cast):
    """So that its first day and its days together give its last day."""
    declined_after_midnight(cast)
    (found,) = _record(cast).agreements[0].wishes
    assert (found.raised_on, found.days) == (TODAY, 1)


def test_a_signed_change_shows_health_before_and_after_it(cast):
    """All 4 before is 75; all 5 at the foundation and 4 at the partner is 87.5."""
    make_review(cast, state=ReviewState.COMPLETED, now=NOW - timedelta(days=60))
    ready(cast)
    signed(cast, raised(cast), _soon)
    make_review(
        cast,
        state=ReviewState.COMPLETED,
        foundation=5,
        now=NOW + timedelta(days=60),
    )
    found = change_timelines(country_rows(cast.malawi, TODAY + timedelta(days=200)))
    newest, first = found["agreements"][0]["entries"]
    assert (newest["version"], newest["side"], newest["days"]) == (2, "PARTNER", 0)
    (pair,) = newest["health"]
    assert (pair["before"]["index"], pair["after"]["index"]) == (75, 88)
    assert (pair["points"], newest["way"]) == (13, "better")
    assert first["is_registered"]


def test_a_pulse_is_read_with_its_three_questions(cast):
    make_review(
        cast, state=ReviewState.COMPLETED, kind=ReviewKind.PULSE, now=NOW, partner=3
    )
    (row,) = country_rows(cast.malawi, TODAY)
    (pulse,) = row.pulses
    assert [each.code for each in pulse.dimensions] == ["D1", "D3", "D5"]
    assert row.scores == ()


def test_a_closed_review_says_whether_its_own_answers_are_red(cast):
    make_review(cast, state=ReviewState.CLOSED, partner=1)
    (row,) = country_rows(cast.malawi, TODAY)

    assert [(each.state, each.is_red) for each in row.reviews] == [("CLOSED", True)]


def test_promises_come_with_their_side_and_what_became_of_them(cast):
    make_agreement(cast)
    (promise,) = _record(cast).promises
    assert (promise.side, promise.due_on) == (Side.PARTNER, date(2027, 4, 30))
    assert not promise.is_confirmed
    kept = promise_keeping([(promise.side, promise.state)])
    assert kept[Side.PARTNER].due == 0


def test_a_promise_of_the_chapter_before_says_when_it_was_over(cast):
    make_agreement(cast)
    new_chapter(cast.malawi_partnership, NOW + timedelta(hours=1))
    (promise,) = _record(cast).promises
    (row,) = country_rows(cast.malawi, TODAY)
    assert promise.stopped_on == TODAY
    assert row.promises == ()


@pytest.mark.parametrize(("level", "current"), [(None, None), (4, 4)])
def test_a_goal_comes_with_its_level_of_today(cast, level, current):
    goal = CapacityGoal.objects.create(
        partnership=cast.malawi_partnership,
        party=None,
        domain=CapacityDomain.C8,
        baseline_level=2,
        baseline_on=TODAY,
        target_level=4,
        target_on=TODAY + timedelta(days=365),
    )
    if level:
        goal.readings.create(level=3, read_on=TODAY - timedelta(days=9))
        goal.readings.create(level=level, read_on=TODAY)
    (found,) = _record(cast).goals
    assert (found.side, found.party) == (Side.FOUNDATION, "")
    assert (found.reading.baseline, found.reading.current) == (2, current)


def test_nothing_of_another_country_is_among_it(cast):
    make_agreement(cast)
    assert _records(cast.uganda)[cast.uganda_partnership.pk].agreements == ()
    assert cast.malawi_partnership.pk not in _records(cast.uganda)


def test_more_agreements_and_wishes_cost_no_more_queries(
    cast, django_assert_num_queries
):
    """Ids; agreements with four lists; promises, goals, checks, kinds."""
    raised(cast)
    with django_assert_num_queries(10):
        _records(cast.malawi)
    other = cast.malawi_partnership.agreements.get()
    other.pk, other.number = None, "MW-01/2027"
    other.save()
    with django_assert_num_queries(10):
        _records(cast.malawi)


def test_a_new_agreement_stands_with_the_wish_that_it_came_of(cast):
    ready(cast)
    transformed(cast)

    found = change_timelines(country_rows(cast.malawi, TODAY))["agreements"]

    told = {line["number"]: line["entries"][-1] for line in found}
    old, new = told["MW-01/2026"], told["MW-01/2026-2"]
    assert (old["side"], old["is_change"]) == ("", False)
    assert (new["side"], new["is_change"]) == ("PARTNER", True)


def test_a_wish_that_nobody_of_us_read_waits_for_our_answer(cast):
    raised(cast)

    (wish,) = _record(cast).agreements[0].wishes

    assert wish.answer_by == TODAY + timedelta(days=7)


def test_a_proposal_of_the_partner_waits_for_our_answer(cast):
    proposed(gift(cast), raised(cast))

    (wish,) = _record(cast).agreements[0].wishes

    assert wish.answer_by == TODAY + timedelta(days=30)


def test_nothing_of_ours_waits_for_our_answer(cast):
    proposed(cast.actor("amina"), raised(cast))

    (wish,) = _record(cast).agreements[0].wishes

    assert wish.answer_by is None

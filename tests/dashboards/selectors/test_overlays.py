"""What goes on beside the stage."""

from datetime import timedelta

from agreements.choices import FirstKind, RenegotiationState
from agreements.models import Renegotiation
from agreements.selectors.overview import agreed_and_promised
from agreements.services.beginning import begin_agreement
from eclt_partners.dashboards.selectors.overlays import overlays_of
from partners.choices import EventKind, Side, Stage
from partners.models import Event
from partners.selectors.overview import people_and_plans
from partners.services.events import report_event
from tests.agreements.drafts import register
from tests.cast import NOW, TODAY
from tests.lifecycle.world import at, open_check, open_renegotiation
from tests.reviews.factories import make_review


def overlays(cast, stage=Stage.ACTIVE):
    partnership = at(cast, stage)
    agreed = agreed_and_promised(partnership, today=TODAY)
    reviews, sides = partnership.reviews.all(), people_and_plans(partnership)
    return overlays_of(partnership, reviews, agreed, sides, today=TODAY)


def test_work_without_an_agreement_in_force_is_told(cast) -> None:
    assert overlays(cast) == ["No agreement in force"]


def test_a_partnership_that_has_not_begun_needs_no_agreement(cast) -> None:
    assert overlays(cast, Stage.SHAPING) == []


def test_an_open_review_and_an_open_change_are_told(cast) -> None:
    register(cast, NOW)
    assert overlays(cast) == []

    make_review(cast)
    open_renegotiation(cast)
    assert overlays(cast) == ["Review open", "Change of an agreement open"]


def test_an_agreement_that_is_written_for_the_first_time_is_no_change(cast) -> None:
    begin_agreement(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=at(cast, Stage.SHAPING),
        kind=FirstKind.MOU,
        title="Seeds",
    )
    assert overlays(cast, Stage.SHAPING) == ["New agreement being written"]


def test_that_a_side_asks_for_a_talk_is_told(cast) -> None:
    report_event(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=at(cast, Stage.SHAPING),
        kind=EventKind.TALK_ASKED,
        happened_on=TODAY,
        side=Side.PARTNER,
    )
    assert overlays(cast, Stage.SHAPING) == ["A side asks for a talk"]


def report_big_change(cast, happened_on=TODAY) -> None:
    report_event(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=EventKind.BUDGET_BIG,
        happened_on=happened_on,
        side=Side.FOUNDATION,
    )


def test_a_big_change_of_the_money_requires_a_change_until_one_is_raised(cast) -> None:
    register(cast, NOW)
    report_big_change(cast)
    Event.objects.update(closed_on=TODAY)
    assert overlays(cast) == ["The agreement has to change"]

    table = open_renegotiation(cast)
    assert "The agreement has to change" not in overlays(cast)

    Renegotiation.objects.filter(pk=table.pk).update(state=RenegotiationState.WITHDRAWN)
    assert overlays(cast) == ["The agreement has to change"]


def test_what_was_raised_before_the_money_changed_and_is_over_is_no_answer(
    cast,
) -> None:
    register(cast, NOW)
    table = open_renegotiation(cast)
    Renegotiation.objects.filter(pk=table.pk).update(
        state=RenegotiationState.DECLINED,
        close_reason="MONEY",
        close_text="No money this year.",
        would_be_possible="From next year on.",
        raised_at=NOW - timedelta(days=2),
    )
    report_big_change(cast)
    assert overlays(cast) == ["The agreement has to change"]


def test_without_an_agreement_in_force_there_is_nothing_to_change(cast) -> None:
    report_big_change(cast)
    assert overlays(cast) == ["No agreement in force"]


def test_a_check_after_the_end_is_told_once_it_is_late(cast) -> None:
    open_check(cast, due_on=TODAY)
    assert overlays(cast, Stage.SUSTAINING) == []

    open_check(cast, month=12, due_on=TODAY - timedelta(days=1))
    assert overlays(cast, Stage.SUSTAINING) == ["Check after the end is late"]

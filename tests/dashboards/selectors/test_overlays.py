"""What goes on beside the stage."""

from datetime import timedelta

from agreements.selectors.overview import agreed_and_promised
from eclt_partners.dashboards.selectors.overlays import overlays_of
from partners.choices import EventKind, Side, Stage
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


def test_a_check_after_the_end_is_told_once_it_is_late(cast) -> None:
    open_check(cast, due_on=TODAY)
    assert overlays(cast, Stage.SUSTAINING) == []

    open_check(cast, month=12, due_on=TODAY - timedelta(days=1))
    assert overlays(cast, Stage.SUSTAINING) == ["Check after the end is late"]

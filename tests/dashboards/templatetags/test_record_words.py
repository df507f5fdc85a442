"""How changes of health, kinds and amounts are said."""

import pytest

from eclt_partners.dashboards.record_words import OF_RUNNING, QUESTIONS
from eclt_partners.dashboards.rules.money import SEVERAL
from eclt_partners.dashboards.templatetags import record_words as w
from partners.choices import PartnerKind


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0, "unchanged"),
        (1, "up 1 point"),
        (8, "up 8 points"),
        (-1, "down 1 point"),
        (-12, "down 12 points"),
    ],
)
def test_a_change_has_its_direction_in_words(points, words):
    assert w.points_words(points) == words


@pytest.mark.parametrize(
    ("points", "source", "way", "words"),
    [
        (8, "review", "better", "Health: up 8 points"),
        (-8, "review", "worse", "Health: down 8 points"),
        (3, "review", "same", "About the same: up 3 points"),
        (0, "review", "same", "Health: unchanged"),
        (6, "pulse", "better", "On the questions of the short pulse: up 6 points"),
        (
            None,
            "no_before",
            "unknown",
            "Health before is not known, so nothing can be compared",
        ),
        (None, "no_after", "unknown", "Health after is not known yet"),
        (
            None,
            "other_questions",
            "unknown",
            "The questions changed in between, so nothing is compared",
        ),
        (None, "pulse", "unknown", "The short pulse cannot be compared"),
    ],
)
def test_health_around_a_change_is_said_or_why_not(points, source, way, words):
    assert w.health_words({"points": points, "source": source, "way": way}) == words


def test_every_kind_has_its_name_and_several_kinds_too():
    for kind in PartnerKind:
        assert w.kind_words(kind.value) == str(kind.label)
    assert w.kind_words(SEVERAL) == "Several kinds together"


def test_a_stored_amount_is_written_with_its_currency():
    assert w.stored_money("1109760000.00", "MWK") == "MWK\u00a01,109,760,000"
    assert w.stored_money("10.50", "USD") == "USD\u00a010.50"


def test_the_questions_come_in_their_order_and_fewer_without_running_partnerships():
    assert [anchor for anchor, _text in w.questions(has_running=True)] == [*QUESTIONS]
    few = [anchor for anchor, _text in w.questions(has_running=False)]
    assert few == [anchor for anchor in QUESTIONS if anchor not in OF_RUNNING]

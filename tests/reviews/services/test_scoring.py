"""What is stored when a review is scored?"""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from partners.choices import Status
from partners.models import HealthReading
from reviews.choices import AnswerMode, NoRating, ReviewKind, ReviewState
from reviews.models import ReviewScore
from reviews.selectors.figures import exact_number
from reviews.services.instruments import freeze_instrument
from reviews.services.scoring import FORMULA, read_health
from tests.cast import NOW
from tests.reviews.factories import fresh, make_review
from tests.reviews.versions import FROZEN_AT, draft_version

NK, NA = NoRating.NOT_KNOWN, NoRating.NOT_APPLICABLE
CLOSED = ReviewState.CLOSED


def _codes(*ratings):
    return {f"D{number}": rating for number, rating in enumerate(ratings, start=1)}


def _score(cast, foundation, partner, **more) -> ReviewScore:
    review = make_review(
        cast, state=CLOSED, foundation=foundation, partner=partner, **more
    )
    return review.scores.get()


def test_the_calm_and_healthy_example_is_stored_as_the_method_says(cast):
    score = _score(cast, 4, _codes(4, 4, 3, 4, 4, 4, 4, 4, 3, 3))
    assert [
        str(number)
        for number in (
            score.index,
            score.index_foundation,
            score.index_partner,
            score.gap_index,
            score.bias,
            score.coverage_pct,
        )
    ] == ["71.25", "75.00", "67.50", "0.30", "0.30", "100.00"]
    assert (score.status, score.rules) == (Status.GREEN, [])
    assert score.figures["lessons"] == {
        "1": "75.00",
        "2": "68.75",
        "3": "75.00",
        "4": "62.50",
    }


def _counting_otherwise(cast):
    """Freeze a version in which fairness weighs 3, belongs to lesson 1, knocks out."""
    draft = draft_version(cast)
    draft.dimensions.filter(code="D4").update(weight=3, lesson=1, is_knock_out=True)
    draft.dimensions.filter(code="D2").update(is_knock_out=False)
    freeze_instrument(actor=cast.actor("ada"), now=FROZEN_AT, instrument=draft)


def test_a_version_counts_as_it_says(cast):
    _counting_otherwise(cast)
    score = _score(cast, 4, _codes(4, 2, 4, 2, 4, 4, 4, 4, 4, 4))
    # Twelve shares, three of them fairness. Joint means 4; 3 for trust and fairness.
    assert str(score.index) == "66.67"
    assert score.figures["lessons"]["1"] == "55.00"
    assert score.figures["lesson_codes"]["1"] == ["D1", "D2", "D4"]
    assert score.figures["dimensions"]["D4"]["weight"] == "3"
    assert {"R2:D4", "A2:D2"} <= set(score.rules)


def test_formula_instrument_party_and_moment_are_stored(cast):
    score = _score(cast, 4, 4)
    assert (score.formula, score.instrument_code) == (FORMULA, "RHR-1")
    assert (score.party, score.scored_at) == (cast.malawi_party, NOW)
    assert (score.foundation_count, score.partner_count) == (1, 1)


def test_figures_hold_means_gaps_and_counts_of_each_dimension(cast):
    score = _score(cast, _codes(5, 4), _codes(2, NK))
    assert score.figures["dimensions"]["D1"] == {
        "foundation": "5.00",
        "partner": "2.00",
        "joint": "3.50",
        "gap": "3.00",
        "foundation_count": 1,
        "partner_count": 1,
        "foundation_nk": 0,
        "partner_nk": 0,
        "weight": "1",
    }
    second = score.figures["dimensions"]["D2"]
    assert (second["partner"], second["joint"], second["gap"]) == (None, None, None)
    assert (second["partner_count"], second["partner_nk"]) == (0, 1)


def test_exact_numbers_survive_rounding(cast):
    score = _score(
        cast,
        4,
        _codes(4, 4, 4, 4, 4, 4, 4, 4, NK, 3),
    )
    exact = exact_number(score.figures, "index")
    assert exact == Fraction(25) * (Fraction(71, 18) - 1)
    assert str(score.index) == "73.61"


def test_a_dimension_that_applies_to_nobody_is_left_out(cast):
    score = _score(cast, {"D10": NA}, {"D10": NA})
    assert "D10" not in score.figures["dimensions"]
    assert str(score.coverage_pct) == "100.00"


def test_a_silent_partner_leaves_no_index_and_a_grey_status(cast):
    score = _score(cast, 4, None)
    assert (score.index, score.status) == (None, Status.GREY)
    assert (str(score.index_foundation), score.rules) == ("75.00", ["A5"])
    assert (score.foundation_count, score.partner_count) == (1, 0)


def test_broken_trust_is_red_whatever_the_average(cast):
    score = _score(
        cast,
        _codes(5, 4, 4, 4, 5, 5, 4, 4, 4, 4),
        _codes(5, 2, 3, 4, 5, 5, 4, 4, 4, 4),
    )
    assert (str(score.index), score.status) == ("78.75", Status.RED)
    assert score.rules == ["R2:D2", "A3"]
    assert score.figures["fired"][0] == {"text": "R2:D2", "sides": ["PARTNER"]}


def test_the_fall_since_the_review_before_is_told(cast):
    make_review(cast, state=ReviewState.COMPLETED, foundation=5, partner=5)
    later = NOW + timedelta(days=130)
    score = _score(cast, 4, 4, now=later)
    assert score.rules == ["R3"]
    assert score.figures["previous_index"] == "100.00"
    assert score.figures["change"] == "-25.00"


def test_info_flags_are_stored_beside_the_rules(cast):
    score = _score(cast, _codes(1), 5)
    assert {"text": "I1:D1", "sides": ["FOUNDATION"]} in score.figures["info"]
    assert {"text": "I2", "sides": ["PARTNER"]} in score.figures["info"]


def test_a_pulse_has_means_but_no_index(cast):
    score = _score(cast, 4, {"D3": 2}, kind=ReviewKind.PULSE)
    assert sorted(score.figures["dimensions"]) == ["D1", "D3", "D5"]
    assert (score.index, score.index_foundation, score.index_partner) == (None,) * 3
    assert (score.status, score.rules) == (Status.RED, ["R2:D3", "A3"])
    assert score.figures["lessons"] == {}


def test_the_mode_of_each_side_stands_beside_the_score(cast):
    score = _score(cast, 4, 4, mode=AnswerMode.TOGETHER)
    assert score.figures["modes"] == {"FOUNDATION": "TOGETHER", "PARTNER": "TOGETHER"}


def test_each_side_counts_half_however_many_answer(cast):
    users = [cast.amina, cast.brian, cast.dan]
    score = _score(cast, 5, 3, users=users)
    assert (str(score.index), score.foundation_count) == ("75.00", 3)


def test_a_stored_score_never_changes(cast):
    score = _score(cast, 4, 4)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewScore.objects.filter(pk=score.pk).update(index=1)


def test_each_pair_of_a_coalition_has_its_own_score(cast, coalition):
    review, second_party = coalition
    indexes = {
        row.party_id: str(row.index)
        for row in ReviewScore.objects.filter(review=review)
    }
    assert indexes == {cast.malawi_party.pk: "75.00", second_party.pk: "50.00"}


def test_completing_writes_one_health_reading(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    reading = HealthReading.objects.get()
    assert (str(reading.index), reading.status) == ("75.00", Status.GREEN)
    assert (reading.party, reading.as_of) == (cast.malawi_party, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("kind", "state"),
    [(ReviewKind.PULSE, ReviewState.COMPLETED), (ReviewKind.FULL, CLOSED)],
)
def test_only_completed_full_reviews_are_readings(cast, kind, state):
    review = make_review(cast, kind=kind, state=state)
    assert read_health(review=fresh(review)) == []
    assert not HealthReading.objects.exists()

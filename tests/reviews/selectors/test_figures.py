"""Do the figures of a score come back as they were stored?"""

from fractions import Fraction

from partners.choices import Side
from reviews.choices import AnswerMode, NoRating
from reviews.rules.findings import Fired
from reviews.rules.info_flags import SideAnswers
from reviews.rules.scoring import score
from reviews.selectors.figures import (
    exact_number,
    figures_of,
    findings_in,
    findings_of,
)

F, P = Side.FOUNDATION, Side.PARTNER
ALONE = {F: AnswerMode.INDIVIDUAL, P: AnswerMode.INDIVIDUAL}
NK = NoRating.NOT_KNOWN


def _figures(foundation, partner, previous=None):
    answers = {F: SideAnswers(ratings=foundation), P: SideAnswers(ratings=partner)}
    return figures_of(score(foundation, partner), answers, ALONE, previous)


def test_an_exact_number_comes_back_exactly():
    ratings = {f"D{number}": [4, 4, 3] for number in range(1, 11)}
    figures = _figures(ratings, ratings)
    assert exact_number(figures, "index") == Fraction(200, 3)
    assert exact_number(figures, "coverage") == 1


def test_what_is_not_known_comes_back_as_not_known():
    figures = _figures({"D1": [4]}, {})
    assert exact_number(figures, "index") is None
    assert figures["dimensions"]["D1"]["partner"] is None
    assert figures["lessons"]["1"] is None


def test_people_who_do_not_know_are_counted():
    dimension = _figures({"D1": [NK, NK, 3]}, {"D1": [2]})["dimensions"]["D1"]
    assert (dimension["foundation_count"], dimension["foundation_nk"]) == (1, 2)
    assert (dimension["partner_count"], dimension["partner_nk"]) == (1, 0)


def test_the_change_is_rounded_half_up():
    ratings = {f"D{number}": [4] for number in range(1, 11)}
    figures = _figures(ratings, ratings, Fraction(69995, 1000))
    assert (figures["previous_index"], figures["change"]) == ("70.00", "5.01")


def test_findings_come_back_with_their_sides():
    fired = (Fired("R2", "D2", sides=(P,)), Fired("I3", "D8:P", sides=(P,)))
    read = findings_in(findings_of(fired))
    assert read == fired
    assert [each.sides for each in read] == [(P,), (P,)]

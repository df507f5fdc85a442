import pytest

from partners.choices import Side
from reviews.choices import NoRating, WorkAgain
from reviews.rules.info_flags import SideAnswers, info_flags
from reviews.rules.ratings import NOBODY
from reviews.rules.scoring import score
from tests.golden import but, by_id, cases, same
from tests.reviews.rules.test_scoring import golden_score

NK, NA = NoRating.NOT_KNOWN, NoRating.NOT_APPLICABLE


def flags(foundation, partner):
    found = score(foundation.ratings, partner.ratings)
    return {each.text for each in info_flags(found, foundation, partner)}


def answers(ratings=None, **more):
    return SideAnswers(same(4) if ratings is None else ratings, **more)


@pytest.mark.parametrize("case", cases("score"), ids=by_id)
def test_the_worked_cases_have_exactly_their_flags(case):
    found = info_flags(
        golden_score(case),
        SideAnswers(case["foundation"]),
        SideAnswers(case["partner"]),
    )
    assert sorted(each.text for each in found) == sorted(case["expect"]["info"])


def test_a_single_one_is_flagged_with_its_side():
    found = score(but(same(4), D4=[5, 1]), same(4))
    (flag,) = info_flags(found, answers(but(same(4), D4=[5, 1])), answers())
    assert (flag.text, flag.sides) == ("I1:D4", (Side.FOUNDATION,))


def test_a_partner_that_gives_five_everywhere_without_a_word_is_flagged():
    assert flags(answers(), answers(same(5))) == {"I2"}


@pytest.mark.parametrize(
    "partner",
    [
        answers(same(5), has_comment=True),
        answers(but(same(5), D1=[5, 4])),
        answers(but(same(5), D1=[NK])),
        answers(NOBODY),
    ],
)
def test_a_comment_or_any_other_answer_is_no_courtesy(partner):
    assert "I2" not in flags(answers(), partner)


def test_a_foundation_that_gives_five_everywhere_is_not_flagged():
    assert flags(answers(same(5)), answers()) == set()


@pytest.mark.parametrize(
    ("given", "flagged"),
    [
        ([NK, NK, 4, 4, 4], True),
        ([NK, 4, 4], False),
        ([NK, NK, 4, 4, 4, 4], False),
        ([NA, NK], True),
        ([], False),
    ],
)
def test_four_in_ten_who_do_not_know_are_flagged(given, flagged):
    partner = answers(but(same(4), D8=given))
    assert ("I3:D8:P" in flags(answers(), partner)) is flagged


@pytest.mark.parametrize(
    ("foundation", "partner", "flagged"),
    [
        ((5,), (5,), True),
        ((10,), (10,), True),
        ((5,), (6,), False),
        ((5, 5, 5), (5,), True),
        ((), (0,), False),
    ],
)
def test_an_overall_feeling_25_points_off_the_index_is_flagged(
    foundation, partner, flagged
):
    found = flags(answers(overall=foundation), answers(overall=partner))
    assert ("I4" in found) is flagged


def test_without_an_index_the_overall_feeling_is_not_compared():
    assert "I4" not in flags(answers(overall=(0,)), answers(NOBODY, overall=(0,)))


@pytest.mark.parametrize("answer", list(WorkAgain))
def test_who_would_rather_not_work_together_again_is_flagged(answer):
    found = flags(answers(), answers(work_again=(WorkAgain.SURELY, answer)))
    unwilling = answer in (WorkAgain.PROBABLY_NOT, WorkAgain.NO)
    assert ("I5:P" in found) is unwilling
    assert "I5:F" not in found

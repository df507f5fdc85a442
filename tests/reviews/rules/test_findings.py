import pytest

from partners.choices import Side, Status
from reviews.rules.findings import Fired, ambers, reds, status_of, worst_status

RED, AMBER, INFO = Fired("R2", "D2"), Fired("A1"), Fired("I3", "D8:P")


@pytest.mark.parametrize("text", ["R2:D2", "A10", "I3:D8:P", "I1:D3"])
def test_the_canonical_text_can_be_read_back(text):
    assert Fired.parse(text).text == text


def test_side_and_value_do_not_make_another_finding():
    assert Fired("R2", "D2", sides=(Side.PARTNER,), value=3) == RED
    assert Fired("R2", "D3") != RED


def test_red_and_amber_are_told_apart_and_listed_once():
    fired = [AMBER, RED, INFO, AMBER]
    assert reds(fired) == (RED,)
    assert ambers(fired) == (AMBER,)


@pytest.mark.parametrize(
    ("fired", "grey", "status"),
    [
        ([RED, AMBER], True, Status.RED),
        ([RED], False, Status.RED),
        ([AMBER], True, Status.GREY),
        ([], True, Status.GREY),
        ([AMBER], False, Status.AMBER),
        ([INFO], False, Status.GREEN),
        ([], False, Status.GREEN),
    ],
)
def test_red_wins_over_grey_over_amber_over_green(fired, grey, status):
    assert status_of(fired, grey=grey) == status


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ([Status.GREEN, Status.AMBER], Status.AMBER),
        ([Status.AMBER, Status.GREY], Status.GREY),
        ([Status.GREY, Status.RED, Status.GREEN], Status.RED),
        ([Status.GREEN], Status.GREEN),
        ([], Status.GREY),
    ],
)
def test_a_partnership_has_the_status_of_its_worst_pair(statuses, worst):
    assert worst_status(statuses) == worst

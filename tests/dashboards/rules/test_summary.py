"""The small part of a country's figures."""

from datetime import timedelta

from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.summary import (
    MOST_DATES,
    MOST_LINES,
    country_summary,
)
from partners.choices import Status
from reviews.choices import ReviewState
from tests.dashboards.rows import TODAY, a_review, a_row, a_standing


def _summary(*rows):
    return country_summary(country_figures("MW", rows, TODAY))


def _red(code):
    return a_row(code, standing=a_standing(status=Status.RED, red=("R2:D2",)))


def test_it_says_as_much_of_twenty_partnerships_as_of_twelve_and_counts_all():
    rows = [_red(f"MW-{number}") for number in range(10, 30)]
    summary = _summary(*rows)
    kept = [line["code"] for line in summary["attention"]]
    assert kept == [f"MW-{number}" for number in range(10, 10 + MOST_LINES)]
    assert summary["attention_count"] == 20
    assert summary["statuses"] == {"RED": 20, "AMBER": 0, "GREEN": 0, "GREY": 0}
    assert summary["opening"]["attention"] == 20


def test_only_talks_and_late_reviews_ask_for_attention():
    unknown = a_row("MW-02", standing=a_standing(status=Status.GREY))
    late = a_row("MW-03", standing=a_standing(days_overdue=3))
    summary = _summary(_red("MW-01"), unknown, late)
    assert [line["code"] for line in summary["attention"]] == ["MW-01", "MW-03"]


def test_a_talk_to_hold_asks_for_attention_where_the_status_asks_for_it():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    amber = a_standing(status=Status.AMBER, amber=["A1"])
    rows = [
        a_row("MW-01", reviews=(review,)),
        a_row("MW-02", reviews=(review,), standing=amber),
    ]
    assert [line["code"] for line in _summary(*rows)["attention"]] == ["MW-02"]


def test_it_keeps_the_next_dates_and_counts_all():
    reviews = [a_review(due_on=TODAY + timedelta(days=n)) for n in range(20)]
    summary = _summary(a_row(reviews=tuple(reviews)))
    assert len(summary["dates"]) == MOST_DATES
    assert summary["dates"][0]["on"] == TODAY.isoformat()
    assert summary["dates_count"] == 20


def test_in_quiet_times_it_keeps_the_next_review_of_the_year():
    far = TODAY + timedelta(days=200)
    summary = _summary(a_row(standing=a_standing(due_on=far)))
    assert summary["dates_count"] == 0
    assert [line["on"] for line in summary["dates"]] == [far.isoformat()]


def test_a_country_without_partnerships_has_a_summary_too():
    summary = _summary()
    assert (summary["attention"], summary["dates"]) == ([], [])

"""What is said of a period does not sound as if it were all of the past."""

from datetime import date

import pytest

from eclt_partners.dashboards.narrowing_words import narrowed_sentences
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.rules.records import Record
from eclt_partners.dashboards.services.pages import dated
from tests.dashboards.records import a_promise, a_version, an_agreement
from tests.dashboards.rows import TODAY, a_row, a_score

LAST_QUARTER = Narrowing(period="3")
LONG_AGO = date(2025, 2, 1)


def _said(row, narrowing=LAST_QUARTER):
    since = narrowing.since(TODAY)
    figures = dated(country_figures("MW", [row], TODAY, since))
    return narrowed_sentences(figures, "Malawi", narrowing)


def _of_long_ago():
    scores = (a_score(on=LONG_AGO), a_score(on=date(2025, 8, 1), review_id=2))
    agreement = an_agreement(a_version(agreed_on=LONG_AGO, starts=LONG_AGO))
    record = Record(agreements=(agreement,), promises=(a_promise(due_on=LONG_AGO),))
    return a_row(scores=scores, record=record)


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ("heat", "No review was completed in this period"),
        ("gaps", "No review was completed in this period"),
        ("trust", "In this period no partnership has two reviews that can be compared"),
        ("changes", "No change of an agreement was signed in this period"),
        ("keeping", "No promise was due in this period"),
        ("money", "No agreement that is in force was agreed in this period"),
    ],
)
def test_what_lies_before_the_period_is_not_denied(block, sentence):
    assert _said(_of_long_ago())[block] == sentence
    assert _said(_of_long_ago(), EVERYTHING)[block] != sentence


def test_the_money_of_a_period_says_that_it_is_not_all():
    agreement = an_agreement(a_version(agreed_on=date(2026, 10, 1)))
    said = _said(a_row(record=Record(agreements=(agreement,))))["money"]
    assert said.endswith("in 1 agreement in force that was agreed in this period")

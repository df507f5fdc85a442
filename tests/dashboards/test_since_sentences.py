"""How is a change said?"""

from datetime import date

import pytest
from django.utils import translation

from eclt_partners.dashboards.rules.since import What
from eclt_partners.dashboards.since_sentences import (
    change_text,
    change_without_scores,
    month_name,
    since,
    since_day,
)

DAY = date(2026, 10, 31)
NO_BLOCK = {"blocks": [], "kept_count": 0, "keeps_on": date(2026, 12, 1)}
CHANGES = {
    "worse": {"was": "GREEN", "status": "RED"},
    "overdue": {},
    "late": {"n": 1},
    "less_ready": {"was": 61, "hri": 47},
    "unknown": {"was": "AMBER"},
    "ended": {"stage": "SUSTAINING"},
    "gone": {},
    "stage": {"stage": "PAUSED"},
    "new": {"stage": "EXPLORING"},
    "version": {"number": "MW-01/2022", "version": 2},
    "talks": {"n": 2},
    "reviews": {"n": 1},
    "known_red": {"status": "RED"},
    "known": {"status": "GREEN"},
    "better": {"was": "RED", "status": "GREEN"},
    "in_time": {},
    "kept": {"n": 3},
    "assessed": {"hri": 47},
    "readier": {"was": 47, "hri": 61},
}


def _block(count, worse=0, better=0):
    counts = {"worse": worse, "better": better}
    return {"as_of": DAY, "count": count, "counts": counts}


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (_block(0), "Nothing changed since 31 Oct 2026"),
        (_block(1), "1 partnership changed since 31 Oct 2026"),
        (
            _block(7, 1, 2),
            "7 partnerships changed since 31 Oct 2026; status worse 1, better 2",
        ),
    ],
)
def test_the_heading_counts_what_changed(block, sentence):
    assert since_day(block) == sentence
    assert since({"blocks": [block]}) == sentence


def test_without_a_month_the_heading_says_from_when():
    assert since(NO_BLOCK) == "From 1 Dec 2026 on you see here what changed"


def test_a_month_without_facts_is_not_called_empty():
    heading = since({**NO_BLOCK, "kept_count": 1})
    assert heading == "What changed since the last month cannot be said"


def test_every_change_has_its_own_words():
    assert set(CHANGES) == {what.value for what in What}
    said = [change_text({"what": what, **facts}) for what, facts in CHANGES.items()]
    assert len(set(said)) == len(said)
    assert said[0] == "Worse: from “Keep going” to “Talk within 14 days”"
    assert said[2] == "1 promise became late"
    assert said[3] == "Less ready to be handed over: from 61 to 47 of 100 points"


def test_in_mails_no_score_is_said():
    said = [
        change_without_scores({"what": what, **facts})
        for what, facts in CHANGES.items()
    ]
    assert len(set(said)) == len(said)
    assert not any("47" in text or "61" in text for text in said)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en-gb", "November 2026"),
        ("fr", "novembre 2026"),
        ("es", "noviembre de 2026"),
        ("pt", "novembro de 2026"),
    ],
)
def test_a_month_is_named_in_every_language(language, name):
    with translation.override(language):
        assert month_name(date(2026, 11, 1)) == name

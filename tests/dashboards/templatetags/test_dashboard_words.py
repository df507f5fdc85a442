"""Words of dashboards that need more than a look into a table."""

import pytest

from eclt_partners.dashboards.templatetags.dashboard_words import next_step


@pytest.mark.parametrize(
    ("due_on", "label"),
    [(None, "Open the partnership"), ("2026-12-07", "Record the talk")],
)
def test_a_red_line_leads_to_the_talk_once_its_answers_are_in(due_on, label) -> None:
    line = {"need": "red", "due_on": due_on, "review_id": 9, "id": 1}
    assert next_step(line)["label"] == label

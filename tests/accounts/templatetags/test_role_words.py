"""What does somebody read who may not do something?"""

import pytest
from django.template.loader import render_to_string

from eclt_partners.common.actions import Action
from tests.dashboards.views.pages import client_of
from tests.reviews.factories import make_review


@pytest.fixture
def refused(cast) -> str:
    """The page that an officer gets who opens the cancelling of a review."""
    review = make_review(cast)
    answer = client_of(cast.amina).get(f"/reviews/{review.pk}/cancel/")
    assert answer.status_code == 403
    return answer.content.decode()


def test_a_refusal_names_the_roles_that_may(refused):
    assert "<li>Country manager</li><li>Director</li>" in refused
    assert "<li>Programme officer</li>" not in refused


def test_who_sees_no_reports_reads_whose_they_are(cast):
    page = client_of(cast.amina).get("/incidents/").content.decode()
    assert "<ul><li>Safeguarding lead</li></ul>" in " ".join(page.split()).replace(
        "<ul> ", "<ul>"
    )


def test_people_of_partners_are_told_nothing_about_roles():
    html = render_to_string("403.html", {"action": Action.CANCEL_REVIEW})
    assert "This step is for another person" in html
    assert "role" not in html.partition("<main")[2]

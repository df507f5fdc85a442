"""Does the page of a coalition say of which partner each thing is?"""

import re

import pytest

from eclt_partners.accounts.models import User
from partners.models import Partnership
from tests.cast import NOW
from tests.dashboards.views.pages import client_of
from tests.reviews.coalitions import answered_by_three, second_lead
from tests.reviews.factories import confirm_both, fresh, hold_talk


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(reader: User, partnership: Partnership, page: str = "") -> str:
    html = client_of(reader).get(f"/partnerships/{partnership.pk}/{page}")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.content.decode()))


def _completed(cast) -> None:
    """Complete a review of two pairs: 4 and 4, then 4 and 2."""
    review, _second = answered_by_three(cast, second_lead(cast))
    hold_talk(review)
    confirm_both(cast, fresh(review))


def test_each_index_and_its_trend_name_their_partner(cast):
    _completed(cast)

    page = read(cast.amina, cast.malawi_partnership)

    assert "Nyali Trust · 75 · First reading" in page
    assert "Zuwa Union · 50 · First reading" in page
    pack = read(cast.amina, cast.malawi_partnership, "hand-over/")
    assert "Zuwa Union: First reading" in pack


def test_a_reason_of_one_pair_names_its_partner(cast):
    _completed(cast)

    page = read(cast.amina, cast.malawi_partnership)

    assert "Zuwa Union · The health index is between 40 and 65." in page
    assert "Nyali Trust ·" not in page.partition("Nyali Trust · 75")[0]
    assert "Zuwa Union · Trust and respect" in page


def test_each_person_stands_with_the_own_partner(cast):
    second_party = answered_by_three(cast, second_lead(cast))[1]

    page = read(cast.amina, cast.malawi_partnership)

    people = page.partition(" Contacts ")[2].partition("Safeguarding checks")[0]
    assert re.search(r"Gift (?:Head )?Nyali Trust", people)
    assert re.search(r"Zuwa Head Zuwa Union", people)
    assert "Add a person · Nyali Trust" in people
    assert f"Add a person · {second_party.partner.name}" in people


def test_with_one_partner_nothing_is_named_twice(cast):
    page = read(cast.amina, cast.malawi_partnership)

    assert "Add a person · " not in page

"""What does each partner of a coalition, and the foundation, read on the result?"""

import re

import pytest
from django.urls import reverse

from reviews.choices import Audience
from reviews.services.answers import Closing
from tests.reviews.coalitions import answered_by_three, planned_for_three, second_lead
from tests.reviews.factories import answer_all, answer_side, fresh, seat_of_person

ALL = Audience.BOTH


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


def result(client, review, side="") -> str:
    html = client.get(reverse(f"reviews:{side}result", args=[review.pk])).content
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def test_all_partners_read_the_same_last_day_for_the_talk(
    cast, amina, link_for, enter, now
):
    lead = second_lead(cast)
    review, _second = answered_by_three(cast, lead)
    partners = [
        result(enter(link_for(person, review)), review, "partner_")
        for person in (cast.gift, lead)
    ]
    pages = [result(amina, review), *partners]

    days = {re.search(r"Talk about it by (\d+ \w+ \d+)", page)[1] for page in pages}

    # The pair of Zuwa is red; nobody else reads why it hurries.
    assert days == {"7 Dec 2026"}
    assert "Zuwa" not in pages[1]


def test_the_foundation_reads_which_partner_wrote_a_comment(
    cast, amina, link_for, enter, now
):
    lead = second_lead(cast)
    review, _second = planned_for_three(cast, lead)
    answer_side(review, None, 4)
    for person, words in ((cast.gift, "The meetings"), (lead, "The calls")):
        answer_all(
            seat_of_person(review, person),
            4,
            closing=Closing(keep=words, keep_audience=ALL),
        )

    page = result(amina, fresh(review))
    assert "Nyali Trust The meetings" in page
    assert "Zuwa Union The calls" in page
    ours = result(enter(link_for(cast.gift, review)), review, "partner_")
    assert "Partner The meetings" in ours
    assert "The calls" not in ours

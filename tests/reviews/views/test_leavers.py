"""Does the lead of a side read that somebody who has left is asked to answer?"""

import pytest

from partners.models import Contact, Partnership
from reviews.models import ReviewSide
from tests.reviews.factories import answer_all, seat_of_person
from tests.reviews.views.test_moves import body, url

ASKS = "Are these the right people of your side?"


@pytest.fixture
def brian(cast, sign_in, review):
    """Brian leads for the foundation; Amina, who is on the list, has left."""
    Partnership.objects.update(foundation_lead=cast.brian)
    cast.amina.is_active = False
    cast.amina.save(update_fields=["is_active"])
    return sign_in(cast.brian)


def test_a_list_with_somebody_who_left_is_not_offered_to_be_confirmed(
    brian, review
) -> None:
    page = body(brian.get(url("hub", review)))
    assert "Amina has left and cannot answer. Choose who answers instead." in page
    assert ASKS not in page
    assert "Choose who answers</a>" in page


def test_who_answered_before_leaving_stays_on_the_list(cast, brian, review) -> None:
    answer_all(seat_of_person(review, cast.amina), 4)
    page = body(brian.get(url("hub", review)))
    assert ASKS in page
    assert "has left" not in page


def test_the_lead_of_the_partner_tells_the_foundation(
    cast, review, link_for, enter, now
) -> None:
    hope = Contact.objects.create(
        partner=cast.nyali,
        name="Hope",
        email="hope@partner.example",
        time_zone="Africa/Blantyre",
    )
    cast.malawi_party.partner_lead = hope
    cast.malawi_party.save()
    client = enter(link_for(hope, review))
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=now.date())
    page = body(client.get(url("partner_hub", review)))
    assert "Gift has left and cannot answer. Tell the foundation who answers." in page
    assert not ReviewSide.objects.filter(confirmed_at__isnull=False).exists()

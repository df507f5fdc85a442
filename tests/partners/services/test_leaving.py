"""A partner that left a partnership comes in by no link of its people."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import token_of
from eclt_partners.notifications.models import Reminder
from partners.models import Contact, Partner, PartnershipParty
from reviews.choices import ReviewState
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from tests.cast import NOW, TODAY, Cast
from tests.reviews.factories import make_review


def leave(cast: Cast) -> None:
    PartnershipParty.objects.filter(pk=cast.malawi_party.pk).update(to_on=TODAY)


def entered(cast: Cast, contact: Contact) -> tuple[Client, str]:
    """A browser that came in by a home link, and the address of that link."""
    link = issue_link(
        now=NOW,
        contact_id=contact.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=300),
    )
    client, address = Client(), f"/r/{token_of(link)}/"
    client.post(address)
    return client, address


def test_an_old_link_and_its_session_end_when_the_partner_leaves(
    cast: Cast, now: object
) -> None:
    zuwa = Partner.objects.create(name="Zuwa", kind="OTHER", country=cast.malawi)
    zola = Contact.objects.create(
        partner=zuwa, name="Zola", email="z@example.org", time_zone="UTC"
    )
    PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=zuwa, from_on=TODAY
    )
    home = reverse("dashboards:partner_home")
    gift, address = entered(cast, cast.gift)
    stays, _address = entered(cast, zola)
    assert gift.get(home).status_code == 200

    leave(cast)

    assert gift.get(home).status_code == 404
    assert Client().get(address).status_code == 404
    assert stays.get(home).status_code == 200


def test_nobody_of_a_partner_that_left_is_asked_for_answers(
    cast: Cast, now: object
) -> None:
    review = make_review(cast, state=ReviewState.OPEN)
    leave(cast)
    later = NOW + timedelta(days=20)
    advance_reviews(now=later)
    plan_reminders(now=later)

    asked = Reminder.objects.filter(subject_id=review.pk).values_list(
        "recipient_key", flat=True
    )
    assert f"user:{cast.amina.pk}" in asked
    assert f"contact:{cast.gift.pk}" not in asked

"""The page of one organisation asks the same few questions, however much is known."""

from datetime import date, timedelta

from django.urls import reverse

from eclt_partners.notifications.models import StoppedAddress
from partners.models import (
    AuthorisedOfficer,
    Contact,
    DueDiligenceCheck,
    OrganisationProfile,
    OutsideAssessment,
    PartnerFlag,
    SafeguardingCheck,
)
from partners.selectors.partner_page import partner_page
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of

MOST = 6
CHECK = {"checked_on": date(2026, 1, 1), "valid_until": date(2028, 1, 1)}


def fill(cast: Cast, number: int) -> None:
    """Add one of everything that the page shows."""
    nyali, day = cast.nyali, TODAY - timedelta(days=number)
    noted = {"noted_at": NOW, "noted_by": "user:0"}
    person = Contact.objects.create(
        partner=nyali, name=f"Person {number}", phone="1", time_zone="UTC"
    )
    AuthorisedOfficer.objects.create(contact=person, title="Head", from_on=day, **noted)
    OutsideAssessment.objects.create(
        partner=nyali,
        kind="MICRO",
        assessed_by="UNICEF",
        assessed_on=day,
        rating="LOW",
        **noted,
    )
    PartnerFlag.objects.create(
        partner=nyali,
        kind="MONEY",
        level="AMBER",
        reason=f"Reason {number}",
        raised_on=day,
        raised_at=NOW,
        raised_by=f"user:{cast.amina.pk}",
    )
    for model in (SafeguardingCheck, DueDiligenceCheck):
        model.objects.create(
            partner=nyali,
            direction="PARTNER",
            outcome="GOOD",
            note=str(number),
            **CHECK,
        )
    more_partnerships(cast.malawi_partnership, 1, first=50 + number)


def test_one_or_ten_of_everything_takes_the_same_queries(cast: Cast) -> None:
    client = client_of(cast.amina)
    address = reverse("partners:detail", args=[cast.nyali.pk])
    OrganisationProfile.objects.create(
        partner=cast.nyali, parent=cast.kasanyi, tags=["a", "b"]
    )
    fill(cast, 1)
    few = queries_of(client, address)
    for number in range(2, 11):
        fill(cast, number)

    assert queries_of(client, address) == few <= MOST


def test_the_page_has_what_each_question_alone_would_answer(cast: Cast) -> None:
    for number in (1, 2):
        fill(cast, number)

    page = partner_page(cast.actor("amina"), cast.nyali, today=TODAY)

    assert [each.code for each in page.partnerships] == ["MW-01", "MW-51", "MW-52"]
    party = page.partnerships[0].parties.all()[0]
    assert (party.partner, party.partner_lead) == (cast.nyali, cast.gift)
    assert [each.name for each in page.contacts] == ["Gift", "Person 1", "Person 2"]
    assert [line.raised_by for line in page.flags] == ["Amina", "Amina"]
    assert [flag.reason for flag in page.open_flags] == ["Reason 2", "Reason 1"]
    assert [each.check and each.check.note for each in page.checks] == ["2", "2"]
    assert [line.counts for line in page.assessments] == [True, False]
    assert [line.row.contact.name for line in page.officers] == ["Person 1", "Person 2"]


def test_addresses_to_which_nothing_goes_are_found_in_any_writing(cast: Cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(email="Gift@Partner.example")
    for address in ("gift@partner.example", "somebody@else.example"):
        StoppedAddress.objects.create(
            address=address, kind="HARD", stopped_at=NOW, stopped_by="user:0"
        )

    page = partner_page(cast.actor("amina"), cast.nyali, today=TODAY)

    assert page.stopped == {"gift@partner.example"}


def test_a_partner_that_nobody_knows_yet_has_an_empty_page(cast: Cast) -> None:
    page = partner_page(cast.actor("dan"), cast.kasanyi, today=TODAY)

    assert [each.check for each in page.checks] == [None, None]
    assert not any(group.facts for group in page.groups)
    assert (page.flags, page.assessments, page.officers) == ([], [], [])

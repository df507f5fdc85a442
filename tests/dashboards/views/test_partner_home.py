"""The page of a partnership for a person of the partner, by a link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.choices import CommitmentKind, FirstKind
from agreements.models import (
    Agreement,
)
from agreements.rules.terms import Promise
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from eclt_partners.notifications.models import Outgoing
from partners.choices import CheckOutcome, EventKind, OwnerSide, Side
from partners.models import (
    Contact,
    Event,
    Expectation,
    Incident,
    Partner,
    SafeguardingCheck,
)
from partners.models import PartnershipParty as Party
from reviews.choices import ReviewState
from tests.agreements.drafts import make_version
from tests.agreements.results import recorded, with_targets
from tests.cast import NOW, TODAY
from tests.reviews.factories import make_review

HOME = "dashboards:partner_home"


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def enter(cast, now) -> Callable[[Contact], Client]:
    def _enter(contact: Contact) -> Client:
        link = issuing.issue_link(
            now=now,
            contact_id=contact.pk,
            partnership_id=cast.malawi_partnership.pk,
            country_id="MW",
            purpose=LinkPurpose.HOME,
            subject_id=cast.malawi_partnership.pk,
            expires_at=now + timedelta(days=30),
        )
        client = Client()
        client.post(f"/r/{links.token_of(link)}/")
        return client

    return _enter


@pytest.fixture
def gift(cast, enter) -> Client:
    return enter(cast.gift)


def promise(cast, side: OwnerSide, text: str, party: Party | None = None) -> None:
    """Let a side promise something today, in an agreement of its own."""
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number=f"MW-01/{Agreement.objects.count() + 1}",
        kind_id=FirstKind.GRANT,
        title="Schools",
        created_at=NOW,
    )
    agreement.parties.set(cast.malawi_partnership.parties.all())
    party_id = party.pk if party else None
    made = Promise("X1", side, CommitmentKind.PAY, text, TODAY, party_id=party_id)
    make_version(agreement, starts=TODAY, promises=(made,))


def body(answer) -> str:
    return answer.content.decode()


def test_the_landing_says_whose_page_it_is_and_changes_nothing(cast, enter) -> None:
    enter(cast.gift)
    link = issuing.issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=30),
    )
    for _time in range(10):
        page = Client().get(f"/r/{links.token_of(link)}/")
    assert "Open our partnership" in body(page)
    link.refresh_from_db()
    assert page.cookies.get("partner") is None


def test_promises_of_both_sides_stand_side_by_side(cast, gift) -> None:
    promise(cast, OwnerSide.FOUNDATION, "Pay within 10 days")
    promise(cast, OwnerSide.PARTNER, "Report every quarter")
    page = body(gift.get(reverse(HOME)))
    assert "Pay within 10 days" in page
    assert "Report every quarter" in page
    assert "Both together" not in page


def test_a_promise_of_both_is_not_told_as_one_of_the_foundation(cast, gift) -> None:
    promise(cast, OwnerSide.JOINT, "Talk each month")
    page = body(gift.get(reverse(HOME)))
    assert page.index("Both together") < page.index("Talk each month")


def test_scores_of_both_sides_are_shown_once_the_review_is_completed(
    cast, gift
) -> None:
    make_review(cast, state=ReviewState.COMPLETED)
    page = body(gift.get(reverse(HOME)))
    assert "heat-map" in page
    assert "Both</th>" in page


def test_nothing_of_a_running_review_is_shown(cast, gift) -> None:
    make_review(cast)
    page = body(gift.get(reverse(HOME)))
    assert "heat-map" not in page
    assert "open for answers until" in page


def test_a_review_that_waits_for_its_talk_is_under_way_and_not_late(cast, gift) -> None:
    make_review(cast, state=ReviewState.CLOSED, partner=4)
    page = body(gift.get(reverse(HOME)))
    assert "Under way" in page
    assert "Next review" not in page


def test_in_a_coalition_nothing_of_another_partner_is_shown(cast, enter) -> None:
    other = Partner.objects.create(name="Zuwa", kind="TRADE_UNION", country=cast.malawi)
    party = Party.objects.create(
        partnership=cast.malawi_partnership, partner=other, from_on=TODAY
    )
    promise(cast, OwnerSide.PARTNER, "Canary promise of Zuwa", party)
    promise(cast, OwnerSide.PARTNER, "Report every quarter", cast.malawi_party)
    Expectation.objects.create(
        partnership=cast.malawi_partnership,
        party=party,
        horizon="YEAR_1",
        text="Canary hope of Zuwa",
        written_on=TODAY,
    )
    Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=EventKind.CONTEXT,
        happened_on=TODAY,
        reported_on=TODAY,
        reported_by="contact:0",
        side=Side.PARTNER,
        note="Canary event of Zuwa",
    )
    page = body(enter(cast.gift).get(reverse(HOME)))
    assert "Canary" not in page
    assert "Report every quarter" in page


def test_a_partner_reports_an_event_for_its_own_side(cast, gift) -> None:
    given = {"kind": "TALK_ASKED", "happened_on": "23 11 2026", "note": "Let us talk"}
    gift.post(reverse("dashboards:partner_event"), given)
    event = Event.objects.get()
    assert (event.kind, event.side) == (EventKind.TALK_ASKED, Side.PARTNER)
    assert "Let us talk" in body(gift.get(reverse(HOME)))


def test_a_wrong_day_is_asked_again_and_the_words_are_kept(gift) -> None:
    given = {"kind": "CONTEXT", "happened_on": "24 11 2026", "note": "The flood"}
    page = body(gift.post(reverse("dashboards:partner_event"), given))
    assert "today or earlier" in page
    assert "The flood" in page


def test_a_danger_goes_to_the_safeguarding_lead_and_not_onto_the_page(gift) -> None:
    given = {"wish": "SAW", "note": "Canary words"}
    gift.post(reverse("dashboards:partner_danger"), given)
    assert Incident.objects.get().side == Side.PARTNER
    assert "Canary" not in body(gift.get(reverse(HOME)))


def test_an_earlier_safeguarding_check_asks_for_nothing_on_the_page_of_either_side(
    cast, gift, client
) -> None:
    for day in (TODAY - timedelta(days=900), TODAY):
        SafeguardingCheck.objects.create(
            partner=cast.nyali,
            checked_on=day,
            valid_until=day + timedelta(days=730),
            outcome=CheckOutcome.GOOD,
        )
    client.force_login(cast.amina)
    staff = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])

    for answer in (gift.get(reverse(HOME)), client.get(staff)):
        assert "Valid until" in body(answer)
        assert "a new check is needed" not in body(answer)


@pytest.mark.parametrize("page", ["partner_home", "partner_event", "partner_danger"])
def test_without_the_link_the_page_is_the_one_of_a_dead_link(client, page, db) -> None:
    answer = client.get(reverse(f"dashboards:{page}"))
    assert answer.status_code == 404
    assert "This link does not work" in body(answer)


def test_somebody_who_left_the_partner_is_outside(cast, gift) -> None:
    cast.gift.left_on = TODAY
    cast.gift.save()
    assert gift.get(reverse(HOME)).status_code == 404


def test_an_officer_mails_the_link_from_the_page_of_the_partnership(cast) -> None:
    amina = Client()
    amina.force_login(
        cast.amina, backend="eclt_partners.accounts.backends.PersonBackend"
    )
    address = reverse("dashboards:home_link", args=[cast.malawi_partnership.pk])
    page = amina.post(address, {"contact": cast.gift.pk}, follow=True)
    assert "A mail with the link is on its way to Gift" in body(page)
    assert Outgoing.objects.get().letter == "link.home"


@pytest.mark.parametrize("contact", ["grace", "nobody", "", "9" * 5000])
def test_a_person_of_another_partnership_gets_no_link(cast, contact) -> None:
    amina = Client()
    amina.force_login(
        cast.amina, backend="eclt_partners.accounts.backends.PersonBackend"
    )
    address = reverse("dashboards:home_link", args=[cast.malawi_partnership.pk])
    key = cast.grace.pk if contact == "grace" else contact
    assert amina.post(address, {"contact": key}).status_code == 404
    assert not Outgoing.objects.exists()


def test_the_number_of_queries_does_not_grow_with_promises(
    cast, gift, django_assert_max_num_queries
) -> None:
    for number in range(3):
        promise(cast, OwnerSide.FOUNDATION, f"P{number} promise")
    gift.get(reverse(HOME))
    for number in range(3, 12):
        promise(cast, OwnerSide.FOUNDATION, f"P{number} promise")
    with django_assert_max_num_queries(20):
        gift.get(reverse(HOME))


def test_the_partner_reads_what_was_reached_and_spent(cast, now, gift) -> None:
    recorded(cast, now, with_targets(cast))
    page = body(gift.get(reverse(HOME)))
    assert "What was reached and spent" in page
    assert "Children back in school: 900 of 1,800" in page
    assert "/correct/" not in page


def test_in_a_coalition_the_other_partners_are_named(cast, gift) -> None:
    assert "Together with" not in body(gift.get(reverse(HOME)))
    other = Partner.objects.create(name="Zuwa", kind="OTHER", country=cast.malawi)
    for partner in (cast.kasanyi, other):
        Party.objects.create(
            partnership=cast.malawi_partnership, partner=partner, from_on=TODAY
        )

    page = body(gift.get(reverse(HOME)))

    assert f"Together with {cast.kasanyi.name}, Zuwa" in page


def test_in_a_coalition_nobody_reads_the_results_of_another_agreement(
    cast, now, gift
) -> None:
    other = Party.objects.create(
        partnership=cast.malawi_partnership, partner=cast.kasanyi, from_on=TODAY
    )
    recorded(cast, now, with_targets(cast, other))
    assert "What was reached and spent" not in body(gift.get(reverse(HOME)))

"""The page that ends the personal links of a person of a partner."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.link_filler import addresses_of
from eclt_partners.accounts.models import LinkSession, PartnerLink
from eclt_partners.accounts.services import links
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.models import Outgoing
from partners.models import Contact
from reviews.services.home_links import send_home_link
from reviews.services.new_links import send_new_links
from tests.agreements.table import link_of_table, raised
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.views.pages import client_of, queries_of
from tests.reviews.factories import make_review

NOTHING = "No personal link works"
STILL_OPEN = "Personal links that were mailed to"


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def issue(contact: Contact, cast: Cast, subject_id: int = 0) -> PartnerLink:
    return issue_link(
        now=NOW,
        contact_id=contact.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.REVIEW if subject_id else LinkPurpose.HOME,
        subject_id=subject_id or cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=30),
    )


@pytest.fixture
def link(cast: Cast) -> PartnerLink:
    return issue(cast.gift, cast)


@pytest.fixture
def mails():
    return Outgoing.objects.count


def page_of(contact: Contact) -> str:
    return reverse("partners:contact_links", args=[contact.pk])


def shown(cast: Cast, who: str = "amina") -> str:
    return client_of(getattr(cast, who)).get(page_of(cast.gift)).content.decode()


def end(cast: Cast, **typed: str) -> str:
    """Return the page that is shown after ending the links of Gift."""
    answer = client_of(cast.amina).post(page_of(cast.gift), typed, follow=True)
    return answer.content.decode()


def entered(link: PartnerLink) -> Client:
    client = Client()
    assert client.post(f"/r/{links.token_of(link)}/").status_code == 302
    return client


def test_the_links_that_hold_are_listed_in_words(cast, link) -> None:
    entered(link)
    issue(cast.gift, cast, subject_id=7)
    page = shown(cast)
    assert "See the partnership" in page
    assert "Answer a review" in page
    assert cast.malawi_partnership.code in page
    assert plain_date(TODAY + timedelta(days=30)) in page
    assert page.count("Never") == 1


def test_each_link_names_what_it_is_about(cast) -> None:
    review, table = make_review(cast), raised(cast)
    link_of_table(cast, table.pk)
    issue(cast.gift, cast, subject_id=review.pk)
    page = shown(cast)
    assert f"{table.agreement}, raised on 23 Nov 2026" in page
    assert f"Full review, due {plain_date(review.due_on)}" in page


def test_the_page_says_what_follows_and_chooses_nothing(cast, link) -> None:
    page = shown(cast)
    assert "whoever is in by one of them is out" in page
    assert "You can open each link again on this page." in page
    assert page.count('type="radio"') == 2
    assert "checked" not in page


def test_two_links_or_ten_take_the_same_queries(cast, link) -> None:
    client = client_of(cast.amina)
    issue(cast.gift, cast, subject_id=1)
    few = queries_of(client, page_of(cast.gift))
    for number in range(2, 10):
        issue(cast.gift, cast, subject_id=number)
    assert queries_of(client, page_of(cast.gift)) == few
    assert few <= 8


def test_without_a_link_there_is_nothing_to_end(cast) -> None:
    page = shown(cast)
    assert NOTHING in page
    assert 'type="radio"' not in page


def test_links_of_somebody_who_left_open_nothing(cast, link) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=TODAY)
    page = shown(cast)
    assert NOTHING in page
    assert "Links of somebody who left open nothing." in page


def test_a_partnership_out_of_scope_keeps_its_name(cast) -> None:
    away = cast.uganda_partnership
    issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=away.pk,
        country_id="UG",
        purpose=LinkPurpose.HOME,
        subject_id=away.pk,
        expires_at=NOW + timedelta(days=30),
    )
    page = shown(cast)
    assert "In another country" in page
    assert away.name not in page
    assert away.name in shown(cast, "dan")


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_ends_nothing(cast, link, method) -> None:
    before = AuditEntry.objects.count()
    getattr(client_of(cast.amina), method)(page_of(cast.gift), {"ending": "CLOSE"})
    assert links.find_by_token(links.token_of(link), now=NOW) == link
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("typed", [{}, {"ending": "no such way"}])
def test_who_chooses_nothing_is_told_so_and_nothing_ends(cast, link, typed) -> None:
    page = end(cast, **typed)
    assert "There is a problem" in page
    assert bool(typed) or "Choose whether the links are replaced or closed" in page
    assert links.find_by_token(links.token_of(link), now=NOW) == link


@pytest.mark.parametrize("ending", ["REPLACE", "CLOSE"])
def test_the_old_address_is_dead_and_the_visit_is_over(cast, link, ending) -> None:
    visitor, old = entered(link), f"/r/{links.token_of(link)}/"
    home = reverse("dashboards:partner_home")
    assert visitor.get(home).status_code == 200
    end(cast, ending=ending)
    assert Client().get(old).status_code == 404
    assert visitor.get(home).status_code == 404
    assert not LinkSession.objects.exists()


def test_after_replacing_the_next_mail_brings_a_link_that_opens(cast, link) -> None:
    page = end(cast, ending="REPLACE")
    assert "The next mail brings a new one." in page
    address = addresses_of({link.pk})[link.pk].address
    assert links.token_of(link) not in address
    assert Client().post(address).status_code == 302


def test_after_replacing_the_person_may_ask_for_a_new_link_in_the_same_hour(
    cast, link, mails
) -> None:
    send_new_links(now=NOW, email=cast.gift.email)
    end(cast, ending="REPLACE")
    send_new_links(now=NOW, email=cast.gift.email)
    assert mails() == 2


def test_after_closing_the_person_cannot_ask_for_a_new_link(cast, link, mails) -> None:
    assert "The personal links of Gift" in end(cast, ending="CLOSE")
    assert send_new_links(now=NOW, email=cast.gift.email) == 0
    assert mails() == 0
    assert addresses_of({link.pk})[link.pk].address == ""


def test_after_closing_a_later_review_brings_a_link_that_opens(cast, link) -> None:
    end(cast, ending="CLOSE")
    later = issue(cast.gift, cast, subject_id=8)
    assert links.find_by_token(links.token_of(later), now=NOW) == later


def test_after_closing_the_link_to_our_page_opens_it_again(cast, link) -> None:
    end(cast, ending="CLOSE")
    send_home_link(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        contact=cast.gift,
    )
    link.refresh_from_db()
    assert entered(link).get(reverse("dashboards:partner_home")).status_code == 200


def test_links_of_other_people_go_on(cast, link) -> None:
    other = Contact.objects.create(
        partner=cast.nyali,
        name="Zuwa",
        email="zuwa@partner.example",
        time_zone="Africa/Blantyre",
    )
    theirs = issue(other, cast, subject_id=7)
    visitor = entered(issue(other, cast))
    end(cast, ending="CLOSE")
    assert links.find_by_token(links.token_of(theirs), now=NOW) == theirs
    assert visitor.get(reverse("dashboards:partner_home")).status_code == 200


def test_who_ends_what_ended_meanwhile_is_told_so(cast, link) -> None:
    end(cast, ending="CLOSE")
    assert "No personal link of Gift works." in end(cast, ending="CLOSE")


@pytest.mark.parametrize(
    ("who", "status"),
    [("chloe", 404), ("ada", 404), ("sam", 404), ("eve", 403), ("fay", 403)],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_registers_people_here_opens_it(
    cast, link, who, status, method
) -> None:
    client = client_of(getattr(cast, who))
    answer = getattr(client, method)(page_of(cast.gift), {"ending": "CLOSE"})
    assert answer.status_code == status
    assert links.find_by_token(links.token_of(link), now=NOW) == link


def test_nobody_opens_it_without_signing_in(cast, link) -> None:
    answer = Client().post(page_of(cast.gift), {"ending": "CLOSE"})
    assert answer.url.startswith(reverse("account_login"))
    assert links.find_by_token(links.token_of(link), now=NOW) == link


def test_the_card_of_a_person_leads_there_for_who_may_change(cast) -> None:
    partner = reverse("partners:detail", args=[cast.nyali.pk])
    assert page_of(cast.gift) in client_of(cast.amina).get(partner).content.decode()
    assert page_of(cast.gift) not in client_of(cast.fay).get(partner).content.decode()


def change(cast: Cast, **typed: str) -> str:
    """Return the page that is shown after changing what is known of Gift."""
    address = reverse("partners:contact_edit", args=[cast.gift.pk])
    known = {
        "name": cast.gift.name,
        "email": cast.gift.email,
        "channel": "EMAIL",
        "language": "en-gb",
        "time_zone": "Africa/Blantyre",
    }
    answer = client_of(cast.amina).post(address, known | typed, follow=True)
    page = answer.content.decode()
    assert "Your changes are saved." in page
    return page


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "new@partner.example"},
        {"email": "", "channel": "PHONE", "phone": "+265 1"},
    ],
)
def test_after_a_new_address_one_is_told_that_old_links_still_open(
    cast, link, typed
) -> None:
    page = change(cast, **typed)
    assert f"{STILL_OPEN} {cast.gift.email} still open." in page
    there = f'<a href="{page_of(cast.gift)}">End the personal links of Gift</a>'
    assert there in page


@pytest.mark.parametrize(
    "typed", [{"job_title": "Chair"}, {"email": "n@a.example", "left_on": "1 11 2026"}]
)
def test_who_changed_something_else_or_left_brings_no_warning(
    cast, link, typed
) -> None:
    assert STILL_OPEN not in change(cast, **typed)


def test_without_a_link_a_new_address_brings_no_warning(cast) -> None:
    assert STILL_OPEN not in change(cast, email="new@partner.example")


def test_what_stands_in_a_name_is_no_markup_in_the_warning(cast, link) -> None:
    page = change(cast, name="<b>Gift</b>", email="new@partner.example")
    assert "<b>Gift" not in page


def test_a_closed_link_is_opened_again_beside_its_name(cast) -> None:
    link = issue(cast.gift, cast, subject_id=7)
    end(cast, ending="CLOSE")
    assert "Links that were closed" in shown(cast)
    page = end(cast, open=str(link.pk))
    link.refresh_from_db()
    assert "The link opens again." in page
    assert links.find_by_token(links.token_of(link), now=NOW) == link
    assert "Links that were closed" not in page


def test_nobody_opens_a_link_of_another_person_or_where_they_register_nobody(
    cast, link
) -> None:
    away = issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.uganda_partnership.pk,
        country_id="UG",
        purpose=LinkPurpose.HOME,
        subject_id=cast.uganda_partnership.pk,
        expires_at=NOW + timedelta(days=30),
    )
    stranger = issue(cast.grace, cast)
    PartnerLink.objects.update(revoked_at=NOW)
    client = client_of(cast.amina)
    for wrong in (away, stranger):
        answer = client.post(page_of(cast.gift), {"open": str(wrong.pk)})
        assert answer.status_code == 404
    assert not PartnerLink.objects.filter(revoked_at=None).exists()

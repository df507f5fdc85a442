"""The person whom we ask after the end answers by a link, without an account."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import LinkSession
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import token_of
from eclt_partners.lifecycle.services.checks import change_whom_we_ask, waive_check
from partners.choices import CheckState
from partners.emails.after_links import link_to_check
from partners.models import AfterCheckReport, Contact
from tests.cast import NOW
from tests.dashboards.views.pages import queries_of
from tests.lifecycle.services.test_answering import answer
from tests.lifecycle.world import function, open_check


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def found(cast):
    return open_check(cast)


def landing(cast, found):
    link = link_to_check(found, cast.gift.pk, now=NOW)
    return f"/r/{token_of(link)}/"


def url(found, name="partner_check"):
    return reverse(f"lifecycle:{name}", args=[found.pk])


@pytest.fixture
def gift(cast, found):
    """Gift's browser, after the button of the landing page."""
    client = Client()
    client.post(landing(cast, found))
    return client


def text(answered):
    return answered.content.decode()


def test_looking_at_the_link_changes_nothing(cast, found, client) -> None:
    address = landing(cast, found)
    for _visit in range(3):
        shown = text(client.get(address))

    assert "Dear Gift" in shown
    assert "On 30 Sep 2026, 6 months have passed since the end" in shown
    assert not LinkSession.objects.exists()


def test_the_button_leads_to_the_questions(cast, found, client) -> None:
    assert client.post(landing(cast, found)).url == url(found)


def test_the_questions_are_answered_and_a_receipt_follows(cast, found, gift) -> None:
    clubs = function(cast)
    shown = text(gift.get(url(found)))
    assert "We run it, or its owner told us" in shown
    assert "Who told you?" not in shown
    assert "Never names of children" in shown

    typed = {f"lasts_{clubs.pk}": "3=", f"how_{clubs.pk}": "OWNER"}
    answered = gift.post(url(found), {**typed, "in_touch": "no"})
    assert answered.url == url(found, "partner_check_done")
    receipt = text(gift.get(answered.url))
    assert f"Sent 23 Nov 2026, 11:00, receipt number {found.pk}. Thank you." in receipt
    assert "100 of 100: mostly lasting" in receipt
    assert "This was the last check" in receipt
    assert "Gift wrote it on" in receipt
    assert AfterCheckReport.objects.get().entered_by == f"contact:{cast.gift.pk}"


def test_the_receipt_says_when_we_ask_again(cast, found, gift) -> None:
    open_check(cast, 12, due_on="2027-03-31")
    gift.post(url(found), {"in_touch": "unknown"})

    shown = text(gift.get(url(found, "partner_check_done")))
    assert "On 31 Mar 2027, 12 months after the end, we ask again." in shown


def test_before_the_answers_there_is_no_receipt_and_after_them_no_form(
    found, gift
) -> None:
    assert gift.get(url(found, "partner_check_done")).url == url(found)
    gift.post(url(found), {"in_touch": "yes"})
    assert gift.get(url(found)).url == url(found, "partner_check_done")
    assert gift.post(url(found), {"in_touch": "no"}).status_code == 302
    assert AfterCheckReport.objects.count() == 1


def test_a_gap_brings_the_form_back_with_what_was_typed(cast, found, gift) -> None:
    clubs = function(cast)
    shown = text(gift.post(url(found), {"changed": "More hours"}))

    assert "Clubs: choose what is true today" in shown
    assert "More hours" in shown
    assert f'href="#id_lasts_{clubs.pk}_0"' in shown


def test_the_link_shows_what_staff_entered_meanwhile(cast, found, gift) -> None:
    answer(cast, found, told_by=cast.gift)

    shown = text(gift.post(url(found), {"in_touch": "yes", "leads_now": "The school"}))
    assert "This check was settled meanwhile" in shown
    assert "The school" in shown
    assert "You have answered" in text(gift.get(landing(cast, found)))


def test_the_link_of_the_one_before_opens_nothing(cast, found, gift) -> None:
    zola = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@x.example", time_zone="UTC"
    )
    change_whom_we_ask(actor=cast.actor("amina"), now=NOW, check=found, contact=zola)

    assert gift.get(url(found)).status_code == 404
    assert gift.get(landing(cast, found)).status_code == 404


def test_a_check_that_was_left_out_opens_no_more(cast, found, gift) -> None:
    waive_check(actor=cast.actor("brian"), now=NOW, check=found, reason="Flood")

    assert gift.get(url(found)).status_code == 404


def test_people_who_left_come_in_no_more(cast, found, gift) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(left_on="2026-11-01")

    assert gift.get(url(found)).status_code == 404


def test_a_link_opens_its_own_check_only(cast, found, gift) -> None:
    other = open_check(cast, 12)

    assert gift.get(url(other)).status_code == 404


@pytest.mark.parametrize("purpose", [LinkPurpose.HOME, LinkPurpose.REVIEW])
def test_a_link_for_something_else_opens_no_check(cast, found, client, purpose) -> None:
    link = issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=purpose,
        subject_id=found.pk,
        expires_at=NOW + timedelta(days=1),
    )
    client.post(f"/r/{token_of(link)}/")

    assert client.get(url(found)).status_code == 404


def test_the_questions_take_the_same_queries_for_more_functions(
    cast, found, gift
) -> None:
    function(cast)
    few = queries_of(gift, url(found))
    for name in ("Bus", "Data", "Radio"):
        function(cast, name)

    assert queries_of(gift, url(found)) == few
    assert few <= 10
    found.refresh_from_db()
    assert found.state == CheckState.SCHEDULED

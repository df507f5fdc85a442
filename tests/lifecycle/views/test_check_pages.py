"""The pages of one check after the end, as people of the foundation meet them."""

import pytest
import time_machine
from django.urls import reverse

from eclt_partners.notifications.models import Outgoing
from partners.choices import CheckState
from partners.models import AfterCheckReport, Contact
from tests.cast import NOW
from tests.dashboards.views.pages import client_of, queries_of
from tests.lifecycle.services.test_answering import answer
from tests.lifecycle.services.test_checks import item
from tests.lifecycle.world import check, function, open_check

NOBODY = {"told_by": "nobody", "in_touch": "yes"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, found):
    return reverse(f"lifecycle:{name}", args=[found.pk])


def page(cast, who, name, found):
    return client_of(getattr(cast, who)).get(url(name, found)).content.decode()


def send(cast, who, name, found, **fields):
    return client_of(getattr(cast, who)).post(url(name, found), fields)


def test_the_page_says_when_it_is_due_and_whom_we_ask(cast) -> None:
    shown = page(cast, "amina", "check", open_check(cast))

    assert "Check 6 months after the end" in shown
    assert "Due on 30 Sep 2026 (54 days late)" in shown
    assert f"Gift, {cast.nyali.name} ·" in shown
    assert "mailto:gift@partner.example" in shown
    assert "Enter the answers" in shown


def test_who_may_not_do_something_is_not_offered_it(cast) -> None:
    shown = page(cast, "fay", "check", open_check(cast))

    for words in ("Enter the answers", "Mail the link", "Leave this check out"):
        assert words not in shown


def test_a_check_that_is_far_away_says_from_when_on(cast) -> None:
    found = open_check(cast, month=12, due_on="2027-03-31")

    assert "It can be answered from 1 Mar 2027 on" in page(
        cast, "amina", "check", found
    )
    answered = client_of(cast.amina).get(url("check_answer", found))
    assert answered.url == url("check", found)


def test_what_was_told_by_phone_leads_to_the_result(cast) -> None:
    found, clubs = open_check(cast), function(cast, owner_name="The school")
    shown = page(cast, "amina", "check_answer", found)
    assert "Clubs (local owner: The school)" in shown
    assert "3 ★: it goes on and has grown" in shown
    assert "Never names of children; only counts from your own register" in shown

    answered = send(
        cast,
        "amina",
        "check_answer",
        found,
        told_by=cast.gift.pk,
        in_touch="yes",
        differently="Leave slower",
        **{f"lasts_{clubs.pk}": "2", f"how_{clubs.pk}": "OWNER"},
    )
    assert answered.url == url("check", found)
    result = page(cast, "fay", "check", found)
    assert "66.7 of 100: partly lasting" in result
    assert "4 of 6" in result
    assert "What is known has 2 of 2 points of importance (100%)" in result
    assert "Gift told it; Amina entered it on" in result
    assert "Leave slower" in result


def test_a_form_with_gaps_comes_back_with_everything_typed(cast) -> None:
    found, clubs = open_check(cast), function(cast)
    bus = function(cast, "Bus")
    answered = send(
        cast,
        "amina",
        "check_answer",
        found,
        leads_now="The school leads",
        **{f"lasts_{clubs.pk}": "1", f"lasts_{bus.pk}": "unknown"},
    ).content.decode()

    assert "Clubs: choose how you know it" in answered
    assert "Bus: choose how you know it" not in answered
    assert "Choose who told you" in answered
    assert "Choose whether we are still in touch" in answered
    assert "The school leads" in answered
    assert not AfterCheckReport.objects.exists()


def test_sending_twice_shows_the_result(cast) -> None:
    found = open_check(cast)
    for _time in range(2):
        answered = send(cast, "amina", "check_answer", found, **NOBODY)
        assert answered.url == url("check", found)
    assert AfterCheckReport.objects.count() == 1


def test_what_was_typed_stays_when_somebody_else_was_quicker(cast) -> None:
    found = open_check(cast)
    answer(cast, found, who="brian")
    shown = send(
        cast, "amina", "check_answer", found, pays_now="The council", **NOBODY
    ).content.decode()

    assert "This check was settled meanwhile" in shown
    assert "The council" in shown


def test_a_check_is_left_out_with_its_reason(cast) -> None:
    found = open_check(cast)
    assert (
        "Write why the check is left out"
        in send(cast, "brian", "check_waive", found).content.decode()
    )

    send(cast, "brian", "check_waive", found, waived_reason="The office burned down")
    shown = page(cast, "amina", "check", found)
    assert "Left out on 23 Nov 2026" in shown
    assert "The office burned down" in shown
    assert client_of(cast.brian).get(url("check_waive", found)).url == url(
        "check", found
    )


def test_somebody_else_is_asked(cast) -> None:
    found = open_check(cast)
    zola = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@x.example", time_zone="UTC"
    )
    answered = send(cast, "amina", "check_ask", found, contact=cast.grace.pk)
    assert "Choose one of these answers" in (
        answered.content.decode().replace("&#x27;", "'")
    )

    send(cast, "amina", "check_ask", found, contact=zola.pk)
    assert "Zola" in page(cast, "amina", "check", found)


def test_the_link_is_mailed_and_the_page_says_so(cast) -> None:
    found = open_check(cast)
    client = client_of(cast.amina)
    shown = client.post(url("check_link", found), follow=True).content.decode()

    assert "A mail with the link is on its way to Gift." in shown
    Outgoing.objects.update(state="claimed", owner=1)
    Outgoing.objects.update(state="dot", dot_at=NOW)
    Outgoing.objects.update(state="sent", owner=None, sent_at=NOW)
    assert "<li>23 Nov 2026, " in page(cast, "amina", "check", found)


def test_nobody_to_mail_is_said_on_the_page(cast) -> None:
    found = open_check(cast, contact=None)
    shown = client_of(cast.amina).post(url("check_link", found), follow=True)

    assert "Nobody can be reached by mail" in shown.content.decode()
    assert "Nobody is named yet" in page(cast, "amina", "check", found)


def test_a_check_whose_answers_are_not_held_says_so(cast) -> None:
    assert "The answers are not kept here" in page(cast, "amina", "check", check(cast))


def test_the_partnership_page_lists_the_checks_with_their_scores(cast) -> None:
    found = check(cast)
    item(found, function(cast), 3)
    address = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    shown = client_of(cast.amina).get(address).content.decode()

    assert f'href="{url("check", found)}"' in shown
    assert "100 of 100" in shown


def test_pages_take_the_same_queries_with_more_to_show(cast) -> None:
    client = client_of(cast.amina)
    done, waits = check(cast), open_check(cast, 12)
    pages = [
        url("check", done),
        url("check", waits),
        url("check_answer", waits),
        reverse("lifecycle:stage", args=[cast.malawi_partnership.pk]),
        reverse("dashboards:partnership", args=[cast.malawi_partnership.pk]),
    ]
    item(done, function(cast, "One"), 3)
    few = [queries_of(client, address) for address in pages]
    for name in ("Two", "Three"):
        item(done, function(cast, name), 1)
    later = check(cast, 24, state=CheckState.DONE)
    item(later, function(cast, "Four"), 2)

    assert [queries_of(client, address) for address in pages] == few
    assert max(few[:3]) <= 20

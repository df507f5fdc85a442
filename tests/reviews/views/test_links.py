"""A partner comes in by a link, and a scanner that opens it does no harm."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import LinkSession, PartnerLink
from eclt_partners.accounts.services import links
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.models import Outgoing
from reviews.choices import ReviewState
from tests.reviews.factories import make_review


@pytest.fixture
def link(cast, review, link_for):
    return link_for(cast.gift, review)


@pytest.fixture
def address(link):
    return f"/r/{links.token_of(link)}/"


def body(response):
    return response.content.decode()


def test_the_landing_page_names_the_person_and_the_partnership(client, address):
    page = body(client.get(address))
    assert "Dear Gift" in page
    assert "Nyali Trust" in page


def test_the_landing_page_says_who_reads_the_answers(client, address):
    assert "could guess who said what" in body(client.get(address))


def test_ten_visits_of_a_scanner_change_nothing(client, address, link):
    entries = AuditEntry.objects.count()
    for method in (client.get, client.head):
        for _visit in range(5):
            method(address)
    link.refresh_from_db()
    assert link.last_used_at is None
    assert not LinkSession.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_a_scanner_gets_no_session(client, address):
    response = client.get(address)
    assert settings.PARTNER_COOKIE_NAME not in response.cookies


def test_the_button_leads_to_an_address_without_the_token(client, address, review):
    response = client.post(address)
    assert response.status_code == 302
    assert response.url == reverse("reviews:partner_hub", args=[review.pk])


def test_the_session_cookie_is_out_of_reach_of_scripts(client, address):
    cookie = client.post(address).cookies[settings.PARTNER_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == settings.PARTNER_SESSION_SECONDS


def test_outside_this_machine_the_cookie_needs_https(client, address, settings):
    settings.COOKIES_ARE_SECURE = True
    cookie = client.post(address).cookies[settings.PARTNER_COOKIE_NAME]
    assert cookie["secure"]


def test_the_cookie_is_not_the_token(client, address, link):
    cookie = client.post(address).cookies[settings.PARTNER_COOKIE_NAME]
    assert links.token_of(link) not in cookie.value


def test_the_link_opens_again_after_a_visit(client, address):
    client.post(address)
    assert Client().post(address).status_code == 302


def test_no_page_behind_the_link_holds_the_token(client, address, link, review):
    token = links.token_of(link)
    page = client.post(address, follow=True)
    assert token not in body(page)
    assert token not in str(page.redirect_chain)


def test_the_title_of_the_landing_page_holds_no_token(client, address, link):
    title = re.search(r"<title>(.*?)</title>", body(client.get(address)), re.S)
    assert links.token_of(link) not in title[1]


def test_a_browser_sends_no_path_to_other_addresses(client, address):
    assert client.get(address)["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_behind_a_link_are_neither_kept_nor_indexed(client, address, method):
    response = getattr(client, method)(address)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def written(records):
    """Return the lines as the configured handler writes them."""
    formats = [handler.formatter for handler in logging.getLogger().handlers]
    line = next(f for f in formats if isinstance(f, ProcessorFormatter))
    return "\n".join(line.format(record) for record in records)


def test_the_log_holds_no_token(client, address, link, caplog):
    caplog.set_level("DEBUG")
    client.get(address)
    client.put(address)
    client.post(address)
    lines = written(caplog.records)
    assert "/r/hidden/" in lines
    assert links.token_of(link) not in lines


def test_all_dead_links_answer_with_the_same_bytes(cast, client, link, address, now):
    wrong = client.get(f"/r/{'x' * 43}/")
    with time_machine.travel(now + timedelta(days=31), tick=True):
        expired = client.get(address)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    revoked = client.get(address)
    foreign = client.get("/answer/99999/")
    # On paper the page says when it was made; one of them was opened a month later.
    made = re.compile(rb"Made on [^(]*")
    pages = {made.sub(b"", page.content) for page in (wrong, expired, revoked, foreign)}
    assert len(pages) == 1
    assert {page.status_code for page in (wrong, expired, revoked, foreign)} == {404}


def test_a_dead_link_gives_no_reason_but_a_way_on(client, db):
    page = body(client.get("/r/x/"))
    assert "This link does not work" in page
    assert reverse("reviews:link_new") in page
    assert "expired" not in page


def test_posting_a_dead_link_opens_nothing(client, db):
    assert client.post("/r/x/").status_code == 404
    assert not LinkSession.objects.exists()


def test_what_was_typed_too_late_is_shown_back_to_be_copied(client, db):
    sent = {"note": "The rain <came> early", "rating": "4", "name": ["A b", "C d"]}
    page = body(client.post("/answer/99999/closing/", sent))
    shown = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert shown == ["The rain &lt;came&gt; early", "A b", "C d"]


def test_a_dead_link_speaks_of_typing_only_where_there_was_some(client, db):
    page = body(client.post("/answer/99999/closing/", {"rating": "4"}))
    assert "What you wrote" not in page


def test_a_link_of_somebody_who_left_is_dead(cast, client, address, now):
    cast.gift.left_on = now.date()
    cast.gift.save()
    assert client.get(address).status_code == 404


def test_a_session_reaches_no_other_review(cast, enter, link, review, now):
    client = enter(link)
    other = make_review(cast, kind="PULSE", now=now)
    assert client.get(f"/answer/{other.pk}/").status_code == 404


def test_a_session_ends_when_its_link_is_revoked(cast, enter, link, review, now):
    client = enter(link)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    assert client.get(f"/answer/{review.pk}/").status_code == 404


def test_a_session_ends_after_its_time(enter, link, review, now):
    client = enter(link)
    lasts = timedelta(seconds=settings.PARTNER_SESSION_SECONDS)
    with time_machine.travel(now + lasts + timedelta(seconds=1), tick=True):
        assert client.get(f"/answer/{review.pk}/").status_code == 404


def test_leaving_ends_the_visit(enter, link, review):
    client = enter(link)
    response = client.post(reverse("reviews:partner_leave"))
    assert "You have left" in body(response)
    assert client.get(f"/answer/{review.pk}/").status_code == 404


def test_leaving_needs_a_press(enter, link):
    assert enter(link).get(reverse("reviews:partner_leave")).status_code == 405


def test_a_partner_session_opens_no_page_of_the_foundation(enter, link, review):
    response = enter(link).get(f"/reviews/{review.pk}/")
    assert response.status_code == 302
    assert "/login/" in response.url


def test_a_home_link_leads_to_the_page_of_the_partnership(cast, link_for, review):
    link = link_for(cast.gift, review, LinkPurpose.HOME)
    response = Client().post(f"/r/{links.token_of(link)}/")
    assert response.url == reverse("dashboards:partner_home")


def test_a_home_link_answers_nothing(cast, link_for, enter, review):
    client = enter(link_for(cast.gift, review, LinkPurpose.HOME))
    assert client.get(f"/answer/{review.pk}/D1/").status_code == 404


def test_the_page_speaks_the_language_of_the_invitation(cast, client, address):
    cast.gift.language = "fr"
    cast.gift.save()
    assert 'lang="fr"' in body(client.get(address))


def test_the_language_can_be_switched_on_the_page(cast, client, address):
    cast.gift.language = "fr"
    cast.gift.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "pt"
    assert '<html lang="pt"' in body(client.get(address))


@pytest.mark.parametrize(
    "email", ["gift@partner.example", "GIFT@partner.example", "nobody@example.org"]
)
def test_asking_for_a_new_link_always_gets_the_same_answer(client, link, email):
    response = client.post(reverse("reviews:link_new"), {"email": email}, follow=True)
    assert response.redirect_chain == [(reverse("reviews:link_asked"), 302)]
    assert email not in body(response)


def test_asking_without_an_address_says_what_to_type(client, db):
    page = body(client.post(reverse("reviews:link_new"), {"email": ""}))
    assert "There is a problem" in page


def test_only_a_known_person_gets_a_mail(client, link):
    client.post(reverse("reviews:link_new"), {"email": "nobody@example.org"})
    assert not Outgoing.objects.filter(letter="link.new").exists()
    client.post(reverse("reviews:link_new"), {"email": "gift@partner.example"})
    letter = Outgoing.objects.get(letter="link.new")
    assert letter.to_address == "gift@partner.example"


def test_a_confirm_link_leads_to_the_record(cast, link_for, now):
    held = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    link = link_for(cast.gift, held, LinkPurpose.CONFIRM)
    response = Client().post(f"/r/{links.token_of(link)}/")
    assert response.url == reverse("reviews:partner_result", args=[held.pk])


def test_the_landing_page_says_whom_to_ask(client, address):
    page = body(client.get(address))
    assert "Questions? Write to Amina:" in page
    assert 'href="mailto:amina@example.org"' in page


def test_without_a_lead_the_foundation_itself_is_asked(client, address, cast, settings):
    settings.CONTACT_EMAIL = "office@example.org"
    cast.malawi_partnership.foundation_lead = None
    cast.malawi_partnership.save(update_fields=["foundation_lead"])
    assert 'href="mailto:office@example.org"' in body(client.get(address))


def test_who_asks_for_the_page_that_was_closed_reads_that_it_was(
    cast, now, client, address, review
):
    client.post(address)
    ask = reverse("reviews:partner_ask_home", args=[review.pk])
    home = {"purpose": LinkPurpose.HOME}
    with time_machine.travel(now):
        assert "on its way to you" in body(client.post(ask, follow=True))
        links.revoke(
            actor=cast.actor("amina"), link=PartnerLink.objects.get(**home), now=now
        )
        assert "closed your link to our page" in body(client.post(ask, follow=True))

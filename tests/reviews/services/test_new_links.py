"""A new link goes only to people we know, and never ends anybody's visit."""

from datetime import timedelta

import pytest

from agreements.services.endings import withdraw
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.models import Outgoing
from partners.choices import CheckState
from partners.emails.after_links import link_to_check
from partners.models import AfterCheck
from reviews.services.link_mails import NEW
from reviews.services.new_links import send_new_links
from reviews.services.planning import cancel_review
from tests.agreements.table import gift, link_of_table, raised
from tests.lifecycle.world import open_check
from tests.reviews.factories import make_review

EMAIL = "gift@partner.example"


@pytest.fixture
def review(cast):
    return make_review(cast)


@pytest.fixture
def link(cast, review, now):
    return issue(cast, review, now)


def issue(cast, review, now, purpose=LinkPurpose.REVIEW, subject_id=None):
    return issuing.issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=review.partnership_id,
        country_id="MW",
        purpose=purpose,
        subject_id=subject_id or review.pk,
        expires_at=now + timedelta(days=30),
    )


def letters():
    return Outgoing.objects.filter(letter=NEW)


def test_a_link_that_holds_is_sent_again_with_the_same_token(link, now):
    token = links.token_of(link)
    assert send_new_links(now=now, email=EMAIL) == 1
    link.refresh_from_db()
    assert links.token_of(link) == token


def test_an_expired_link_is_sent_with_a_new_token(link, now):
    token, later = links.token_of(link), now + timedelta(days=40)
    send_new_links(now=later, email=EMAIL)
    link.refresh_from_db()
    assert links.find_by_token(token, now=later) is None
    assert links.find_by_token(links.token_of(link), now=later) == link


def test_asking_often_sends_one_mail_an_hour(link, now):
    for minute in range(5):
        send_new_links(now=now + timedelta(minutes=minute), email=EMAIL)
    assert letters().count() == 1
    send_new_links(now=now + timedelta(hours=1), email=EMAIL)
    assert letters().count() == 2


def test_a_revoked_link_is_not_sent(link, now):
    links.revoke(actor=SYSTEM, link=link, now=now)
    assert send_new_links(now=now, email=EMAIL) == 0


def test_somebody_who_left_gets_nothing(cast, link, now):
    cast.gift.left_on = now.date()
    cast.gift.save()
    assert send_new_links(now=now, email=EMAIL) == 0


def test_an_unknown_address_gets_nothing(link, now):
    assert send_new_links(now=now, email="nobody@example.org") == 0


def test_a_link_whose_review_is_over_is_not_sent(link, review, now):
    cancel_review(actor=SYSTEM, now=now, review=review, reason="Flood.")
    assert send_new_links(now=now, email=EMAIL) == 0


def test_a_link_home_is_sent_as_the_page_of_the_partnership(cast, review, now):
    link = issue(cast, review, now, LinkPurpose.HOME, review.partnership_id)
    assert send_new_links(now=now, email=EMAIL) == 1
    letter = Outgoing.objects.get(letter="link.home")
    assert letter.facts == {"link": link.pk}


def test_an_expired_link_home_holds_as_long_again_as_the_first_one(cast, review, now):
    link = issue(cast, review, now, LinkPurpose.HOME, review.partnership_id)
    later = now + timedelta(days=40)
    send_new_links(now=later, email=EMAIL)
    link.refresh_from_db()
    assert link.expires_at == later + timedelta(days=365)


def test_the_letter_holds_no_token(link, now):
    send_new_links(now=now, email=EMAIL)
    assert links.token_of(link) not in str(letters().values())


@pytest.mark.parametrize("purpose", [LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN])
def test_a_link_to_an_open_table_is_sent_with_its_own_letter(cast, now, purpose):
    table = raised(cast)
    link = link_of_table(cast, table.pk, purpose=purpose)
    assert send_new_links(now=now, email=EMAIL) >= 1
    letter = Outgoing.objects.get(letter="agreements.link", facts__link=link.pk)
    assert letter.recipient_key == f"contact:{cast.gift.pk}"


def test_a_link_to_a_table_that_is_over_is_not_sent(cast, now):
    table = raised(cast)
    link_of_table(cast, table.pk)
    withdraw(actor=gift(cast), now=now, renegotiation=table, text="It solved itself")
    send_new_links(now=now, email=EMAIL)
    assert not Outgoing.objects.filter(letter="agreements.link").exists()


def test_a_link_to_an_open_check_is_sent_with_its_own_letter(cast, now):
    check = open_check(cast)
    link = link_to_check(check, cast.gift.pk, now=now)
    assert send_new_links(now=now, email=EMAIL) == 1
    letter = Outgoing.objects.get(letter="after.link")
    assert letter.facts == {"link": link.pk, "check": check.pk}


@pytest.mark.parametrize("change", [{"contact": None}, {"state": CheckState.DONE}])
def test_a_link_to_a_check_that_asks_nothing_of_the_person_is_not_sent(
    cast, now, change
):
    check = open_check(cast)
    link_to_check(check, cast.gift.pk, now=now)
    settled_on = now.date() if "state" in change else None
    AfterCheck.objects.update(settled_on=settled_on, **change)
    assert send_new_links(now=now, email=EMAIL) == 0

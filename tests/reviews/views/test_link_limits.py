"""Guessing links ends after a while; whoever has a right one never notices."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.rules.limits import NEW_LINKS, WRONG_LINKS
from eclt_partners.accounts.services import links
from eclt_partners.celery import app as celery_app
from eclt_partners.notifications.models import Outgoing
from tests.accounts.trying import use_up

WRONG = f"/r/{'x' * 43}/"


@pytest.fixture
def link(cast, review, link_for):
    return link_for(cast.gift, review)


@pytest.fixture
def address(link):
    return f"/r/{links.token_of(link)}/"


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_wrong_link_too_many_is_told_when_to_try_again(client, db, method):
    ask = getattr(client, method)
    assert ask(WRONG).status_code == 404
    use_up(WRONG_LINKS)
    answer = ask(WRONG)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_last_wrong_link_that_is_answered_is_the_one_of_the_limit(client, db):
    use_up(WRONG_LINKS, left=1)
    assert client.get(WRONG).status_code == 404
    assert client.get(WRONG).status_code == 429


def test_a_right_link_opens_where_others_guess(client, address):
    use_up(WRONG_LINKS)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302


def test_a_whole_office_behind_one_address_opens_its_links(address, db):
    codes = {Client().post(address).status_code for _n in range(WRONG_LINKS.tries + 5)}
    assert codes == {302}


def test_a_refusal_does_not_tell_which_links_once_held(
    cast, client, link, address, now
):
    use_up(WRONG_LINKS)
    wrong = client.get(WRONG)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    revoked = client.get(address)
    assert wrong.content == revoked.content
    with time_machine.travel(now + timedelta(days=31), tick=True):
        use_up(WRONG_LINKS)
        expired = client.get(address)
    assert wrong.content == expired.content
    assert {wrong.status_code, revoked.status_code, expired.status_code} == {429}


def test_the_wait_ends(client, db, now):
    use_up(WRONG_LINKS)
    with time_machine.travel(now + timedelta(minutes=16), tick=True):
        assert client.get(WRONG).status_code == 404


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_the_refusal_speaks_the_language_of_the_reader(client, db, language):
    use_up(WRONG_LINKS)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(WRONG).content.decode()
    assert f'<html lang="{language}"' in page
    assert "15" in page


@pytest.mark.parametrize("email", ["gift@partner.example", "nobody@example.org"])
def test_nobody_asks_for_new_links_without_end(client, link, email):
    use_up(NEW_LINKS)
    answer = client.post(reverse("reviews:link_new"), {"email": email})
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert not Outgoing.objects.filter(letter="link.new").exists()


def test_a_form_that_was_sent_empty_counts_as_no_wish(client, db):
    for _number in range(NEW_LINKS.tries + 1):
        answer = client.post(reverse("reviews:link_new"), {"email": ""})
    assert answer.status_code == 200


def test_a_dead_queue_changes_nothing(client, link, django_capture_on_commit_callbacks):
    before, celery_app.conf.broker_url = (
        celery_app.conf.broker_url,
        "redis://127.0.0.1:9/0",
    )
    try:
        with django_capture_on_commit_callbacks(execute=True):
            asked = client.post(reverse("reviews:link_new"), {"email": "a@b.example"})
        use_up(WRONG_LINKS)
        wrong = client.get(WRONG)
    finally:
        celery_app.conf.broker_url = before
    assert (asked.status_code, wrong.status_code) == (302, 429)

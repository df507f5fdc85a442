"""Sessions end after idle time and after their absolute age."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from eclt_partners.accounts.middleware import SEEN_KEY

PAGE = "/account/settings/"


@pytest.fixture
def signed_in(cast, client) -> Client:
    client.force_login(cast.amina)
    client.get(PAGE)
    return client


def shift(client: Client, *, started: timedelta, seen: timedelta) -> None:
    """Pretend that the session started and was seen earlier."""
    now = timezone.now()
    session = client.session
    session[SEEN_KEY] = [(now - started).timestamp(), (now - seen).timestamp()]
    session.save()


def test_a_session_in_use_goes_on(signed_in) -> None:
    shift(signed_in, started=timedelta(hours=11), seen=timedelta(minutes=119))

    assert signed_in.get(PAGE).status_code == 200


def test_a_session_ends_after_two_idle_hours(signed_in) -> None:
    shift(signed_in, started=timedelta(hours=3), seen=timedelta(minutes=121))

    assert signed_in.get(PAGE).status_code == 302


def test_a_session_ends_after_twelve_hours_even_in_use(signed_in) -> None:
    shift(signed_in, started=timedelta(hours=12, minutes=1), seen=timedelta(0))

    assert signed_in.get(PAGE).status_code == 302


def test_being_there_moves_the_idle_time_but_not_the_start(signed_in) -> None:
    shift(signed_in, started=timedelta(hours=5), seen=timedelta(minutes=10))

    signed_in.get(PAGE)

    started, seen = signed_in.session[SEEN_KEY]
    now = timezone.now().timestamp()
    assert now - started > timedelta(hours=4, minutes=59).total_seconds()
    assert now - seen < 60


def test_a_quick_next_page_does_not_write_the_session(
    signed_in, django_assert_max_num_queries
) -> None:
    before = signed_in.session[SEEN_KEY]

    signed_in.get(PAGE)

    assert signed_in.session[SEEN_KEY] == before


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(signed_in) -> None:
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

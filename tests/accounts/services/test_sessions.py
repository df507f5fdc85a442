"""Ending and clearing sessions."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client

from eclt_partners.accounts.services.sessions import clear_sessions, end_sessions
from eclt_partners.accounts.tasks import clear_sessions as clear_sessions_task


def test_sessions_of_one_person_end(cast) -> None:
    mine, other = Client(), Client()
    mine.force_login(cast.amina)
    other.force_login(cast.brian)

    assert end_sessions(person=cast.amina) == 1
    assert Session.objects.count() == 1


def test_sessions_that_are_over_are_cleared_and_others_stay(cast, now) -> None:
    old, fresh = Client(), Client()
    old.force_login(cast.amina)
    fresh.force_login(cast.brian)
    Session.objects.filter(pk=old.session.session_key).update(
        expire_date=now - timedelta(seconds=1)
    )
    Session.objects.filter(pk=fresh.session.session_key).update(
        expire_date=now + timedelta(seconds=1)
    )

    assert clear_sessions(now=now) == 1
    assert Session.objects.get().session_key == fresh.session.session_key


def test_the_task_calls_the_service(db) -> None:
    assert clear_sessions_task() == 0

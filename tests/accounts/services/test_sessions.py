"""Ending sessions."""

from django.contrib.sessions.models import Session
from django.test import Client

from eclt_partners.accounts.services.sessions import end_sessions


def test_sessions_of_one_person_end(cast) -> None:
    mine, other = Client(), Client()
    mine.force_login(cast.amina)
    other.force_login(cast.brian)

    assert end_sessions(person=cast.amina) == 1
    assert Session.objects.count() == 1


def test_the_session_of_this_moment_may_go_on(cast) -> None:
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.force_login(cast.amina)

    assert end_sessions(person=cast.amina, but=here.session.session_key) == 1
    assert Session.objects.get().session_key == here.session.session_key

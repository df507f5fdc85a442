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

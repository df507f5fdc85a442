"""Ending sessions."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from eclt_partners.accounts.models import PersonSession
from eclt_partners.accounts.services.sessions import end_sessions
from tests.cast import PASSWORD

MOVING = import_module(
    "eclt_partners.accounts.migrations.0007_sessions_know_their_person"
)


def test_sessions_of_one_person_end(cast) -> None:
    mine, other = Client(), Client()
    mine.force_login(cast.amina)
    other.force_login(cast.brian)

    assert end_sessions(person=cast.amina) == 1
    assert PersonSession.objects.get().person == cast.brian


def test_the_session_of_this_moment_may_go_on(cast) -> None:
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.force_login(cast.amina)

    assert end_sessions(person=cast.amina, but=here.session.session_key) == 1
    assert PersonSession.objects.get().session_key == here.session.session_key


def test_a_session_is_nobodys_before_the_sign_in_and_after_the_way_out(cast) -> None:
    browser = Client()
    browser.get("/account/login/")
    kept = browser.session
    kept["way"] = "/partners/"
    kept.save()
    assert PersonSession.objects.get().person is None

    browser.post("/account/login/", {"login": cast.amina.email, "password": PASSWORD})
    assert PersonSession.objects.get().person == cast.amina

    browser.post("/account/logout/")
    assert not PersonSession.objects.filter(person=cast.amina).exists()


def test_sessions_of_others_are_not_read(cast, django_assert_num_queries) -> None:
    for person in (cast.amina, cast.amina, cast.brian, cast.dan, cast.eve):
        Client().force_login(person)

    with django_assert_num_queries(1) as asked:
        assert end_sessions(person=cast.amina) == 2

    with connection.cursor() as cursor:
        # Few rows are read one by one, whatever there is.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "accounts_personsession_person_id" in plan


def test_whoever_was_signed_in_before_stays_so(cast) -> None:
    before = SessionStore()
    before[SESSION_KEY] = str(cast.amina.pk)
    before.create()
    nobodys = SessionStore()
    nobodys.create()

    MOVING.move(apps, None)

    moved = {each.session_key: each for each in PersonSession.objects.all()}
    assert moved[before.session_key].person == cast.amina
    assert moved[before.session_key].get_decoded() == {SESSION_KEY: str(cast.amina.pk)}
    assert moved[nobodys.session_key].person is None
    assert not Session.objects.exists()

"""Does a wrong value in the environment stop the start with its name, and no secret?"""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from eclt_partners import env


@pytest.fixture(autouse=True)
def filled(monkeypatch):
    """The mailbox has a mail address that fills it."""
    monkeypatch.setenv("JOURNAL_ADDRESS", "journal@example.org")


def mailbox() -> str:
    return env.mailbox("JOURNAL_URL", behind="JOURNAL_ADDRESS")


def test_no_mailbox_is_no_address(monkeypatch):
    monkeypatch.delenv("JOURNAL_URL", raising=False)
    assert mailbox() == ""


def test_a_mailbox_is_kept_as_it_is_written(monkeypatch):
    monkeypatch.setenv("JOURNAL_URL", "imaps://ana:secret@mail.example.org/Journal")
    assert mailbox() == "imaps://ana:secret@mail.example.org/Journal"


def test_a_wrong_mailbox_is_named_without_its_password(monkeypatch):
    monkeypatch.setenv("JOURNAL_URL", "pop3://ana:secret@mail.example.org")
    with pytest.raises(ImproperlyConfigured, match="JOURNAL_URL") as refusal:
        mailbox()
    assert "imaps://USER" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_mailbox_that_no_address_fills_is_refused(monkeypatch):
    monkeypatch.setenv("JOURNAL_URL", "maildir:/var/mail/journal")
    monkeypatch.delenv("JOURNAL_ADDRESS")
    with pytest.raises(ImproperlyConfigured, match="JOURNAL_ADDRESS is missing"):
        mailbox()


def test_an_address_is_kept(monkeypatch):
    monkeypatch.setenv("JOURNAL_ADDRESS", " journal@example.org ")
    assert env.address("JOURNAL_ADDRESS") == "journal@example.org"


@pytest.mark.parametrize("value", ["journal", "Journal <j@example.org>", "a@b,c@d"])
def test_anything_else_is_no_address(monkeypatch, value):
    monkeypatch.setenv("JOURNAL_ADDRESS", value)
    with pytest.raises(ImproperlyConfigured, match="JOURNAL_ADDRESS"):
        env.address("JOURNAL_ADDRESS")


def test_a_moment_has_its_zone(monkeypatch):
    monkeypatch.delenv("MAINTENANCE_UNTIL", raising=False)
    assert env.moment("MAINTENANCE_UNTIL") is None
    monkeypatch.setenv("MAINTENANCE_UNTIL", "2026-11-28T08:00+02:00")
    assert env.moment("MAINTENANCE_UNTIL") == datetime(2026, 11, 28, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["2026-11-28T06:00", "tomorrow"])
def test_a_moment_without_a_zone_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("MAINTENANCE_UNTIL", wrong)
    with pytest.raises(ImproperlyConfigured, match="MAINTENANCE_UNTIL"):
        env.moment("MAINTENANCE_UNTIL")

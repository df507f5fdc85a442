"""Does the product start outside this machine, and only with values that make sense?"""

import os
import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

KEPT = ("PATH", "HOME", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
RIGHT = {
    "SITE_URL": "https://p.example.org",
    "ALLOWED_HOSTS": "p.example.org",
    "SECRET_KEY": "0123456789" * 5,
    "EMAIL_URL": "smtp+tls://us:secret@relay.example.org:587",
}


@pytest.fixture
def settings_with(monkeypatch):
    """Read the settings anew, outside this machine, with some values changed."""
    for name in set(os.environ) - set(KEPT):
        monkeypatch.delenv(name)
    # They would set up the logs of the tests anew.
    monkeypatch.setattr("eclt_partners.logs.logging_settings", lambda **_level: None)

    def read(**changed: str) -> dict[str, Any]:
        for name, value in (RIGHT | changed).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path("eclt_partners/settings.py")

    return read


def test_outside_this_machine_cookies_and_lines_are_safe(settings_with):
    found = settings_with()
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert not found["DEBUG"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "http://localhost.example.org"),
        ("SITE_URL", "http://127.0.0.1.example.org"),
        ("SITE_URL", "https://p.example.org/partners"),
        ("SITE_URL", "https://"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "another.example.org"),
        ("SECRET_KEY", "a" * 64),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "postgres://"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("ECLT_CONNECT_AS", "root"),
        ("EMAIL_URL", "smtps://us:secret@relay.example.org:465"),
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", "smtp://"),
        ("MAIL_FROM", "ECLT, Geneva <p@example.org>"),
        ("MAIL_FROM", "ECLT"),
        ("CONTACT_EMAIL", "nobody"),
        ("REPORTING_CURRENCY", "dollars"),
        ("PROXY_COUNT", "-1"),
        ("SESSION_IDLE_SECONDS", "60"),
        ("SIGN_IN_NOTES_DAYS", "0"),
        ("DOCUMENT_MAX_MB", "0"),
        ("PHOTO_MAX_MB", "-3"),
        ("CONN_MAX_AGE", "-1"),
        ("CLAMD_ADDRESS", "clamd"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(settings_with, name, value):
    with pytest.raises(ImproperlyConfigured, match=name) as refusal:
        settings_with(**{name: value})
    assert "secret" not in str(refusal.value)


def test_behind_a_proxy_one_counts_unless_more_are_named(settings_with):
    assert settings_with(BEHIND_PROXY="1")["PROXY_COUNT"] == 1
    assert settings_with(BEHIND_PROXY="1", PROXY_COUNT="2")["PROXY_COUNT"] == 2
    with pytest.raises(ImproperlyConfigured, match="PROXY_COUNT"):
        settings_with(BEHIND_PROXY="1", PROXY_COUNT="0")


def test_all_hosts_of_a_domain_may_be_allowed(settings_with):
    assert settings_with(ALLOWED_HOSTS=".example.org")["ALLOWED_HOSTS"]


def test_a_name_with_a_comma_stays_one_sender(settings_with):
    found = settings_with(FOUNDATION_NAME="ECLT, Geneva", CONTACT_EMAIL="p@example.org")
    assert found["DEFAULT_FROM_EMAIL"] == '"ECLT, Geneva" <p@example.org>'


def test_the_level_of_logs_may_be_written_small(settings_with):
    assert settings_with(LOG_LEVEL="info")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLAMD_ADDRESS", "clamd.example.org:3310"),
        ("CLAMD_ADDRESS", "/run/clamav/clamd.ctl"),
        ("REDIS_URL", "rediss://:secret@queue.example.org:6380/1"),
    ],
)
def test_values_as_the_manual_writes_them_are_taken(settings_with, name, value):
    assert settings_with(**{name: value})[name] == value

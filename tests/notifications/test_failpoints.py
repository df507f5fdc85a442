"""Do fail points act once, where they are named, and nowhere but on this machine?"""

import os
import runpy
import signal

import pytest
from django.core.exceptions import ImproperlyConfigured

from eclt_partners.notifications import failpoints
from eclt_partners.notifications.failpoints import FailPoint, reached


@pytest.fixture
def sent(monkeypatch) -> list[signal.Signals]:
    """What this process sent itself."""
    signals: list[signal.Signals] = []
    monkeypatch.setattr(failpoints, "_passed", set())
    monkeypatch.setattr(os, "kill", lambda pid, number: signals.append(number))
    return signals


def test_nothing_happens_without_the_setting(sent):
    for point in FailPoint:
        reached(point)
    assert sent == []


def test_a_fail_point_acts_once_and_only_where_it_is_named(sent, settings):
    settings.FAIL_POINT = "mid_body:stop"
    for point in [*FailPoint, *FailPoint]:
        reached(point)
    assert sent == [signal.SIGSTOP]


def test_outside_this_machine_the_settings_refuse_it(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://partnerships.example.org")
    monkeypatch.setenv("ALLOWED_HOSTS", "partnerships.example.org")
    monkeypatch.setenv("ECLT_FAILPOINT", "after_dot:kill")
    with pytest.raises(ImproperlyConfigured, match="ECLT_FAILPOINT"):
        runpy.run_path("eclt_partners/settings.py")

"""Does the demonstration tell its stories, and no more when it is loaded again?"""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from agreements.models import AgreementVersion, Renegotiation
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.models import Outgoing
from partners.models import Event, Incident
from reviews.models import Assessment
from tests.cast import NOW
from tests.conftest import DATA


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The demonstration on 23 November 2026; nothing stays."""
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(NOW, tick=True),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(settings, "DEMO", True)
        patch.setenv("ECLT_HOME", str(tmp_path_factory.mktemp("home")))
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def versions(code: str) -> list[tuple[int, str, str | None]]:
    """Number, size and health of that day of each version of an agreement."""
    rows = AgreementVersion.objects.filter(agreement__partnership__code=code)
    return [
        (row.number, row.size_class, row.health_index and str(row.health_index))
        for row in rows.order_by("number")
    ]


def ended(code: str) -> list[tuple[str, int | None]]:
    """State of each wish, and after how many days it was over."""
    rows = Renegotiation.objects.filter(agreement__partnership__code=code)
    return [
        (row.state, row.closed_at and (row.closed_at - row.raised_at).days)
        for row in rows.order_by("raised_at")
    ]


def test_changes_have_the_size_the_days_and_the_health_of_the_story(seeded) -> None:
    assert versions("MZ-01") == [
        (2, "", None),
        (3, "MAJOR", "50.00"),
        (4, "STANDARD", "65.00"),
    ]
    assert ended("MZ-01")[0] == ("SIGNED", 92)
    assert versions("MW-01") == [(3, "", None), (4, "STANDARD", "65.00")]
    assert ended("MW-01") == [("SIGNED", 34)]
    assert [number for number, *_ in versions("GT-01")] == [5, 6]
    assert ended("ZM-01")[0][0] == "DECLINED"
    assert ended("BD-01") == [("WITHDRAWN", 40)]
    assert ended("ZW-01") == [("PROPOSED", None)]


def test_voices_are_for_whom_their_author_chose(seeded) -> None:
    said = Assessment.objects.get(
        panelist__review__partnership__code="BD-01",
        panelist__party__isnull=False,
        panelist__review__completed_on="2026-07-10",
    )
    assert said.change
    assert (said.change_audience, said.unsaid_audience) == ("BOTH", "HELPER")


def test_every_event_of_the_story_is_noted_and_a_concern_ended_in_nine_days(
    seeded,
) -> None:
    found = set(Event.objects.values_list("partnership__code", "kind", "closed_on"))
    codes = {code for code, kind, _closed in found if kind != "AMENDMENT"}
    assert codes == {
        *("MZ-01", "BD-01", "ZW-01", "UG-01", "BR-02", "PH-02", "MW-02", "TZ-02")
    }
    assert {code for code, _kind, closed in found if closed is None} == {"MW-02"}
    incident = Incident.objects.get(partnership__code="TZ-02")
    assert (incident.ended_on - incident.reported_at.date()).days == 9
    assert not incident.notes.exists()


def test_the_board_is_the_one_of_the_portfolio(seeded) -> None:
    out = StringIO()
    call_command("board", "--as-of", "2026-11-23", "--format", "json", stdout=out)
    content = json.loads((DATA / "portfolio.json").read_text("utf-8"))
    expected = {
        row["code"]: (then["status"], then["due"], {*then["red"], *then["amber"]})
        for row in content["partnerships"]
        if (then := row.get("expected_2026_11_23"))
    }
    found = {
        row["code"]: (row["status"], row["due"], {*row["red"], *row["amber"]})
        for row in json.loads(out.getvalue())
    }
    assert found == expected


def test_nothing_is_mailed_about_earlier_years_and_again_changes_nothing(
    seeded,
) -> None:
    assert not Outgoing.objects.filter(state="queued", due_at__lt=NOW).exists()
    before = AuditEntry.objects.count()
    call_command("seed_demo", stdout=StringIO())
    assert AuditEntry.objects.count() == before

"""Which files can somebody take along, and which were made?"""

from datetime import timedelta

import pytest

from eclt_partners.dashboards.services import exports, snapshots
from eclt_partners.documents.choices import JobKind
from eclt_partners.documents.models import Job, JobFile
from tests.dashboards.views.pages import client_of, queries_of
from tests.pdfs import leave_undrawn

FILES = "/exports/"


@pytest.fixture
def built(cast, now, monkeypatch):
    leave_undrawn(monkeypatch)
    snapshots.refresh_dashboards(now=now)
    return cast


def _make(cast, now, name="amina"):
    job = exports.ask_export(
        actor=cast.actor(name),
        country=cast.malawi,
        kind=JobKind.WORKBOOK,
        language="en-gb",
        now=now,
    )
    exports.make_exports(now=now)
    return job


def _page(person):
    return client_of(person).get(FILES).content.decode()


def test_each_country_that_the_reader_sees_offers_its_files(built):
    page = _page(built.amina)
    for address in ("report", "spreadsheet"):
        assert f'formaction="/countries/MW/{address}/"' in page
        assert f"/countries/UG/{address}/" not in page


def test_a_button_of_the_page_starts_the_report(built):
    answer = client_of(built.amina).post("/countries/MW/report/")
    assert (answer.status_code, answer["Location"][:6]) == (303, "/jobs/")


def test_a_file_that_was_made_is_opened_from_here_until_its_days_are_over(built, now):
    job = _make(built, now)
    page = _page(built.amina)
    assert f'href="/jobs/{job.pk}/file/">Download MW-' in page
    assert "Kept until 30 Nov 2026" in page


def test_a_file_whose_days_are_over_is_asked_for_again(built, now):
    job = _make(built, now)
    exports.forget_exports(now=now + timedelta(days=8))
    assert not JobFile.objects.exists()
    page = _page(built.amina)
    assert f"/jobs/{job.pk}/file/" not in page
    assert "The file was kept for 7 days and is gone." in page


def test_files_of_somebody_else_are_not_shown(built, now):
    job = _make(built, now, name="brian")
    page = _page(built.amina)
    assert f"/jobs/{job.pk}/" not in page
    assert "None yet." in page


def test_who_sees_no_country_as_a_whole_is_told_so(built):
    page = _page(built.eve)
    assert "No country is open to you" in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]


def test_ten_files_or_one_take_the_same_queries(built, now):
    client = client_of(built.dan)
    _make(built, now, name="dan")
    few = queries_of(client, FILES)
    for _number in range(9):
        Job.objects.create(
            kind=JobKind.REPORT,
            country_code="MW",
            asked_by_key=built.actor("dan").key,
            asked_at=now,
        )
    assert queries_of(client, FILES) == few <= 8
    assert client.get(FILES).content.decode().count('href="/jobs/') == 11

"""Taking the figures of a country along, as somebody in a browser."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from eclt_partners.accounts.rules.limits import Limit
from eclt_partners.audit.models import AuditEntry
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services import exports, snapshots
from eclt_partners.dashboards.services.job_ends import end_job
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.views import exports as views
from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job, JobFile
from tests.dashboards.views.pages import client_of, queries_of
from tests.pdfs import leave_undrawn

COUNTRY = "/countries/MW/"
KEPT = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def built(cast, now, monkeypatch):
    leave_undrawn(monkeypatch)
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def test_each_block_with_lines_offers_them_as_csv(built):
    page = client_of(built.amina).get(COUNTRY).content.decode()
    link = f'<a href="{COUNTRY}heat-map.csv">Download the lines (CSV)<span'
    assert link in page
    assert f'href="{COUNTRY}lasting.csv"' not in page


@pytest.mark.parametrize("key", TABLES)
def test_every_table_can_be_taken_and_nothing_is_kept_on_the_way(built, key):
    answer = client_of(built.amina).get(f"{COUNTRY}{key}.csv")
    assert answer.status_code == 200
    name = f'attachment; filename="MW-{key}-2026-11-23.csv"'
    assert answer["Content-Disposition"] == name
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert {name: answer[name] for name in KEPT} == KEPT
    heading = next(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(heading) == len(TABLES[key].columns)


def test_the_csv_speaks_the_language_of_the_page(built):
    client = client_of(built.amina)
    client.cookies["language"] = "fr"
    text = client.get(f"{COUNTRY}status.csv").getvalue().decode("utf-8-sig")
    assert "Partenariat" in text.splitlines()[0]
    assert "Nyali Trust" in text


def test_a_csv_takes_four_queries_and_writes_nothing(built):
    assert queries_of(client_of(built.amina), f"{COUNTRY}status.csv") == 4
    assert not AuditEntry.objects.filter(verb__contains="export").exists()


def test_a_csv_of_a_very_large_country_says_in_its_name_that_it_has_the_first_lines(
    built,
):
    snapshot = CountrySnapshot.objects.get(country="MW")
    snapshot.figures["heat"]["rows_count"] += 1
    snapshot.save()
    client = client_of(built.amina)
    names = {
        key: client.head(f"{COUNTRY}{key}.csv")["Content-Disposition"]
        for key in ("heat-map", "status")
    }
    assert "MW-heat-map-first-300-2026-11-23.csv" in names["heat-map"]
    assert "MW-status-2026-11-23.csv" in names["status"]


def test_a_table_that_is_not_there_is_not_found(built):
    assert client_of(built.amina).get(f"{COUNTRY}secrets.csv").status_code == 404


def test_the_spreadsheet_comes_at_once(built):
    answer = client_of(built.amina).post(f"{COUNTRY}spreadsheet/")
    assert answer.status_code == 200
    assert "MW-figures-2026-11-23.xlsx" in answer["Content-Disposition"]
    assert {name: answer[name] for name in KEPT} == KEPT
    book = load_workbook(BytesIO(answer.content), read_only=True)
    assert len(book.sheetnames) == 1 + len(TABLES)
    assert not Job.objects.exists()


def test_the_spreadsheet_of_a_large_country_is_made_in_the_background(
    built, monkeypatch
):
    monkeypatch.setattr(views, "AT_ONCE_MOST", 0)
    answer = client_of(built.amina).post(f"{COUNTRY}spreadsheet/")
    assert answer.status_code == 303
    assert answer["Location"] == f"/jobs/{Job.objects.get().pk}/"


def test_the_report_is_two_clicks_away(built, now):
    """Journey J8: press "Report (PDF)" on the page, then open the result."""
    client = client_of(built.amina)
    assert f'action="{COUNTRY}report/"' in client.get(COUNTRY).content.decode()
    answer = client.post(f"{COUNTRY}report/")
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/jobs/{job.pk}/")
    waiting = client.get(answer["Location"]).content.decode()
    assert "Waiting to start" in waiting
    assert f'href="{COUNTRY}"' in waiting
    exports.make_exports(now=now)
    done = client.get(answer["Location"]).content.decode()
    assert f'href="/jobs/{job.pk}/file/"' in done
    assert "Download MW-report-2026-11-23.pdf" in done
    assert "Kept until 30 Nov 2026" in done
    file = client.get(f"/jobs/{job.pk}/file/")
    assert file["Content-Type"] == "application/pdf"
    assert {name: file[name] for name in KEPT} == KEPT
    assert b"Nyali Trust" in file.content


def test_only_who_asked_opens_the_file_and_only_while_the_country_is_seen(built, now):
    client = client_of(built.amina)
    client.post(f"{COUNTRY}report/")
    exports.make_exports(now=now)
    file = f"/jobs/{Job.objects.get().pk}/file/"
    assert client_of(built.brian).get(file).status_code == 404
    built.amina.roles.all().delete()
    assert client.get(file).status_code == 404


def test_a_file_whose_days_are_over_says_so(built, now):
    client = client_of(built.amina)
    client.post(f"{COUNTRY}report/")
    exports.make_exports(now=now)
    exports.forget_exports(now=JobFile.objects.get().kept_until)
    job = Job.objects.get()
    answer = client.get(f"/jobs/{job.pk}/file/")
    assert answer.status_code == 410
    assert "kept for 7 days and is gone" in answer.content.decode()
    assert "/file/" not in client.get(f"/jobs/{job.pk}/").content.decode()


def test_work_that_failed_is_asked_for_again_where_it_says_so(built, now):
    client = client_of(built.amina)
    client.post(f"{COUNTRY}report/")
    failed = Job.objects.get()
    end_job(failed.pk, state=JobState.FAILED, message=exports.FAILED, now=now)
    page = client.get(f"/jobs/{failed.pk}/").content.decode()
    assert f'method="post" action="{COUNTRY}report/">' in page
    answer = client.post(f"{COUNTRY}report/")
    assert answer["Location"] != f"/jobs/{failed.pk}/"


def test_work_can_be_cancelled_on_its_page_and_asked_for_again(built):
    client = client_of(built.amina)
    client.post(f"{COUNTRY}report/")
    address = f"/jobs/{Job.objects.get().pk}/"
    assert f'action="{address}cancel/"' in client.get(address).content.decode()
    page = client.post(f"{address}cancel/", follow=True).content.decode()
    assert "You cancelled this. Nothing was changed." in page
    assert f'action="{COUNTRY}report/"' in page
    late = client.post(f"{address}cancel/", follow=True).content.decode()
    assert "It was too late to cancel this." in late


def test_work_that_goes_on_or_has_its_file_is_not_asked_for_again(built, now):
    client = client_of(built.amina)
    client.post(f"{COUNTRY}report/")
    address = f"/jobs/{Job.objects.get().pk}/"
    button = ">Try again</button>"
    assert button not in client.get(address).content.decode()
    exports.make_exports(now=now)
    assert button not in client.get(address).content.decode()
    exports.forget_exports(now=JobFile.objects.get().kept_until)
    assert button in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
def test_a_stranger_takes_nothing_along(built, name):
    client = client_of(getattr(built, name))
    assert client.get(f"{COUNTRY}status.csv").status_code == 404
    for part in ("report", "spreadsheet"):
        assert client.post(f"{COUNTRY}{part}/").status_code == 404
    assert not Job.objects.exists()


@pytest.mark.parametrize("part", ["report/", "spreadsheet/"])
def test_no_link_asks_for_a_file(built, part):
    assert client_of(built.amina).get(f"{COUNTRY}{part}").status_code == 405


def test_figures_of_an_older_shape_are_not_read(built):
    CountrySnapshot.objects.update(schema=1)
    answer = client_of(built.amina).get(f"{COUNTRY}status.csv")
    assert answer["Location"] == COUNTRY


def test_without_a_dashboard_everything_leads_back_to_its_page(cast):
    client = client_of(cast.amina)
    answers = [
        client.get(f"{COUNTRY}status.csv"),
        client.post(f"{COUNTRY}report/"),
        client.post(f"{COUNTRY}spreadsheet/"),
    ]
    assert [answer["Location"] for answer in answers] == [COUNTRY] * 3
    assert "The dashboard of this country is not built yet." in (
        client.get(COUNTRY).content.decode()
    )


def test_somebody_who_takes_file_after_file_is_told_to_wait(built, monkeypatch):
    monkeypatch.setattr(views, "FILES", Limit("file of a whole country", 2))
    client = client_of(built.amina)
    taken = [client.post(f"{COUNTRY}spreadsheet/").status_code for _ in range(3)]
    assert taken == [200, 200, 429]
    assert client_of(built.brian).post(f"{COUNTRY}spreadsheet/").status_code == 200

"""From a file to a page that says what would happen."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.choices import ListState
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.reading import read_list
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.services import lists
from eclt_partners.exchange.services.jobs import run_imports
from partners.models import Partner
from tests.cast import NOW, Cast
from tests.dashboards.views.pages import client_of
from tests.documents.files import PDF
from tests.exchange.lists import csv_upload, list_of, whole

SEND = reverse("exchange:imports")


def sent(client: Client, upload: Upload) -> HttpResponse:
    return client.post(SEND, {"file": SimpleUploadedFile(upload.name, upload.content)})


def send_list(client: Client, upload: Upload) -> PartnerImport:
    assert sent(client, upload).status_code == 303
    return PartnerImport.objects.latest("pk")


def page(client: Client, kept: PartnerImport) -> str:
    return client.get(reverse("exchange:list", args=[kept.pk])).content.decode()


@pytest.fixture
def amina(cast: Cast) -> Client:
    return client_of(cast.amina)


def test_a_list_leads_to_a_page_that_says_what_would_happen(amina: Client) -> None:
    kept = send_list(amina, list_of(whole(), whole(Legal_name="B", Kind="Club")))
    shown = page(amina, kept)
    assert "Checked, nothing is written yet" in shown
    assert "Club is not a kind that we know" in shown
    assert "Partner: kind" in shown
    assert not Partner.objects.filter(name="Chuma Union").exists()


def test_each_problem_names_its_row_and_what_stands_in_the_list(amina: Client) -> None:
    wrong = whole(We_know_each_other_since="the other day") | {"E-mail": ""}
    kept = send_list(amina, list_of(wrong))
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page(amina, kept))
    assert cells[4:12] == [
        *("Row 2: Chuma Union", "Contact: e-mail address", "nothing"),
        "Enter an e-mail address or a phone number",
        *("Row 2: Chuma Union", "Partnership: we have known each other since"),
        *("the other day", cells[11]),
    ]
    assert "must be a real date" in cells[11]


def test_rows_that_are_left_out_come_back_with_their_reasons_to_be_sent_again(
    amina: Client,
) -> None:
    wrong = whole(Kind="=Club", Phone="+265 1")
    kept = send_list(amina, list_of(wrong, whole(Legal_name="Nyali Trusts"), whole()))
    answer = amina.get(reverse("exchange:left_out", args=[kept.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Row"] for row in rows] == ["2", "3"]
    assert rows[0]["Why"].startswith("Partner: kind: =Club is not a kind")
    assert rows[0]["Partner: kind"] == "'=Club"
    assert "Nyali Trust" in rows[1]["Why"]
    again = send_list(amina, Upload("again.csv", answer.content))
    assert again.lines[0]["cells"] | {"kind": "=Club"} == kept.lines[0]["cells"]
    # Nobody is told that we do not know the columns which we wrote ourselves.
    assert not again.ignored
    other = list_of({"Why": "Because", **whole(), "Row": "1"})
    assert send_list(amina, other).ignored == ["Why", "Row"]


def test_an_answer_is_kept_and_the_list_checked_again(amina: Client) -> None:
    kept = send_list(amina, list_of(whole(Legal_name="Nyali Trusts")))
    assert "It is Nyali Trust, Malawi (the same or nearly the same name)" in page(
        amina, kept
    )
    address = reverse("exchange:list", args=[kept.pk])
    answer = amina.post(address, {"step": "answer", "row-2": "other"})
    assert answer.status_code == 303
    assert "Which partner is it?" not in page(amina, kept)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("list.pdf", PDF), "from Excel (.xlsx) and CSV files"),
        (csv_upload("Name;Kind\nA;Other\n"), "We cannot find the headings"),
        (csv_upload(""), "This file is empty"),
        (csv_upload("A" * (20 * 2**20 + 1)), "too large: 20 MB at most. Save only"),
        (csv_upload("Country;Partner;Partner\n"), "“Partner” is there twice"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_plain_words(
    amina: Client, upload: Upload, words: str
) -> None:
    answer = sent(amina, upload)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not PartnerImport.objects.exists()


def test_a_large_list_is_checked_in_the_background(
    amina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE_MOST", 0)
    answer = sent(amina, list_of(whole()))
    job = Job.objects.get()
    assert answer["Location"] == reverse("dashboards:job", args=[job.pk])
    kept = PartnerImport.objects.get()
    assert "We still work on this list" in page(amina, kept)
    assert run_imports(now=NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.result_url) == (
        JobState.DONE,
        reverse("exchange:list", args=[kept.pk]),
    )
    assert "Checked, nothing is written yet" in page(amina, kept)


def test_work_that_failed_says_so_and_is_asked_for_again(
    amina: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE_MOST", 0)
    sent(amina, list_of(whole()))
    cast.amina.roles.all().delete()
    assert run_imports(now=NOW) == 0
    shown = amina.get(reverse("dashboards:job", args=[Job.objects.get().pk]))
    kept = PartnerImport.objects.get()
    assert "Nothing was changed. Try again." in shown.content.decode()
    assert f'action="{reverse("exchange:list", args=[kept.pk])}"' in (
        shown.content.decode()
    )


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_the_template_is_read_back_and_its_example_is_left_out(
    amina: Client, cast: Cast, language: str
) -> None:
    amina.cookies["language"] = language
    cast.amina.language = language
    cast.amina.save(update_fields=["language"])
    content = amina.get(reverse("exchange:template")).content
    book = load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 2
    upload = Upload("template.xlsx", content)
    [line] = read_list(upload).lines
    assert list(line.cells) == list(Column)
    assert sent(amina, upload).status_code == 200
    assert not PartnerImport.objects.exists()


def test_the_list_of_partners_leads_to_it_for_those_who_may_register(
    amina: Client, cast: Cast
) -> None:
    registry = reverse("dashboards:partners")
    assert SEND in amina.get(registry).content.decode()
    assert SEND not in client_of(cast.fay).get(registry).content.decode()


@pytest.mark.parametrize("most", [50, 0])
def test_one_press_imports_what_was_shown(
    amina: Client, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    kept = send_list(amina, list_of(whole(), whole(Legal_name="B", Kind="Club")))
    assert "Import 1 row" in page(amina, kept)
    monkeypatch.setattr(lists, "AT_ONCE_MOST", most)
    address = reverse("exchange:list", args=[kept.pk])
    assert amina.post(address, {"step": "write"}).status_code == 303
    assert run_imports(now=NOW) == (1 if most == 0 else 0)
    assert Partner.objects.filter(name="Chuma Union").exists()
    shown = page(amina, kept)
    assert "Imported" in shown
    assert "Import 1 row" not in shown


@pytest.mark.parametrize("step", ["write", "check", ""])
def test_a_press_that_comes_late_never_takes_an_imported_list_back(
    amina: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    kept = send_list(amina, list_of(whole()))
    monkeypatch.setattr(lists, "AT_ONCE_MOST", 0)
    address = reverse("exchange:list", args=[kept.pk])
    for each in ("write", step):
        assert amina.post(address, {"step": each}).status_code == 303
        run_imports(now=NOW)
    kept.refresh_from_db()
    assert kept.state == ListState.WRITTEN
    assert Job.objects.count() == 1


def test_a_large_list_that_is_checked_again_is_not_imported_by_that(
    amina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = send_list(amina, list_of(whole()))
    monkeypatch.setattr(lists, "AT_ONCE_MOST", 0)
    amina.post(reverse("exchange:list", args=[kept.pk]), {"step": "check"})
    assert run_imports(now=NOW) == 1
    assert not Partner.objects.filter(name="Chuma Union").exists()


def test_an_imported_list_leads_to_the_partners_that_it_wrote_about(
    cast: Cast, amina: Client
) -> None:
    known = cast.malawi_party.partner
    one_more = whole(Legal_name=known.name, Contact="Zuze Moyo", Kind="", Head="")
    one_more |= {"E-mail": "zuze@union.example", "We know each other since": ""}
    kept = send_list(amina, list_of(whole(), one_more))
    amina.post(reverse("exchange:list", args=[kept.pk]), {"step": "write"})
    shown = page(amina, kept).partition('id="partners"')[2]
    chuma = Partner.objects.get(name="Chuma Union")
    links = re.findall(r'<a href="(/partners/\d+/)">([^<]*)</a>', shown)
    assert links == [
        (reverse("partners:detail", args=[each.pk]), each.name)
        for each in sorted([chuma, known], key=lambda each: each.name)
    ]


def test_a_list_that_is_only_checked_leads_to_no_partner_yet(amina: Client) -> None:
    assert 'id="partners"' not in page(amina, send_list(amina, list_of(whole())))


def test_an_imported_list_is_taken_back_on_its_page(amina: Client) -> None:
    kept = send_list(amina, list_of(whole()))
    address = reverse("exchange:list", args=[kept.pk])
    amina.post(address, {"step": "write"})
    shown = page(amina, kept)
    assert "Take the list back" in shown
    assert "1 partnership began with this list. Its partner stays" in shown
    amina.post(address, {"step": "undo"})
    shown = page(amina, kept)
    assert "Did not go ahead, with the reason" in shown
    assert 'value="undo"' not in shown

"""Files are looked at before they are read, and spreadsheets are read elsewhere."""

import io
import zipfile
from datetime import date

import pytest

from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.services import Upload
from eclt_partners.exchange.reading import read_list
from eclt_partners.exchange.rules.columns import Column
from tests.documents.files import PDF
from tests.exchange.lists import xlsx

HEADINGS = ["Country", "Partner", "We know each other since", "Founded", "Phone"]


def test_a_spreadsheet_gives_texts_as_a_person_sees_them() -> None:
    rows = [HEADINGS, ["Malawi", "=1+1", date(2022, 3, 27), 2012.0, 265991234567]]
    [line] = read_list(Upload("list.xlsx", xlsx(rows))).lines
    assert line.text(Column.SINCE) == "2022-03-27"
    assert line.text(Column.ESTABLISHED_YEAR) == "2012"
    assert line.text(Column.PHONE) == "265991234567"
    # A formula that no program computed has no value.
    assert Column.NAME not in line.cells


def test_a_file_of_an_old_program_keeps_its_accents() -> None:
    content = "Pays;Partenaire\nMalawi;Société des planteurs\n".encode("cp1252")
    [line] = read_list(Upload("liste.csv", content)).lines
    assert line.text(Column.NAME) == "Société des planteurs"


def test_a_spreadsheet_that_declares_entities_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst/>'
    out = io.BytesIO(xlsx([HEADINGS, ["MW", "A", "", "", ""]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/more.xml", bomb)
    with pytest.raises(FileRefused) as refused:
        read_list(Upload("list.xlsx", out.getvalue()))
    assert refused.value.reason is Refusal.BROKEN


def test_another_type_of_file_is_not_taken() -> None:
    with pytest.raises(FileRefused) as refused:
        read_list(Upload("list.pdf", PDF))
    assert refused.value.reason is Refusal.UNKNOWN

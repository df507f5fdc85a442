"""A name is only a name: no path, no trick, no hidden sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.names import NAME_MAX, clean_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("Rapport financier été.PDF", "Rapport financier été.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini\\report.pdf", "report.pdf"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("....pdf", "pdf.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\0b\r\nc.pdf", "a b c.pdf"),
        ("photo\u202efdp.exe.pdf", "photo fdp.exe.pdf"),
        ('x"; filename="y.pdf', "x filename= y.pdf"),
        ("a:b|c?.pdf", "a b c.pdf"),
        ("a%2fb.pdf", "a 2fb.pdf"),
    ],
)
def test_a_name_loses_everything_that_steers(raw, clean) -> None:
    assert clean_name(raw, ContentType.PDF) == clean


def test_the_other_extension_of_a_type_is_kept() -> None:
    assert clean_name("a.jpeg", ContentType.JPEG) == "a.jpeg"


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("é" * 500 + ".docx", ContentType.DOCX)
    assert len(name) == NAME_MAX
    assert name.endswith("é.docx")


@given(st.text(max_size=200))
def test_no_name_can_leave_its_place(raw) -> None:
    name = clean_name(raw, ContentType.PDF)
    assert name.endswith(".pdf")
    assert 4 < len(name) <= NAME_MAX
    assert not set(name) & set('/\\\0\r\n":')
    assert not name.startswith(".")

"""Documents are filed, listed, handed out as attachments, and taken back."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from eclt_partners.documents.choices import Readers
from eclt_partners.documents.models import Document
from eclt_partners.documents.services import withdraw_document
from tests.cast import NOW
from tests.dashboards.views.pages import client_of, queries_of
from tests.documents.files import PDF, file_document, photo

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def gift(cast) -> Client:
    """Gift with the link to the page of the partnership."""
    return entered(cast, LinkPurpose.HOME)


def entered(cast, purpose: LinkPurpose) -> Client:
    link = issuing.issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=purpose,
        subject_id=cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=30),
    )
    client = Client()
    client.post(f"/r/{links.token_of(link)}/")
    return client


@pytest.fixture
def sent(cast) -> Callable[..., object]:
    """Sends the form of the Malawi partnership."""

    def send(who="amina", *, name="report.pdf", content=PDF, accept="*/*", **more):
        file = BytesIO(content)
        file.name = name
        address = reverse("dashboards:document_new", args=[cast.malawi_partnership.pk])
        form = {"file": file, "category": "REPORT", "readers": "BOTH"}
        return client_of(getattr(cast, who)).post(
            address, form | more, headers={"Accept": accept}
        )

    return send


def opened(document: Document) -> str:
    return reverse("dashboards:document", args=[document.pk])


def by_link(document: Document) -> str:
    return reverse("dashboards:partner_document", args=[document.pk])


def text(page) -> str:
    return page.content.decode()


def test_a_file_is_filed_and_listed(cast, sent) -> None:
    key = uuid4()
    for _time in range(2):
        answer = sent(idempotency_key=key)
        assert answer.status_code == 302
        assert answer.url.endswith("#documents")
    document = Document.objects.get()
    page = text(client_of(cast.fay).get(answer.url.partition("#")[0]))
    assert opened(document) in page
    assert "report.pdf" in page
    assert "PDF, 1\u00a0KB · Both sides · Amina, 23 Nov 2026" in page
    assert "Take back" not in page


def test_a_script_gets_the_address_of_the_next_page(sent) -> None:
    answer = sent(accept="application/json")
    assert answer.json()["next"].endswith("#documents")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "This file is empty."),
        ("a.pdf", photo(), "says another type than its content"),
        ("a.svg", b"<svg/>", "We do not take web pages and SVG pictures"),
        ("a.pdf", PDF + b"\0" * 60 * MEGABYTE, "This file is too large"),
    ],
    ids=["empty", "disguised", "svg", "60 MB"],
)
def test_a_refused_file_is_told_at_the_field(sent, name, content, words) -> None:
    page = text(sent(name=name, content=content))
    assert words in page
    assert 'href="#id_file"' in page
    assert "Error: " in page
    assert not Document.objects.exists()


def test_what_is_missing_is_asked_for(cast) -> None:
    address = reverse("dashboards:document_new", args=[cast.malawi_partnership.pk])
    page = text(client_of(cast.amina).post(address, {}))
    for words in ("Choose a file", "Choose what it is", "Choose who may open it"):
        assert words in page


def test_a_file_is_handed_out_as_an_attachment(cast) -> None:
    name = "Rapport \u2013 été \u65e5\u672c.pdf"
    document = file_document(cast, name=name, content=PDF + b"x" * MEGABYTE + b"%%EOF")
    answer = client_of(cast.amina).get(opened(document))
    assert b"".join(answer.streaming_content) == PDF + b"x" * MEGABYTE + b"%%EOF"
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(document.content.size)
    assert (
        headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Accept-Ranges"] == "none"
    policy = headers["Content-Security-Policy"]
    assert "sandbox" in [part.strip() for part in policy.split(";")]
    assert "default-src 'none'" in policy


def test_a_name_cannot_add_a_header(cast) -> None:
    name = 'a"; filename="b.exe\r\nSet-Cookie: x=1.pdf'
    answer = client_of(cast.amina).get(opened(file_document(cast, name=name)))
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="a filename= b.exe Set-Cookie x=1.pdf"'
    )


def test_head_and_range_are_answered_safely(cast) -> None:
    document, client = file_document(cast), client_of(cast.amina)
    head = client.head(opened(document))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(PDF))
    part = client.get(opened(document), headers={"Range": "bytes=0-3"})
    assert part.status_code == 200
    assert b"".join(part.streaming_content) == PDF


def test_a_partner_opens_what_is_for_both_sides_only(cast, gift) -> None:
    ours = file_document(cast, name="ours.pdf")
    both = file_document(cast, name="both.pdf", readers=Readers.BOTH)
    asked = file_document(cast, name="asked.pdf", readers=Readers.BY_SUBJECT)
    page = text(gift.get(reverse("dashboards:partner_home")))
    assert "both.pdf" in page
    assert by_link(both) in page
    assert "ours.pdf" not in page
    assert "asked.pdf" not in page
    assert b"".join(gift.get(by_link(both)).streaming_content) == PDF
    gone = gift.get(by_link(Document(pk=999_999)))
    for closed in (ours, asked):
        answer = gift.get(by_link(closed))
        assert (answer.status_code, answer.content) == (404, gone.content)


@pytest.mark.parametrize("purpose", [LinkPurpose.SIGN, LinkPurpose.RENEGOTIATION])
def test_a_link_for_something_else_opens_no_document(cast, purpose) -> None:
    both = file_document(cast, readers=Readers.BOTH)
    assert entered(cast, purpose).get(by_link(both)).status_code == 404


def test_a_link_of_somebody_who_left_opens_no_document(cast, gift) -> None:
    both = file_document(cast, readers=Readers.BOTH)
    cast.gift.left_on = NOW.date()
    cast.gift.save(update_fields=["left_on"])
    assert gift.get(by_link(both)).status_code == 404


def test_staff_do_not_open_what_its_subject_decides_about(cast) -> None:
    document = file_document(cast, readers=Readers.BY_SUBJECT)
    for who in (cast.amina, cast.dan, cast.eve, cast.fay):
        assert client_of(who).get(opened(document)).status_code == 404


def test_a_document_is_taken_back_with_a_reason(cast) -> None:
    document, client = file_document(cast, readers=Readers.BOTH), client_of(cast.amina)
    address = reverse("dashboards:document_withdraw", args=[document.pk])
    assert "Write why you take it back" in text(client.post(address, {}))
    client.post(address, {"reason": "A newer one is there"})
    page = text(
        client.get(reverse("dashboards:partnership", args=[document.subject_id]))
    )
    assert "<s>report.pdf</s>" in page
    assert "A newer one is there" in page
    assert opened(document) not in page


def test_what_was_taken_back_is_opened_by_nobody(cast, gift) -> None:
    document = file_document(cast, readers=Readers.BOTH)
    withdraw_document(
        actor=cast.actor("amina"), now=NOW, document=document, reason="Wrong file"
    )
    for client, address in (
        (client_of(cast.dan), opened(document)),
        (gift, by_link(document)),
    ):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "taken back" in text(answer)


def test_the_page_asks_as_often_with_one_document_as_with_five(cast) -> None:
    client = client_of(cast.amina)
    address = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    file_document(cast)
    few = queries_of(client, address)
    for _time in range(4):
        file_document(cast)
    assert queries_of(client, address) == few

"""A document is filed once, as what it is, and never changes."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.models import Document, DocumentContent
from eclt_partners.documents.rules.refusals import Refusal
from eclt_partners.documents.selectors import faults, pieces_of
from eclt_partners.documents.services import Upload, store_document
from eclt_partners.documents.words import REFUSAL_WORDS
from tests.cast import NOW, make_cast
from tests.documents.files import PDF, file_document, filing, photo


def store(cast, who="amina", *, key=None, upload=None, **more):
    return store_document(
        actor=cast.actor(who),
        now=NOW,
        upload=upload or Upload("report.pdf", PDF),
        filing=filing(cast, **more),
        client_key=key or uuid4(),
    )


def problem(cast, upload) -> str:
    with pytest.raises(InvalidInput) as refused:
        store(cast, upload=upload)
    assert not Document.objects.exists()
    assert not DocumentContent.objects.exists()
    return refused.value.problems["file"]


def test_a_document_is_filed_with_its_hash_and_audit(cast) -> None:
    document = store(cast)
    assert document.content_id == hashlib.sha256(PDF).hexdigest()
    assert document.content_type == ContentType.PDF
    assert (document.country_code, document.partnership_id) == (
        "MW",
        cast.malawi_partnership.pk,
    )
    assert b"".join(pieces_of(document)) == PDF
    entry = AuditEntry.objects.get(verb="documents.document.stored")
    assert entry.facts["sha256"] == document.content_id
    assert entry.actor_key == f"user:{cast.amina.pk}"
    assert "report.pdf" not in str(entry.__dict__)


def test_the_same_sending_twice_files_one_document(cast) -> None:
    key = uuid4()
    first, second = store(cast, key=key), store(cast, key=key)
    assert first == second
    assert AuditEntry.objects.filter(verb="documents.document.stored").count() == 1


def test_two_sendings_at_once_file_one_document(committed_db, cast_committed) -> None:
    key = uuid4()
    with ThreadPoolExecutor(2) as both:
        found = list(both.map(lambda _: _stored_alone(cast_committed, key), range(2)))
    assert found[0] == found[1]
    assert Document.objects.count() == 1
    assert AuditEntry.objects.filter(verb="documents.document.stored").count() == 1


def _stored_alone(cast, key) -> int:
    try:
        return store(cast, key=key).pk
    finally:
        connection.close()


@pytest.fixture
def cast_committed(committed_db):
    return make_cast()


def test_a_key_of_somebody_else_shows_nothing(cast) -> None:
    key = uuid4()
    store(cast, key=key)
    with pytest.raises(NotPermitted):
        store(cast, "brian", key=key)
    with pytest.raises(NotPermitted):
        store_document(
            actor=cast.actor("amina"),
            now=NOW,
            upload=Upload("report.pdf", PDF),
            filing=replace(filing(cast), subject=cast.nyali),
            client_key=key,
        )


def test_the_same_bytes_are_kept_once(cast) -> None:
    first, second = store(cast), store(cast, upload=Upload("copy.pdf", PDF))
    assert first.content_id == second.content_id
    assert first != second
    assert DocumentContent.objects.count() == 1


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "sam", "ada"])
def test_only_those_who_register_here_file(cast, who) -> None:
    with pytest.raises(NotPermitted):
        store(cast, who)


def test_another_right_may_be_asked_for(cast) -> None:
    with pytest.raises(NotPermitted):
        store_document(
            actor=cast.actor("amina"),
            now=NOW,
            upload=Upload("report.pdf", PDF),
            filing=filing(cast),
            client_key=uuid4(),
            right=Action.SIGN_MAJOR,
        )


def test_a_photo_is_kept_without_its_place(cast) -> None:
    document = store(cast, upload=Upload("field.jpg", photo()))
    assert b"Canary" not in b"".join(pieces_of(document))


def test_a_text_becomes_utf_8(cast) -> None:
    document = store(cast, upload=Upload("list.csv", "école".encode("cp1252")))
    assert b"".join(pieces_of(document)) == "école".encode()


def test_a_path_in_the_name_is_only_a_name(cast) -> None:
    assert store(cast, upload=Upload("../../x.pdf", PDF)).name == "x.pdf"


def test_limits_are_said_in_megabytes(cast, settings) -> None:
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    settings.DOCUMENT_MAX_BYTES = 3 * 1024 * 1024
    words = "This file is too large. A photo may have 1 MB, any other file 3 MB"
    large = photo(told=False) + b"\0" * 1024 * 1024
    assert problem(cast, Upload("a.jpg", large)) == words
    assert problem(cast, Upload("a.pdf", PDF + b"\0" * 3 * 1024 * 1024)) == words


def test_a_refusal_stands_at_the_file_in_plain_words(cast) -> None:
    assert problem(cast, Upload("a.svg", b"<svg/>")) == (
        "We do not take web pages and SVG pictures. Save it as PDF or PNG"
    )


def test_every_refusal_has_words() -> None:
    assert set(REFUSAL_WORDS) == set(Refusal)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET name = 'x.pdf'",
        "DELETE FROM documents_document",
        "TRUNCATE documents_document CASCADE",
        "UPDATE documents_documentcontent SET content = 'x'",
        "DELETE FROM documents_documentcontent",
        "UPDATE documents_documentwithdrawal SET reason = 'x'",
        "DELETE FROM documents_documentwithdrawal",
        "INSERT INTO documents_documentcontent VALUES (repeat('0', 64), 1, 'x')",
    ],
)
def test_nobody_changes_what_is_filed(cast, statement) -> None:
    file_document(cast)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert faults() == []

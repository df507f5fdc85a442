"""Which documents are there, what are their bytes, and are they all sound?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import BinaryField, F, Func, Value

from eclt_partners.common.actor import Actor
from eclt_partners.documents.models import Document, DocumentContent

PIECE: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with what is kept.

    Attributes:
        sha256: which bytes.
        document_id: a document that needs them, or None for bytes nobody needs.
        is_broken: the bytes do not fit their hash or size.
    """

    sha256: str
    document_id: int | None
    is_broken: bool


def openable(actor: Actor, document_id: int) -> Document | None:
    """Return a document that the actor may open by its place, without its bytes."""
    visible = Document.objects.visible_to(actor).without_bytes()
    return visible.filter(pk=document_id).first()


def pieces_of(document: Document) -> Iterator[bytes]:
    """Yield the bytes of a document, half a megabyte at a time.

    Only one piece is in memory; PostgreSQL reads no more than the piece, because the
    column is stored uncompressed (migration 0003).
    """
    for start in range(0, document.content.size, PIECE):
        piece = Func(
            F("content"),
            Value(start + 1),
            Value(PIECE),
            function="SUBSTRING",
            output_field=BinaryField(),
        )
        found = DocumentContent.objects.filter(pk=document.content_id)
        yield bytes(found.values_list(piece, flat=True).get())


def faults() -> list[Fault]:
    """Return bytes that changed under us, and bytes that no document needs.

    Reads everything that is kept; the hashes are computed by PostgreSQL.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kept.sha256, document.id, kept.is_broken
            FROM (
                SELECT sha256,
                    encode(sha256(content), 'hex') <> sha256
                    OR octet_length(content) <> size AS is_broken
                FROM documents_documentcontent
            ) AS kept
            LEFT JOIN documents_document AS document
                ON document.content_id = kept.sha256
            WHERE kept.is_broken OR document.id IS NULL
            ORDER BY kept.sha256, document.id
            """
        )
        return [Fault(*row) for row in cursor.fetchall()]

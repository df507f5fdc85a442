"""Which documents does a page list, and may this person open one?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.documents.models import Document
from partners.models import Partnership


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document as a list shows it.

    Attributes:
        document: with size and withdrawal.
        who: who filed it, by today's name, or "".
    """

    document: Document
    who: str


def documents_seen(actor: Actor, partnership: Partnership) -> QuerySet[Document]:
    """Return the documents of a partnership that the actor may open, newest first.

    Withdrawn ones are among them.
    """
    return Document.objects.visible_to(actor).about(partnership).without_bytes()


def lines_of(
    documents: Iterable[Document], names: Mapping[str, str]
) -> list[DocumentLine]:
    """Put documents beside names that are in hand."""
    return [DocumentLine(each, names.get(each.uploaded_by, "")) for each in documents]

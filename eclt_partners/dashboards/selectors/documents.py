"""Which documents does a page list, and may this person open one?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.history import actor_names
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


def documents_of(actor: Actor, partnership: Partnership) -> Sequence[DocumentLine]:
    """Return what is filed with a partnership, as far as the actor may open it.

    Newest first, withdrawn ones among them. Two queries, whatever there is.
    """
    return document_lines(documents_seen(actor, partnership))


def documents_seen(actor: Actor, partnership: Partnership) -> QuerySet[Document]:
    """Return the documents of a partnership that the actor may open, newest first."""
    return Document.objects.visible_to(actor).about(partnership).without_bytes()


def document_lines(documents: Iterable[Document]) -> list[DocumentLine]:
    """Put documents beside the present names of those who filed them. One query."""
    rows = list(documents)
    names = actor_names(each.uploaded_by for each in rows) if rows else {}
    return lines_of(rows, names)


def lines_of(
    documents: Iterable[Document], names: Mapping[str, str]
) -> list[DocumentLine]:
    """Put documents beside names that are in hand."""
    return [DocumentLine(each, names.get(each.uploaded_by, "")) for each in documents]

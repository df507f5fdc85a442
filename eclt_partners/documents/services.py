"""How is a document filed, and how is it taken back?"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.documents.choices import ContentType, DocumentCategory, Readers
from eclt_partners.documents.models import (
    Document,
    DocumentContent,
    DocumentWithdrawal,
)
from eclt_partners.documents.models.documents import REASON_MAX
from eclt_partners.documents.photos import paint_anew
from eclt_partners.documents.rules.content import (
    PHOTOS,
    TEXTS,
    content_type_of,
    text_of,
)
from eclt_partners.documents.rules.names import clean_name
from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.scanning import scan
from eclt_partners.documents.words import refusal_words


class SentFile(Protocol):
    """A file as a form gives it."""

    name: str | None

    def read(self) -> bytes:
        """Return the bytes."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sent it.

    Attributes:
        name: as the browser sent it.
        content: all of its bytes.
    """

    name: str
    content: bytes

    @classmethod
    def of(cls, sent: SentFile) -> "Upload":
        """Return the file of a form."""
        return cls(sent.name or "", sent.read())


@dataclass(frozen=True, slots=True)
class Filing:
    """How a document is filed.

    Attributes:
        subject: the saved object it belongs to.
        place: country and partnership of that object.
        category: what the document is for.
        readers: who may open it.
    """

    subject: models.Model
    place: Place
    category: DocumentCategory
    readers: Readers = Readers.FOUNDATION


def store_document(
    *,
    actor: Actor,
    now: datetime,
    upload: Upload,
    filing: Filing,
    client_key: UUID,
    right: Action = Action.REGISTER,
) -> Document:
    """File a document, or return the one that the same form filed before.

    What is kept is what the bytes are: photos are painted anew without the place
    they were taken at, texts become UTF-8. Nothing is written when it is refused.

    Args:
        actor: who files it.
        now: when, aware.
        upload: the file.
        filing: what it belongs to, what it is for and who may open it.
        client_key: made by the form; the second sending finds the first document.
        right: what the actor must be allowed to do at that place.

    Returns:
        The document, without its bytes.

    Raises:
        NotPermitted: the actor lacks the right, or the key is another person's.
        InvalidInput: the file is not taken; the sentence stands at "file".
    """
    place = filing.place
    require(actor, right, country=place.country, partnership=place.partnership)
    found = Document.objects.without_bytes().filter(client_key=client_key).first()
    if found is not None:
        return _same(found, actor, filing)
    try:
        kind, content = checked(upload)
    except FileRefused as refused:
        raise InvalidInput({"file": refusal_words(refused.reason)}) from refused
    name = clean_name(upload.name, kind)
    with transaction.atomic():
        return _write(actor, now, filing, client_key, name=name, kind=kind, of=content)


def checked(upload: Upload) -> tuple[ContentType, bytes]:
    """Return the type of a file and the bytes that are kept of it.

    Raises:
        FileRefused: it is not taken.
    """
    if len(upload.content) > settings.DOCUMENT_MAX_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    kind = content_type_of(upload.content, upload.name)
    if kind in PHOTOS and len(upload.content) > settings.PHOTO_MAX_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    scan(upload.content)
    if kind in PHOTOS:
        return kind, paint_anew(upload.content, kind)
    if kind in TEXTS:
        return kind, text_of(upload.content).encode()
    return kind, upload.content


@transaction.atomic
def withdraw_document(
    *,
    actor: Actor,
    now: datetime,
    document: Document,
    reason: str,
    right: Action = Action.REGISTER,
) -> DocumentWithdrawal:
    """Take a document back: it stays in lists with the reason, but is not opened.

    Taking it back again changes nothing.

    Raises:
        NotPermitted: the actor lacks the right at the document's place.
        InvalidInput: no reason, or a long one.
    """
    require(
        actor,
        right,
        country=document.country_code,
        partnership=document.partnership_id,
    )
    text = reason.strip()
    if not text or len(text) > REASON_MAX:
        raise InvalidInput({"reason": _("Write in 300 characters or less why.")})
    withdrawal, is_new = DocumentWithdrawal.objects.get_or_create(
        document=document,
        defaults={"withdrawn_at": now, "withdrawn_by": actor.key, "reason": text},
    )
    if is_new:
        _record("withdrawn", document, actor=actor, now=now)
    return withdrawal


def _same(found: Document, actor: Actor, filing: Filing) -> Document:
    """Return the document of an earlier sending of the same form."""
    subject = (filing.subject._meta.label_lower, filing.subject.pk)
    if (found.subject_type, found.subject_id) != subject:
        raise NotPermitted("this key belongs to another form")
    if found.uploaded_by != actor.key:
        raise NotPermitted("this key belongs to another person")
    return found


def _write(
    actor: Actor,
    now: datetime,
    filing: Filing,
    client_key: UUID,
    *,
    name: str,
    kind: ContentType,
    of: bytes,
) -> Document:
    """Write bytes, document and audit; an equal sending at the same time wins once."""
    sha256 = hashlib.sha256(of).hexdigest()
    DocumentContent.objects.bulk_create(
        [DocumentContent(sha256=sha256, size=len(of), content=of)],
        ignore_conflicts=True,
    )
    document, is_new = Document.objects.get_or_create(
        client_key=client_key,
        defaults={
            "subject_type": filing.subject._meta.label_lower,
            "subject_id": filing.subject.pk,
            "partnership_id": filing.place.partnership,
            "country_code": filing.place.country,
            "category": filing.category,
            "readers": filing.readers,
            "name": name,
            "content_type": kind,
            "content_id": sha256,
            "uploaded_at": now,
            "uploaded_by": actor.key,
        },
    )
    if not is_new:
        return _same(document, actor, filing)
    _record("stored", document, actor=actor, now=now)
    return document


def _record(step: str, document: Document, *, actor: Actor, now: datetime) -> None:
    audit.record(
        f"documents.document.{step}",
        actor=actor,
        subject=document,
        now=now,
        place=Place(document.country_code, document.partnership_id),
        facts={
            "sha256": document.content_id,
            "category": document.category,
            "about": f"{document.subject_type}:{document.subject_id}",
        },
    )

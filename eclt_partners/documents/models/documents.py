"""Which files are kept, what do they belong to, and who may open them?"""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.documents.choices import ContentType, DocumentCategory, Readers
from eclt_partners.documents.rules.names import NAME_MAX

REASON_MAX = 300


class DocumentContent(models.Model):
    """One row is the bytes of a file, named by their SHA-256; never changed.

    The database itself refuses bytes that do not fit their hash or their size
    (constraints in migration 0003). The same bytes are kept once.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    if TYPE_CHECKING:
        documents: models.Manager["Document"]

    def __str__(self) -> str:
        return f"content {self.pk[:12]}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions to documents."""

    def visible_to(self, actor: Actor) -> "DocumentQuerySet":
        """Return the documents the actor may open by place (docs/adr/0006).

        A partner's link reaches what is for both sides. Documents whose readers are
        decided by their subject are asked for in the subject's own app.
        """
        scope = actor.scope(Action.SEE)
        found = self.exclude(readers=Readers.BY_SUBJECT)
        if actor.kind is ActorKind.LINK:
            found = found.filter(readers=Readers.BOTH)
        if scope.everywhere:
            return found
        return found.filter(
            models.Q(country_code__in=scope.countries)
            | models.Q(partnership_id__in=scope.partnerships)
        )

    def about(self, subject: models.Model) -> "DocumentQuerySet":
        """Return the documents that belong to a saved object."""
        return self.filter(
            subject_type=subject._meta.label_lower, subject_id=subject.pk
        )

    def without_bytes(self) -> "DocumentQuerySet":
        """Return documents with size and withdrawal; the bytes stay where they are."""
        return self.select_related("content", "withdrawal").defer("content__content")


class Document(models.Model):
    """One row is one file that somebody filed; it is never changed or deleted.

    What it belongs to, who filed it and where it lies are keys and text, as in the
    audit, so that every app may file documents. `name` is what the person called
    it, cleaned; `content_type` is what its bytes are. A repeated sending of the same
    form carries the same `client_key` and finds this row.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    partnership_id = models.BigIntegerField(null=True)
    country_code = models.CharField(max_length=2, blank=True)
    category = models.CharField(
        _("what it is"), max_length=12, choices=DocumentCategory
    )
    readers = models.CharField(
        _("who may open it"), max_length=10, choices=Readers, default=Readers.FOUNDATION
    )
    name = models.CharField(_("name"), max_length=NAME_MAX)
    content_type = models.CharField(max_length=80, choices=ContentType)
    content = models.ForeignKey(
        DocumentContent, on_delete=models.PROTECT, related_name="documents"
    )
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=40)
    client_key = models.UUIDField(unique=True)

    objects = DocumentQuerySet.as_manager()

    if TYPE_CHECKING:
        content_id: str
        withdrawal: "DocumentWithdrawal"

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("document")
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id"], name="documents_by_subject"
            ),
            models.Index(fields=["partnership_id"], name="documents_by_partnership"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content_type__in=ContentType.values),
                name="document_type_is_allowed",
            ),
            models.CheckConstraint(
                condition=models.Q(readers__in=Readers.values),
                name="document_readers_are_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(name__regex=r"[/\\\x01-\x1f]") & ~models.Q(name=""),
                name="document_name_is_plain",
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"

    @property
    def audit_text(self) -> str:
        """What the audit shows: the kind, since names of files may hold a person's."""
        return str(self.get_category_display())

    @property
    def is_withdrawn(self) -> bool:
        """True once somebody took it back; it is then listed but not opened."""
        return hasattr(self, "withdrawal")


class DocumentWithdrawal(models.Model):
    """One row says that a document does not count any more, and why; never changed.

    The bytes stay, since a signed version may refer to them.
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="withdrawal"
    )
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=40)
    reason = models.CharField(_("why"), max_length=REASON_MAX)

    class Meta:
        verbose_name = _("withdrawal of a document")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="withdrawal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of document {self.document_id}"

"""What did each side say or do on the way to a gate?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.lifecycle.choices import NoteKind
from partners.choices import Side
from partners.models import Function, Partnership


class GateNote(models.Model):
    """One row is one thing that one side said or did before a gate; never changed.

    The newest note of a kind and side counts (docs/adr/0029). Only the answer of a
    local owner names a function, and as `owner_name` whom the plan named then.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="gate_notes"
    )
    kind = models.CharField(max_length=15, choices=NoteKind)
    side = models.CharField(_("which side"), max_length=10, choices=Side)
    function = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True
    )
    owner_name = models.CharField(
        _("local owner"), max_length=200, blank=True, default=""
    )
    text = models.TextField(_("in short"), max_length=2000)
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NoteKind.values), name="gate_note_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="gate_note_says_something"
            ),
            models.CheckConstraint(
                condition=Q(kind=NoteKind.OWNER_DECLINED, function__isnull=False)
                | ~Q(kind=NoteKind.OWNER_DECLINED) & Q(function__isnull=True),
                name="gate_note_names_what_the_owner_declined",
            ),
            models.CheckConstraint(
                condition=Q(kind=NoteKind.OWNER_DECLINED) | Q(owner_name=""),
                name="gate_note_names_only_an_owner_who_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.kind} {self.side}"

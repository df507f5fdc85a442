"""Which photos and files stand beside an answer?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclt_partners.documents.models import Document
from reviews.choices import Audience
from reviews.models.answers import Assessment
from reviews.models.instruments import Dimension


class Evidence(models.Model):
    """One row is a file that a person added to an own answer, and who may open it.

    Added while the answers are a draft and never changed (triggers). The document
    says only "decided by its subject", so nothing but this row opens it.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="evidence"
    )
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+"
    )
    audience = models.CharField(
        _("who may open it"), max_length=8, choices=Audience, default=Audience.HELPER
    )

    class Meta:
        ordering = ["dimension__position", "id"]
        verbose_name = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values),
                name="evidence_audience_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

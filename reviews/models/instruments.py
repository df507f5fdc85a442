"""Which questions does a review ask, in which words?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ANCHOR_COUNT = 5


class Instrument(models.Model):
    """One row is one version of the instrument, for example RHR-1.

    Frozen versions do not change: a changed anchor makes a new version, and trends
    never cross versions (methods B2).
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    frozen_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        dimensions: models.Manager["Dimension"]

    class Meta:
        ordering = ["code"]
        verbose_name = _("instrument")

    def __str__(self) -> str:
        return self.code


class Dimension(models.Model):
    """One row is one dimension of an instrument version; its question is in texts."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="dimensions"
    )
    code = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    lesson = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)
    is_knock_out = models.BooleanField(default=False)
    in_pulse = models.BooleanField(default=False)

    if TYPE_CHECKING:
        texts: models.Manager["DimensionText"]

    class Meta:
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "code"], name="one_dimension_per_code"
            ),
            models.UniqueConstraint(
                fields=["instrument", "position"], name="one_dimension_per_position"
            ),
            models.CheckConstraint(
                condition=Q(lesson__range=(1, 4)), name="dimension_lesson_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1), name="dimension_weighs_at_least_1"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DimensionText(models.Model):
    """One row is a dimension in one language: title, question, five anchors, prompt.

    `is_draft` marks a translation that no native speaker has checked yet.
    """

    dimension = models.ForeignKey(
        Dimension, on_delete=models.PROTECT, related_name="texts"
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=300)
    anchor_1 = models.CharField(max_length=300)
    anchor_2 = models.CharField(max_length=300)
    anchor_3 = models.CharField(max_length=300)
    anchor_4 = models.CharField(max_length=300)
    anchor_5 = models.CharField(max_length=300)
    prompt = models.CharField(_("what to write about"), max_length=300)
    is_draft = models.BooleanField(default=False)

    class Meta:
        ordering = ["dimension", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "language"], name="one_text_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension_id} {self.language}"

    @property
    def anchors(self) -> tuple[str, ...]:
        """The five sentences, level 1 first."""
        return (
            self.anchor_1,
            self.anchor_2,
            self.anchor_3,
            self.anchor_4,
            self.anchor_5,
        )

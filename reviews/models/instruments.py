"""Which questions does a review ask, in which words?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from reviews.models.reviews import Review


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Questions to versions of the instrument."""

    def for_new_reviews(self) -> "Instrument":
        """Return the version that a review planned now asks: the one frozen last.

        Running reviews keep theirs (a trigger sees to it).

        Raises:
            DoesNotExist: no version is frozen.
        """
        return self.exclude(frozen_at=None).latest("frozen_at", "pk")


class Instrument(models.Model):
    """One row is one version of the instrument, for example RHR-1.

    Without `frozen_at` it is a draft. Frozen versions do not change (trigger): a
    changed anchor makes a new version, and trends never cross versions (methods B2).
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.CharField(max_length=40, blank=True)

    objects = InstrumentQuerySet.as_manager()

    if TYPE_CHECKING:
        copies: models.Manager["Instrument"]
        dimensions: models.Manager["Dimension"]
        languages: models.Manager["InstrumentLanguage"]
        review_set: models.Manager["Review"]

    class Meta:
        ordering = ["code"]
        verbose_name = _("instrument")

    def __str__(self) -> str:
        return self.code

    @property
    def audit_text(self) -> str:
        """What the audit shows for this version."""
        return self.code

    @property
    def is_draft(self) -> bool:
        """True while it may be changed and no review asks it."""
        return self.frozen_at is None


class InstrumentLanguage(models.Model):
    """One row is one version in one language: its closing questions, and who checked.

    `safety` is S1, `overall` and `work_again` are O1 and O2, the others K1 to K3
    (methods B3). Without `checked_at` no person has compared the translation with the
    source; the source language itself needs no check.
    """

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="languages"
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    safety = models.CharField(_("safety"), max_length=300, blank=True)
    overall = models.CharField(_("overall, 0 to 10"), max_length=300, blank=True)
    work_again = models.CharField(_("work together again"), max_length=300, blank=True)
    keep = models.CharField(_("what to keep"), max_length=300, blank=True)
    change = models.CharField(_("what to change"), max_length=300, blank=True)
    unsaid = models.CharField(_("not yet said"), max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["instrument", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "language"], name="one_row_per_language"
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by="")
                | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
                name="checked_language_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.language}"

    @property
    def is_source(self) -> bool:
        """True for the language that the others are translated from."""
        return self.language == settings.LANGUAGE_CODE

    @property
    def is_draft(self) -> bool:
        """True for a translation that no person has checked yet."""
        return not self.is_source and self.checked_at is None


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

    In a draft version a text may still be empty; freezing needs them all.
    """

    dimension = models.ForeignKey(
        Dimension, on_delete=models.PROTECT, related_name="texts"
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=300, blank=True)
    anchor_1 = models.CharField(_("sentence 1"), max_length=300, blank=True)
    anchor_2 = models.CharField(_("sentence 2"), max_length=300, blank=True)
    anchor_3 = models.CharField(_("sentence 3"), max_length=300, blank=True)
    anchor_4 = models.CharField(_("sentence 4"), max_length=300, blank=True)
    anchor_5 = models.CharField(_("sentence 5"), max_length=300, blank=True)
    prompt = models.CharField(_("what to write about"), max_length=300, blank=True)

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

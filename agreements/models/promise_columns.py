"""Which columns tell of the rhythm, the people and the confirmation of a promise?

Abstract parts of `agreements.models`; each has the constraints that belong to it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.choices import Confirmation, InstanceState, RhythmKind
from agreements.promise_words import how_often
from agreements.rules.outcomes import REPORTED, STORED
from agreements.rules.rhythms import MAKES_DATES, NUMBER_RANGE

# People are named by their key, as actors carry it: "user:12" or "contact:7".
PERSON_KEY = r"^(|(user|contact):[0-9]+)$"


def _number_fits() -> Q:
    """The number that each kind of rhythm needs, as a condition."""
    others = sorted({"", *RhythmKind.values} - set(NUMBER_RANGE))
    fits = Q(rhythm_kind__in=others, rhythm_number__isnull=True)
    for kind, span in sorted(NUMBER_RANGE.items()):
        fits |= Q(
            rhythm_kind=kind, rhythm_number__isnull=False, rhythm_number__range=span
        )
    return fits


# What one side reported and the other has not confirmed.
UNCONFIRMED = Q(
    state__in=[
        InstanceState.KEPT,
        InstanceState.KEPT_LATE,
        InstanceState.PARTLY,
        InstanceState.NOT_KEPT,
    ],
    confirmation="",
)
# What still needs somebody; the history of settled promises only grows.
UNSETTLED = Q(state__in=[InstanceState.NOT_DUE, InstanceState.DISPUTED]) | UNCONFIRMED
PROMISE_INDEXES = [
    models.Index(
        fields=["commitment", "due_on"],
        name="promises_not_settled",
        condition=UNSETTLED,
    ),
    # Whoever foresees mails begins at the days they count from.
    models.Index(
        fields=["due_on"],
        name="promises_by_day",
        condition=Q(state=InstanceState.NOT_DUE),
    ),
    models.Index(
        fields=["reported_on"], name="promises_unconfirmed", condition=UNCONFIRMED
    ),
]


class PromiseTerms(models.Model):
    """Columns of a row: how often a promise comes due, how it is measured, and who looks after it.

    `rhythm_from` is the day from which the dates are counted; a promise that goes on
    in the next version keeps it.
    """

    rhythm_kind = models.CharField(
        _("how often"), max_length=13, choices=RhythmKind, blank=True, default=""
    )
    rhythm_number = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm_from = models.DateField(null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=200, blank=True, default="")
    evidence_wanted = models.CharField(
        _("evidence wanted"), max_length=200, blank=True, default=""
    )
    owner_key = models.CharField(max_length=40, blank=True, default="")
    confirmer_key = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_number_fits(), name="commitment_rhythm_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(
                    rhythm_kind__in=sorted(MAKES_DATES), rhythm_from__isnull=False
                )
                | (
                    ~Q(rhythm_kind__in=sorted(MAKES_DATES))
                    & Q(rhythm_from__isnull=True)
                ),
                name="commitment_rhythm_counts_from_a_day",
            ),
            # Reminders rely on it: a key names a person who can be found.
            models.CheckConstraint(
                condition=Q(
                    owner_key__regex=PERSON_KEY, confirmer_key__regex=PERSON_KEY
                ),
                name="commitment_names_people_by_key",
            ),
        ]

    @property
    def how_often(self) -> str:
        """The rhythm in words, or as it was typed."""
        typed = str(getattr(self, "rhythm", ""))
        return how_often(self.rhythm_kind, self.rhythm_number, typed)


class OutcomeTerms(models.Model):
    """Columns of a row: what both sides said about one due date after the owner reported it.

    A report counts once the other side confirmed it, or was silent for 14 days
    (`confirmation`). `asked_state` is what one side asks the other to agree to: to
    release the promise, or how to settle a dispute.
    """

    confirmation = models.CharField(
        max_length=12, choices=Confirmation, blank=True, default=""
    )
    objection = models.TextField(
        _("how the other side sees it"), max_length=1000, blank=True, default=""
    )
    objected_on = models.DateField(null=True, blank=True)
    objected_by = models.CharField(max_length=40, blank=True, default="")
    asked_state = models.CharField(
        max_length=10, choices=InstanceState, blank=True, default=""
    )
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.CharField(max_length=40, blank=True, default="")
    asked_note = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(STORED)), name="instance_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(REPORTED)) | Q(reported_on__isnull=False),
                name="instance_report_has_its_day",
            ),
            # Promise-keeping relies on it: only what is over has been confirmed.
            models.CheckConstraint(
                condition=Q(confirmation="", confirmed_on__isnull=True)
                | Q(
                    confirmation__in=Confirmation.values,
                    confirmed_on__isnull=False,
                    state__in=sorted([*REPORTED, InstanceState.RELEASED]),
                ),
                name="instance_confirmed_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=InstanceState.DISPUTED)
                | (Q(objected_on__isnull=False) & ~Q(objection="")),
                name="instance_disputed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(asked_state="", asked_on__isnull=True, asked_by="")
                | (
                    Q(
                        asked_state=InstanceState.RELEASED,
                        state__in=sorted(STORED - {InstanceState.RELEASED}),
                    )
                    | Q(
                        asked_state__in=sorted(REPORTED),
                        state=InstanceState.DISPUTED,
                    )
                )
                & Q(asked_on__isnull=False, confirmation="")
                & ~Q(asked_by=""),
                name="instance_question_fits_its_state",
            ),
        ]

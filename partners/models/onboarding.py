"""Who took over as a lead of a partnership, and how far have they come?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import FirstStep
from partners.models.organisations import Contact
from partners.models.partnerships import Partnership, PartnershipParty


class OnboardingQuerySet(models.QuerySet["Onboarding"]):
    """Questions to onboardings."""

    def visible_to(self, actor: Actor) -> "OnboardingQuerySet":
        """Return those of partnerships that the actor may see (docs/adr/0006)."""
        scope = actor.scope(Action.SEE)
        if scope.everywhere:
            return self
        return self.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )

    def running(self) -> "OnboardingQuerySet":
        """Return those of people who still lead; nobody took over from them."""
        return self.filter(ended_on__isnull=True)

    def of(self, actor: Actor) -> "OnboardingQuerySet":
        """Return those in which the actor is the newcomer."""
        return self.filter(
            Q(user__isnull=False, user=actor.user_id)
            | Q(contact__isnull=False, contact=actor.contact_id)
        )


class Onboarding(models.Model):
    """One row is one person who began to lead one side of a partnership.

    A null party is the foundation, whose newcomer is a user; that of a partner is a
    contact. `ended_on` is set when somebody else takes over.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="onboardings"
    )
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="onboardings",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="onboardings",
    )
    started_on = models.DateField()
    started_by = models.CharField(max_length=40)
    ended_on = models.DateField(null=True, blank=True)

    objects = OnboardingQuerySet.as_manager()

    if TYPE_CHECKING:
        steps: models.Manager["OnboardingStep"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("first steps of a new lead")
        constraints = [
            # Two pages that change the lead at once rely on it.
            models.UniqueConstraint(
                fields=["partnership", "party"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="one_running_onboarding_per_side",
            ),
            models.CheckConstraint(
                condition=Q(
                    party__isnull=True, user__isnull=False, contact__isnull=True
                )
                | Q(party__isnull=False, user__isnull=True, contact__isnull=False),
                name="onboarding_is_of_a_person_of_its_side",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="onboarding_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"onboarding {self.pk} at {self.partnership_id}"

    @property
    def newcomer_name(self) -> str:
        """The name of the person today."""
        person = self.user or self.contact
        return person.name if person else ""


class OnboardingStep(models.Model):
    """One row is one first step of a newcomer, with the day on which it was done."""

    onboarding = models.ForeignKey(
        Onboarding, on_delete=models.PROTECT, related_name="steps"
    )
    step = models.CharField(max_length=9, choices=FirstStep)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["onboarding", "step"], name="one_first_step_of_each_kind"
            ),
            models.CheckConstraint(
                condition=Q(step__in=FirstStep.values), name="first_step_is_known"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by="")
                | Q(done_on__isnull=False) & ~Q(done_by=""),
                name="first_step_done_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.onboarding_id}: {self.step}"

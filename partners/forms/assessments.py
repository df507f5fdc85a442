"""How is an assessment typed in that somebody else made of an organisation?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainModelForm
from partners.models import OutsideAssessment
from partners.profile_choices import AssessmentKind, AssessmentRating
from partners.services.assessments import AssessmentFields, misfits


class AssessmentForm(PlainModelForm):
    """What somebody else found; a row that exists may also be a mistake."""

    missing = {
        "kind": _("Choose what was assessed"),
        "assessed_by": _("Write who made the assessment"),
        "assessed_on": _("Write on which day it was made"),
        "rating": _("Choose the rating"),
    }

    class Meta:
        model = OutsideAssessment
        fields = [
            "kind",
            "other_kind",
            "assessed_by",
            "assessed_on",
            "rating",
            "expires_on",
            "note",
            "is_mistake",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "rating": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "kind": _("What was assessed?"),
            "other_kind": _("What else?"),
            "assessed_by": _("Who made the assessment?"),
            "is_mistake": _("This was noted by mistake and does not count"),
        }
        help_texts = {
            "other_kind": _("Only with “Something else”"),
            "assessed_by": _("For example, a United Nations agency or an auditor"),
            "rating": _(
                "If the report speaks of capacity: full capacity is a low risk, medium "
                "a moderate one, low a high one"
            ),
            "expires_on": _("If the report gives a last day. For example, 27 3 2026"),
            "note": _("What the report found, and what was asked for"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "rating"):
            field: Any = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]
        if self.instance.pk is None:
            del self.fields["is_mistake"]

    def clean(self) -> dict[str, Any]:
        """Say at which field something does not fit, as the service would."""
        typed = super().clean() or {}
        if not self.errors:
            self.refuse(misfits(self.assessment_fields()))
        return typed

    def assessment_fields(self) -> AssessmentFields:
        """The typed values, for the service."""
        typed = self.cleaned_data
        return AssessmentFields(
            **{
                **typed,
                "kind": AssessmentKind(typed["kind"]),
                "rating": AssessmentRating(typed["rating"]),
            }
        )

"""How are the facts about an organisation typed in, one short page at a time?"""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries as iso_countries

from eclt_partners.common.forms import PlainModelForm
from eclt_partners.common.forms.offers import Choice, offer, offer_choices
from partners.models import OrganisationProfile, Partner
from partners.profile_choices import ProfilePart
from partners.rules.profile import PART_FIELDS, clean_tags

NOT_KNOWN = _("Not known yet")
TAG_MAX = 40


class ProfileForm(PlainModelForm):
    """The facts of one part; every one of them can wait."""

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=400,
        help_text=_("Words to find it by, with commas between them: tobacco, schools"),
    )
    registered_in = forms.ChoiceField(
        label=_("Country of registration"), required=False
    )

    class Meta:
        model = OrganisationProfile
        fields = [name for names in PART_FIELDS.values() for name in names]
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "risk_drivers": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "former_name": _("Under which name people may still look for it"),
            "parent": _("The federation or the house that it belongs to"),
            "working_languages": _("For example: English, Chichewa"),
            "risk_drivers": _("What could go wrong, and what we do about it"),
        }

    def __init__(
        self,
        *args: Any,
        part: ProfilePart,
        parents: QuerySet[Partner],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.initial["tags"] = ", ".join(self.instance.tags)
        for name in set(self.fields) - set(PART_FIELDS[part]):
            del self.fields[name]
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField):
                offer_choices(self, name, [("", NOT_KNOWN), *_answers(name)])
        self._offer_parents(parents)
        self._offer_places()

    def clean_tags(self) -> list[str]:
        """Each tag once, in small letters."""
        tags = clean_tags(self.cleaned_data["tags"])
        if any(len(tag) > TAG_MAX for tag in tags):
            text = gettext("A tag must be %(most)d characters or less")
            raise forms.ValidationError(text % {"most": TAG_MAX})
        return tags

    def values(self) -> dict[str, Any]:
        """What was typed, for the service."""
        return dict(self.cleaned_data)

    def _offer_parents(self, parents: QuerySet[Partner]) -> None:
        """Offer the partners in sight; a parent out of sight is left as it is."""
        if "parent" not in self.fields:
            return
        own = self.instance.parent_id
        if own is not None and not parents.filter(pk=own).exists():
            del self.fields["parent"]
            return
        offer(self, "parent", parents, nothing=NOT_KNOWN)

    def _offer_places(self) -> None:
        if "registered_in" in self.fields:
            places = [(str(code), str(name)) for code, name in iso_countries]
            offer_choices(self, "registered_in", [("", NOT_KNOWN), *places])
        if "budget_band" in self.fields:
            text = gettext("In %(currency)s")
            names = {"currency": settings.REPORTING_CURRENCY}
            self.fields["budget_band"].help_text = text % names


def _answers(name: str) -> list[Choice]:
    """The answers of a field of the model, without its empty one."""
    field = OrganisationProfile._meta.get_field(name)
    choices: list[Choice] = list(getattr(field, "choices", None) or ())
    return choices

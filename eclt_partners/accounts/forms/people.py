"""How are people, their roles and their own settings typed in?"""

import re
from collections.abc import Iterable, Set
from operator import itemgetter
from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.accounts.places import partnership_choices
from eclt_partners.accounts.rules.permissions import ROLES_OF_A_COUNTRY, ROLES_OF_ALL
from eclt_partners.accounts.services.people import PersonFields, RolePlace, roles_of
from eclt_partners.common.forms import PlainForm, PlainModelForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer_choices
from eclt_partners.countries.models import Country
from eclt_partners.countries.zones import zone_choices
from eclt_partners.notifications.choices import Topic

EVERY_DAY, MONDAYS = "every_day", "mondays"
COUNTRY_FIELDS = {
    f"in_{role.lower()}": role for role in Role if role in ROLES_OF_A_COUNTRY
}


class SettingsForm(PlainModelForm):
    """How somebody is called and addressed."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Mails arrive at 9 in the morning of this place"),
    )
    missing = {"name": _("Enter the name")}

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "time_zone", zone_choices(self.instance.time_zone))

    def person_fields(self) -> PersonFields:
        """The typed values."""
        typed = self.cleaned_data
        return PersonFields(
            name=typed["name"],
            language=typed["language"],
            time_zone=typed["time_zone"],
        )


class OwnSettingsForm(SettingsForm):
    """What people may also say about their own mails."""

    list_days = forms.ChoiceField(
        label=_("The list of what waits for you"),
        choices=[
            (EVERY_DAY, _("On every working day on which there is something new")),
            (MONDAYS, _("On Mondays only")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "What is due before the next Monday, or is overdue, always comes at once"
        ),
    )
    early = forms.BooleanField(
        label=_("Early notices, 60 days or more before an agreement ends"),
        required=False,
        help_text=_("The notices 30 and 15 days before the end always come"),
    )
    monthly = forms.BooleanField(
        label=_("The mail of the month about your countries"),
        required=False,
        help_text=_("On the first working day: how they stand, and what changed"),
    )

    def __init__(self, *args: Any, left: Set[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["list_days"] = MONDAYS if Topic.LIST in left else EVERY_DAY
        self.initial["early"] = Topic.EARLY not in left
        self.initial["monthly"] = Topic.MONTHLY not in left
        self._left = left
        roles = self.instance.roles.filter(role__in=[Role.MANAGER, Role.DIRECTOR])
        if not roles.exists():
            del self.fields["monthly"]

    def left_topics(self) -> set[Topic]:
        """The topics of which no mails are wanted."""
        typed = self.cleaned_data
        chosen = {
            Topic.LIST: typed["list_days"] == MONDAYS,
            Topic.EARLY: not typed["early"],
            # Who gets no such mail is not asked, and stays as before.
            Topic.MONTHLY: not typed.get("monthly", Topic.MONTHLY not in self._left),
        }
        return {topic for topic, is_left in chosen.items() if is_left}


# More partnerships than this are not all shown to be ticked; codes are typed instead.
MOST_TICKED = 50


class RolesMixin(PlainForm):
    """Which roles somebody has, and where."""

    everywhere = forms.MultipleChoiceField(
        label=_("In all countries"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(r.value, r.label) for r in Role if r in ROLES_OF_ALL],
    )
    facilitator_of = forms.MultipleChoiceField(
        label=_("Neutral helper of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    helper_codes = forms.CharField(
        label=_("Neutral helper of these too"),
        required=False,
        max_length=2000,
        help_text=_(
            "The codes of the partnerships, with a space between them. For example, "
            "MW-01 UG-02"
        ),
    )

    def clean_helper_codes(self) -> list[int]:
        """Find the partnerships of the codes; a code that is none is refused."""
        typed = self.cleaned_data["helper_codes"].upper()
        codes = set(re.split(r"[\s,;]+", typed)) - {""}
        known = {code: pk for pk, code in partnership_choices(codes=codes)}
        unknown = sorted(codes - known.keys())
        if unknown:
            raise forms.ValidationError(
                _("There is no partnership with the code %(code)s"),
                params={"code": ", ".join(unknown)},
            )
        return sorted(known.values())

    def _add_role_fields(self, person: User | None) -> None:
        given = roles_of(person) if person and person.pk else set()
        self.initial.update(_values_of_roles(given))
        self._add_countries()
        self._offer_partnerships(given)

    def _add_countries(self) -> None:
        countries = [(country.pk, country.name) for country in Country.objects.all()]
        for name, role in COUNTRY_FIELDS.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=Role(role).label,
                required=False,
                choices=countries,
                widget=forms.CheckboxSelectMultiple,
            )

    def _offer_partnerships(self, given: Set[RolePlace]) -> None:
        mine = [place.partnership_id for place in given if place.partnership_id]
        most = max(MOST_TICKED, len(mine))
        found = partnership_choices(first=mine, most=most + 1)
        if len(found) <= most:
            del self.fields["helper_codes"]
        else:
            found = [(pk, code) for pk, code in found if pk in mine]
        choices = sorted(((str(pk), code) for pk, code in found), key=itemgetter(1))
        offer_choices(self, "facilitator_of", choices)
        if not choices:
            del self.fields["facilitator_of"]

    def roles(self) -> set[RolePlace]:
        """The chosen roles with their places."""
        typed = self.cleaned_data
        return {
            *(RolePlace(role) for role in typed["everywhere"]),
            *(
                RolePlace(role, country=code)
                for name, role in COUNTRY_FIELDS.items()
                for code in typed[name]
            ),
            *(
                RolePlace(Role.FACILITATOR, partnership_id=int(pk))
                for pk in (
                    *typed.get("facilitator_of", []),
                    *typed.get("helper_codes", []),
                )
            ),
        }

    def _role_groups(self) -> list[Fieldset]:
        others = [n for n in ("everywhere", "facilitator_of") if n in self.fields]
        codes = [n for n in ("helper_codes",) if n in self.fields]
        return [
            Fieldset(_("Roles in countries"), *_in_columns(COUNTRY_FIELDS)),
            Fieldset(_("Other roles"), *_in_columns(others), *codes),
        ]


def _values_of_roles(given: Set[RolePlace]) -> dict[str, list[str]]:
    """Return roles by name of the field that gives them."""
    helped = [str(each.partnership_id) for each in given if each.partnership_id]
    return {
        "everywhere": sorted(each.role for each in given if each.role in ROLES_OF_ALL),
        **{
            name: sorted(each.country or "" for each in given if each.role == role)
            for name, role in COUNTRY_FIELDS.items()
        },
        "facilitator_of": sorted(helped),
    }


def _in_columns(names: Iterable[str]) -> list[Field]:
    return [Field(name, wrapper_class="choices-grid") for name in names]


class PersonForm(SettingsForm, RolesMixin):
    """An account and its roles."""

    class Meta(SettingsForm.Meta):
        fields = [*SettingsForm.Meta.fields, "is_active"]
        help_texts = {
            "is_active": _("Without the tick, all sessions of this person end at once")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_role_fields(self.instance)

    def values_of(self, row: User) -> dict[str, Any]:
        """Return what stands in an account and its roles, by name of the field."""
        return super().values_of(row) | _values_of_roles(roles_of(row))

    def crispy_layout(self) -> Layout:
        """Group who it is and what the person may do."""
        who = Fieldset(_("Who"), "name", "language", "time_zone", "is_active")
        return Layout(who, *self._role_groups())


class NewPersonForm(SettingsForm, RolesMixin):
    """A new account; its owner sets the password by a link that is mailed."""

    missing = {**SettingsForm.missing, "email": _("Enter the e-mail address")}

    class Meta(SettingsForm.Meta):
        fields = ["name", "email", "language", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_role_fields(None)
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        """Refuse an address that has an account, in whatever letters it is typed."""
        typed: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=typed).exists():
            raise forms.ValidationError(_("There is an account with this address"))
        return typed

    def crispy_layout(self) -> Layout:
        """Group who it is and what the person may do."""
        who = Fieldset(_("Who"), "name", "email", "language", "time_zone")
        return Layout(who, *self._role_groups())

"""Which forms does one person meet on the way to a new partnership, and what is missing?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from eclt_partners.accounts.selectors import people_of_countries
from eclt_partners.common.actor import Actor
from eclt_partners.common.forms import PlainForm, PlainModelForm
from eclt_partners.countries.models import Country
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.lifecycle.forms.registration import (
    NO_AGREEMENT,
    BasicsForm,
    PaperForm,
    RhythmForm,
    promise_forms,
    usual_agreement,
)
from eclt_partners.lifecycle.models import Registration
from eclt_partners.lifecycle.services.registration import Deal, Plan
from partners.forms import ContactForm
from partners.models import Contact
from partners.selectors import LookAlike, look_alikes

Data = Mapping[str, str] | None
Files = MultiValueDict[str, UploadedFile]
Forms = Sequence[PlainForm | PlainModelForm]


@dataclass(frozen=True)
class Way:
    """One person on the way, with what was typed so far.

    Attributes:
        actor: who walks.
        row: what is kept; unsaved while nothing is.
        now: the moment of the request.
        countries: where the person may register a partner; read once for all forms.
    """

    actor: Actor
    row: Registration
    now: datetime
    countries: QuerySet[Country]

    def typed(self, step: RegistrationStep) -> Data:
        """What was typed on a page; None when nobody was there."""
        found: Data = self.row.typed.get(step.value)
        return found

    @property
    def has_no_agreement(self) -> bool:
        """True when somebody said that nothing is signed yet."""
        return NO_AGREEMENT in (self.typed(RegistrationStep.AGREEMENT) or {})

    @cached_property
    def country(self) -> Country | None:
        """The country that was chosen, or the only one."""
        found = list(self.countries)
        if code := (self.typed(RegistrationStep.BASICS) or {}).get("country"):
            return next((each for each in found if each.pk == code), None)
        return found[0] if len(found) == 1 else None

    def forms(
        self, step: RegistrationStep, data: Data, files: Files | None = None
    ) -> Forms:
        """The forms of a page, with what is given."""
        if step is RegistrationStep.BASICS:
            return [BasicsForm(data, countries=self.countries)]
        if step is RegistrationStep.CONTACT:
            return [ContactForm(data, instance=Contact(), initial=self._person())]
        if step is RegistrationStep.RHYTHM:
            return [self._rhythm(data)]
        paper = PaperForm(data, files, initial=self._usual(), kept=self.row.paper_name)
        return [paper, *promise_forms(data)]

    def kept_forms(self, step: RegistrationStep) -> Forms:
        """The forms of a page with what was typed there, made and checked once."""
        if step not in self._made:
            nothing = step is RegistrationStep.AGREEMENT and self.has_no_agreement
            self._made[step] = self.forms(step, None if nothing else self.typed(step))
        return self._made[step]

    @cached_property
    def _made(self) -> dict[RegistrationStep, Forms]:
        return {}

    def twins(self, forms: Forms) -> list[LookAlike]:
        """Partners that look like the one on the first page; none once it is settled."""
        basics = forms[0]
        if not isinstance(basics, BasicsForm) or not basics.is_valid():
            return []
        if basics.cleaned_data["is_different"]:
            return []
        found = look_alikes(self.actor, basics.candidate())
        if found:
            text = _("Look at the partners that look like this one")
            basics.refuse({"is_different": text})
        return found

    def is_done(self, step: RegistrationStep) -> bool:
        """Tell whether a page needs nothing more."""
        if step is RegistrationStep.AGREEMENT and self.has_no_agreement:
            return True
        forms = self.kept_forms(step)
        return all(form.is_valid() for form in forms) and not self.twins(forms)

    def first_missing(self) -> RegistrationStep | None:
        """The first page that needs something."""
        return next((step for step in RegistrationStep if not self.is_done(step)), None)

    def plan(self) -> Plan:
        """Everything that was typed, for the service; only when nothing is missing."""
        basics = self._valid(RegistrationStep.BASICS)[0]
        contact = self._valid(RegistrationStep.CONTACT)[0]
        rhythm = self._valid(RegistrationStep.RHYTHM)[0]
        partner = basics.partner_fields()
        return Plan(
            country=basics.cleaned_data["country"],
            partner=partner,
            is_different=basics.cleaned_data["is_different"],
            contact=contact.contact_fields(),
            partnership=rhythm.partnership_fields(partner.name),
            deal=None if self.has_no_agreement else self._deal(),
        )

    def _deal(self) -> Deal:
        paper, *promises = self._valid(RegistrationStep.AGREEMENT)
        drafts = [form.draft() for form in promises]
        return Deal(
            paper.agreement_fields(),
            paper.version_fields(),
            [draft for draft in drafts if draft is not None],
        )

    def _valid(self, step: RegistrationStep) -> Sequence[Any]:
        """The forms of a page after they were checked."""
        forms = self.kept_forms(step)
        for form in forms:
            form.full_clean()
        return forms

    def _person(self) -> dict[str, str]:
        if self.country is None:
            return {}
        return {
            "language": self.country.default_language,
            "time_zone": self.country.time_zone,
        }

    def _usual(self) -> dict[str, Any]:
        if self.country is None:
            return {}
        typed = self.typed(RegistrationStep.BASICS) or {}
        return usual_agreement(
            typed.get("kind", ""),
            typed.get("name", ""),
            self.country.currency,
            self.country.today(now=self.now),
        )

    def _rhythm(self, data: Data) -> RhythmForm:
        people = people_of_countries(
            Country.objects.filter(pk=self.country.pk)
            if self.country
            else self.countries
        )
        initial: dict[str, Any] = {
            "clause_months": 12,
            "foundation_lead": self.actor.user_id,
        }
        if not self.has_no_agreement:
            typed = self.typed(RegistrationStep.AGREEMENT) or {}
            initial["relationship_start"] = typed.get("effective_from", "")
        return RhythmForm(data, people=people, initial=initial)

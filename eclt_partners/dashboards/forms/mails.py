"""Which mails does somebody want to see?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eclt_partners.common.forms import PlainDateField, PlainFilterForm
from eclt_partners.common.forms.offers import chosen_text, offer_choices
from eclt_partners.common.words import plain_date
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import choices_by_name
from eclt_partners.dashboards.selectors.next_mails import NextFilters
from eclt_partners.notifications.choices import OutgoingState, ReminderKind
from eclt_partners.notifications.ledger_filters import ON_THE_WAY, LedgerFilters
from partners.selectors.people import keys_of_people

# What the ledger can be asked for: its words, and the states behind them.
SHOW: Final[Mapping[str, tuple[Promise, Sequence[OutgoingState]]]] = {
    "": (_("All"), ()),
    "attention": (_("Needs a look: in doubt, refused or late"), ()),
    "doubt": (_("In doubt"), (OutgoingState.UNCONFIRMED,)),
    "refused": (_("Refused"), (OutgoingState.FAILED,)),
    "late": (_("Late"), ()),
    "waiting": (_("Waiting"), ON_THE_WAY),
    "sent": (pgettext_lazy("mail", "Sent"), (OutgoingState.SENT,)),
    "trouble": (
        _("Refused or in doubt"),
        (OutgoingState.FAILED, OutgoingState.UNCONFIRMED),
    ),
    "dropped": (
        _("No longer needed"),
        (OutgoingState.CANCELLED, OutgoingState.SUPERSEDED),
    ),
}


class _MailFilterForm(PlainFilterForm):
    """What both lists of mails can be asked for."""

    kind = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[("", _("All")), *ReminderKind.choices],
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    person = forms.CharField(
        label=_("Person"),
        help_text=_("A part of the name or of the address"),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, countries: Sequence[Country], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "country", [("", _("All")), *choices_by_name(countries)])

    def given(self, name: str) -> Any:
        """What is asked for; a value that makes no sense asks for nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    @property
    def about(self) -> ReminderKind | None:
        """The ladder that is asked for."""
        kind = self.given("kind")
        return ReminderKind(kind) if kind else None

    def state(self) -> str:
        """The filters in words."""
        self.is_valid()
        labels = [self._words(field.name) for field in self.visible_fields()]
        return ", ".join(label for label in labels if label)

    def _words(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        if isinstance(self.fields[name], PlainDateField):
            return plain_date(value) if value else ""
        return chosen_text(self, name) or (str(value or "") if name == "person" else "")


class NextFilterForm(_MailFilterForm):
    """Which of the mails that come."""

    def filters(self) -> NextFilters:
        """What is asked for."""
        person = self.given("person")
        return NextFilters(
            kind=self.about,
            country=self.given("country"),
            people=keys_of_people(person) if person else None,
        )


class MailFilterForm(_MailFilterForm):
    """Which messages of the ledger."""

    show = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[(key, label) for key, (label, _states) in SHOW.items()],
    )
    since = PlainDateField(label=_("Due from"), required=False)
    until = PlainDateField(label=_("Due up to"), required=False)

    partnership = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("show", "kind", "country", "person", "since", "until")

    def filters(self, *, now: datetime, partnership: int | None) -> LedgerFilters:
        """What is asked for.

        Args:
            now: the moment, aware; what is late depends on it.
            partnership: only about this one.
        """
        show, person = self.given("show"), self.given("person")
        since, until = self.given("since"), self.given("until")
        return LedgerFilters(
            states=SHOW[show][1],
            kind=self.about,
            country=self.given("country"),
            partnership=partnership,
            people=keys_of_people(person) if person else (),
            address=person,
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
            late_at=now if show == "late" else None,
            needs_attention_at=now if show == "attention" else None,
        )


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

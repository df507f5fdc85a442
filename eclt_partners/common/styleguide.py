"""Which samples does the style guide show? Developers and tests look at them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from eclt_partners.common.forms import (
    MoneyField,
    PlainDateField,
    PlainFilterForm,
    PlainForm,
    RatingField,
    SendOnceMixin,
    ShortTicks,
)
from eclt_partners.common.forms.groups import Fieldset

ANCHORS = (
    "We do not trust each other. People hide information or speak badly of the other "
    "organisation.",
    "We check everything the other side says. People are careful about what they say.",
    "We trust some people on the other side, but not the organisation as a whole.",
    "We believe what the other side tells us in most things. Mistakes are handled "
    "without blame.",
    "We trust each other even when there is bad news. Trust continues when staff "
    "change.",
)
NO_RATING = (("NK", "I do not know"), ("NA", "Does not apply yet"))
KINDS = (("GOVERNMENT", "Government"), ("TRADE_UNION", "Trade union"))
STATUS_REASONS: Sequence[tuple[str, list[str]]] = (
    ("RED", ["Trust is 2.0 on the partner's side."]),
    ("AMBER", ["The index fell by 12 since May.", "The agreement ends in 240 days."]),
    ("GREEN", []),
    ("GREY", ["No review is completed yet."]),
)
HEAT_ROWS = (
    ("Demo Trust", (("1.5", 1), ("2.0", 2), ("3.0", 3), ("4.0", 4), ("4.5", 5))),
    ("Lake Union", (("3.5", 4), ("", 0), ("2.5", 3), ("", 0), ("5.0", 5))),
)


class SampleForm(SendOnceMixin, PlainForm):
    """One field of every kind."""

    missing = {"trust": "Choose a score for trust", "kind": "Choose a kind of partner"}

    trust = RatingField(
        label="How much do our two organisations trust and respect each other?",
        anchors=ANCHORS,
        others=NO_RATING,
        last_time="Last time, May 2026: 3",
    )
    evidence = forms.CharField(
        label="What did you see or hear?",
        help_text="One or two sentences are enough.",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(label="Name of the partner", max_length=80)
    email = forms.EmailField(label="E-mail of the contact")
    starts_on = PlainDateField(label="First day")
    amount = MoneyField(label="Amount in USD", initial=Decimal("1234.5"))
    country = forms.ChoiceField(
        label="Country", choices=[("", "Choose"), ("MW", "Malawi"), ("UG", "Uganda")]
    )
    kind = forms.ChoiceField(
        label="Kind of partner", choices=KINDS, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.MultipleChoiceField(
        label="Days of the market",
        choices=[(day, day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")],
        widget=ShortTicks,
        required=False,
    )
    paper = forms.FileField(label="Signed paper", required=False)
    agreed = forms.BooleanField(label="Both sides know the purpose of this review")

    def crispy_layout(self) -> Layout:
        """The rating first, then the facts as one group."""
        facts = ["name", "email", "starts_on", "amount", "country", "kind"]
        return Layout(
            "idempotency_key",
            "trust",
            "evidence",
            Fieldset("About the partner", *facts, "topics", "days", "paper", "agreed"),
        )


class SampleFilterForm(PlainFilterForm):
    """Filters of a list."""

    search = forms.CharField(label="Name", required=False)
    land = forms.ChoiceField(
        label="Country", choices=[("", "All"), ("MW", "Malawi")], required=False
    )


class _SampleJob:
    """What job.html needs of a job."""

    def __init__(self, state: str, words: str, message: str = "") -> None:
        self.state = state
        self.get_state_display = words
        self.message = message
        self.result_url = "#" if state == "DONE" else ""
        self.started_at = timezone.now()
        self.done_count, self.total_count = 120, 400


def samples(today: date) -> dict[str, Any]:
    """The context of styleguide.html: every component in every state."""
    return {
        "today": today,
        "amount": Decimal(40000),
        "statuses": STATUS_REASONS,
        "heat_rows": HEAT_ROWS,
        "filter_form": SampleFilterForm(),
        "page": Paginator(range(200), 25).page(4),
        "jobs": [
            _SampleJob("RUNNING", "Working"),
            _SampleJob("DONE", "Finished", "118 rows were read."),
            _SampleJob("FAILED", "Did not finish"),
        ],
        **_lists(today),
    }


def _lists(today: date) -> dict[str, Any]:
    soon, late = today + timedelta(days=5), today - timedelta(days=12)
    return {
        "crumbs": [
            {"label": "Partners", "url": "#"},
            {"label": "Demo Trust", "url": "#"},
        ],
        "actions": [
            {"label": "Log a review", "url": "#"},
            {"label": "Propose a change", "url": "#"},
        ],
        "next_items": [
            {
                "title": "Continue your review of Demo Trust",
                "text": "4 of 10 answered",
                "due_on": soon,
                "url": "#",
                "link_label": "Continue",
            },
            {
                "title": "Talk with Lake Union",
                "text": "Trust is 2.0 on the partner's side",
                "due_on": late,
                "is_late": True,
                "url": "#",
                "link_label": "Plan the talk",
            },
        ],
        **_records(today, late),
    }


def _records(today: date, late: date) -> dict[str, Any]:
    return {
        "facts": [
            {"label": "Talk within 14 days", "value": 2, "url": "#"},
            {"label": "Talk within 30 days", "value": 4, "url": "#"},
            {"label": "Mean of trust", "value": "3.4", "note": "12 of 17 reviewed"},
        ],
        "rows": [
            {"label": "Country", "value": "Malawi", "url": "#"},
            {
                "label": "Purpose",
                "value": "Keep children in school.",
                "change_url": "#",
            },
            {"label": "Exit plan", "value": "", "change_url": "#"},
        ],
        "tasks": [
            {"label": "Shared and realistic goals", "url": "#", "state": "done"},
            {"label": "Trust and respect", "url": "#", "state": "doing"},
            {"label": "Open and honest talk", "url": "#", "state": "todo"},
            {"label": "Send", "state": "blocked", "hint": "Answer all questions first"},
        ],
        "events": [
            {"on": today, "title": "Version 3 in force", "is_main": True, "url": "#"},
            {"on": late, "title": "Talk held", "text": "Three actions were agreed."},
            {"on": late - timedelta(days=200), "title": "First review completed"},
        ],
        "entries": [
            {"at": timezone.now(), "who": "Amina", "what": "changed the due date"}
        ],
        "columns": [
            {"label": "Partner"},
            {"label": "Due"},
            {"label": "Days late", "is_number": True},
        ],
        "table_rows": [
            ["Demo Trust", "3 Nov 2026", "20"],
            ["Lake Union", "Not planned", "0"],
        ],
    }

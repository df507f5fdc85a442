"""What the forms of agreements accept, and what they say."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from agreements.forms import AgreementForm, PromiseRows, VersionForm
from agreements.forms.promises import MOST_ROWS
from agreements.forms.steps import StepForm
from agreements.selectors import head_of
from partners.choices import OwnerSide
from partners.models import PartnershipParty
from tests.agreements.drafts import register
from tests.default_messages import default_messages, messages_of

# The kinds of agreement stand in the database.
pytestmark = pytest.mark.django_db
LANGUAGES = ("en-gb", "fr", "es", "pt")
PAPER = {
    "kind": "GRANT",
    "title": "Schools",
    "effective_from": "1 1 2026",
    "effective_to": "31 12 2027",
    "amount": "1734000",
    "currency": "mwk",
    "rate": "1734",
    "rate_on": "1 1 2026",
}


def posted(values: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


@pytest.mark.parametrize("form_class", [AgreementForm, VersionForm, StepForm])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_is_answered_in_our_own_words(form_class, language) -> None:
    with translation.override(language):
        form = form_class({"base_number": "1", "amount": "a lot", "rate": "x"})

        assert form.errors
        assert not default_messages() & messages_of(form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_money_come_back_as_they_were_shown(language) -> None:
    with translation.override(language):
        initial = {
            "effective_from": date(2026, 3, 27),
            "effective_to": date(2027, 8, 1),
            "amount": Decimal("1234567.50"),
            "rate": Decimal("1734.125000"),
            "rate_on": date(2026, 2, 3),
        }
        shown = AgreementForm(initial=initial)
        values = {**PAPER, **{name: shown[name].value() for name in initial}}

        form = AgreementForm(values)

        assert form.is_valid(), form.errors
        assert {name: form.cleaned_data[name] for name in initial} == initial


def test_the_currency_is_written_in_capitals() -> None:
    form = AgreementForm(PAPER)

    assert form.is_valid(), form.errors
    assert form.version_fields().currency == "MWK"


@pytest.mark.parametrize("code", ["M", "12", "M$K"])
def test_a_currency_has_three_letters(code) -> None:
    form = AgreementForm({**PAPER, "currency": code})

    assert form.errors["currency"] == ["Use three capital letters"]


def test_the_reporting_currency_needs_no_rate() -> None:
    form = AgreementForm({**PAPER, "currency": "USD", "rate": ""})

    assert form.is_valid(), form.errors
    assert form.version_fields().rate == 1


def test_another_currency_needs_a_rate() -> None:
    form = AgreementForm({**PAPER, "rate": ""})

    assert form.errors["rate"] == ["Enter the rate of the currency"]


def test_the_end_comes_after_the_start() -> None:
    form = AgreementForm({**PAPER, "effective_to": "1 1 2026"})

    assert form.errors["effective_to"] == ["The last day must be after the first"]


ROW = {
    "foundation-0-text": "Pay in 15 working days",
    "foundation-0-kind": "PAY",
    "foundation-0-due_on": "27 3 2026",
}


def test_a_new_page_has_three_rows_per_side_and_one_for_both() -> None:
    rows = PromiseRows(None, parties=[])

    assert {side: len(forms) for side, forms in rows.groups.items()} == {
        OwnerSide.FOUNDATION: 3,
        OwnerSide.PARTNER: 3,
        OwnerSide.JOINT: 1,
    }


def test_a_new_page_is_not_valid_by_itself() -> None:
    assert not PromiseRows(None, parties=[]).is_valid()


def test_a_forged_number_of_rows_makes_no_more_than_there_can_be() -> None:
    rows = PromiseRows(posted({"foundation-rows": "9" * 5000}), parties=[])
    assert len(rows.groups[OwnerSide.FOUNDATION]) == MOST_ROWS


def test_a_form_with_all_rows_that_there_can_be_is_read(settings) -> None:
    most = {f"{side.lower()}-rows": str(MOST_ROWS) for side in OwnerSide}
    rows = [*PromiseRows(posted(most), parties=[]).groups.values()]
    fields = sum(len(form.fields) for forms in rows for form in forms)
    assert fields + 100 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_rows_without_text_are_left_out() -> None:
    rows = PromiseRows(posted(ROW), parties=[])

    assert rows.is_valid()
    (draft,) = rows.drafts()
    assert (draft.side, draft.due_on) == (OwnerSide.FOUNDATION, date(2026, 3, 27))


@pytest.mark.parametrize(("missing", "field"), [("kind", "kind"), ("due_on", "due_on")])
def test_a_promise_needs_a_kind_and_a_day(missing, field) -> None:
    rows = PromiseRows(posted({**ROW, f"foundation-0-{missing}": ""}), parties=[])

    assert not rows.is_valid()
    assert set(rows.groups[OwnerSide.FOUNDATION][0].errors) == {field}


def test_a_rhythm_serves_as_well_as_a_day() -> None:
    data = {**ROW, "foundation-0-due_on": "", "foundation-0-rhythm": "each quarter"}

    assert PromiseRows(posted(data), parties=[]).is_valid()


def test_a_wrong_day_is_told_once() -> None:
    rows = PromiseRows(posted({**ROW, "foundation-0-due_on": "31 2 2026"}), parties=[])

    assert not rows.is_valid()
    assert len(rows.groups[OwnerSide.FOUNDATION][0].errors["due_on"]) == 1


def test_asking_for_more_rows_keeps_what_was_typed_even_when_it_is_wrong() -> None:
    data = {**ROW, "foundation-0-due_on": "31 2", "foundation-rows": "3"}

    rows = PromiseRows(posted({**data, "more_rows": "1"}), parties=[])

    first, *others = rows.groups[OwnerSide.FOUNDATION]
    assert len(others) == 5
    assert (first["text"].value(), first["due_on"].value()) == (
        "Pay in 15 working days",
        "31 2",
    )
    assert not first.errors


@pytest.mark.parametrize(("sent", "count"), [("9999", 60), ("-1", 3), ("x", 3)])
def test_nobody_can_ask_for_endless_rows(sent, count) -> None:
    rows = PromiseRows(posted({"foundation-rows": sent}), parties=[])

    assert len(rows.groups[OwnerSide.FOUNDATION]) == count


def test_the_next_version_starts_from_the_promises_before(cast, now) -> None:
    head = head_of(register(cast, now))

    rows = PromiseRows(None, parties=[cast.malawi_party], base=head)

    first = rows.groups[OwnerSide.PARTNER][0]
    assert (first["text"].value(), first["code"].value()) == ("Share the audit", "P1")


def test_a_promise_of_a_coalition_names_its_partner(cast) -> None:
    parties = list(PartnershipParty.objects.all())
    data = {
        "partner-0-text": "Train teachers",
        "partner-0-kind": "TRAIN",
        "partner-0-rhythm": "each term",
    }

    missing = PromiseRows(posted(data), parties=parties)
    given = PromiseRows(
        posted({**data, "partner-0-party": str(parties[0].pk)}), parties=parties
    )

    assert not missing.is_valid()
    assert given.is_valid()
    assert given.drafts()[0].party == parties[0]


def test_the_partners_of_a_coalition_are_offered_by_name(cast) -> None:
    parties = list(PartnershipParty.objects.order_by("pk"))

    first = PromiseRows(None, parties=parties).groups[OwnerSide.PARTNER][0]

    offered = [label for _value, label in first.fields["party"].choices]
    assert offered == ["Choose", *(party.partner.name for party in parties)]


def test_only_what_the_owner_reports_can_be_chosen() -> None:
    assert "step" in StepForm({"step": "MAYBE"}).errors

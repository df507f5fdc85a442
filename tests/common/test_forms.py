"""What do all forms have in common?"""

import uuid

import pytest
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from agreements.models import Commitment
from eclt_partners.common.forms import (
    PlainDateField,
    PlainFilterForm,
    PlainForm,
    PlainModelForm,
    SendOnceMixin,
)
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.templatetags.plain import error_lines
from eclt_partners.countries.models import Country
from partners.models import StageChange


class OfferForm(SendOnceMixin, PlainForm):
    missing = {"trust": "Choose a score for trust"}

    trust = forms.ChoiceField(
        label="Trust", choices=[("1", "Low")], widget=forms.RadioSelect
    )
    evidence = forms.CharField(label="Evidence", max_length=20, widget=forms.Textarea)
    share = forms.IntegerField(label="Share (%)", max_value=100)
    note = forms.CharField(
        label="Note", required=False, error_messages={"max_length": "Shorter"}
    )


def answers(**changes: str) -> dict[str, str]:
    return {"trust": "1", "evidence": "Seen", "share": "5", **changes}


def test_the_form_names_what_is_missing_in_its_own_words() -> None:
    assert OfferForm(answers(trust="")).errors["trust"] == ["Choose a score for trust"]


def test_other_missing_answers_are_asked_for_by_their_label() -> None:
    assert OfferForm(answers(evidence="")).errors["evidence"] == ["Enter evidence"]


def test_a_text_that_is_too_long_is_described() -> None:
    errors = OfferForm(answers(evidence="x" * 21)).errors["evidence"]
    assert errors == ["Evidence must be 20 characters or less"]


def test_a_label_that_asks_is_quoted_in_a_message() -> None:
    class Asking(PlainForm):
        lasted = forms.CharField(label="What lasted?", max_length=5)
        who = forms.ChoiceField(label="Who told you?", choices=[("1", "Gift")])

    assert Asking({"lasted": "x" * 6, "who": "2"}).errors == {
        "lasted": ["“What lasted?” must be 5 characters or less"],
        "who": ["Choose one of these answers"],
    }


def test_a_per_cent_sign_in_a_label_does_no_harm() -> None:
    errors = OfferForm(answers(share="101")).errors["share"]
    assert errors == ["Share (%) must be 100 or less"]


def test_signs_that_nobody_sees_are_left_out_and_the_page_shows_what_is_kept() -> None:
    form = OfferForm(answers(note="Ny\u200bali\n\u202etsurT", evidence="A\u202d\nB"))

    assert form.is_valid()
    assert form.cleaned_data["note"] == form["note"].value() == "Nyali tsurT"
    assert form.cleaned_data["evidence"] == "A\nB"


def test_a_name_of_hidden_signs_alone_is_missing() -> None:
    assert OfferForm(answers(evidence="\u200b\u202e")).has_error("evidence", "required")


def test_a_password_is_taken_as_it_is_typed() -> None:
    class _SecretForm(PlainForm):
        secret = forms.CharField(widget=forms.PasswordInput)

    assert (
        _SecretForm({"secret": "three\u200bgoats"})["secret"].data == "three\u200bgoats"
    )


def test_a_message_of_the_author_stays() -> None:
    assert OfferForm().fields["note"].error_messages["max_length"] == "Shorter"


def test_a_long_text_is_counted_and_never_cut_off() -> None:
    attrs = OfferForm().fields["evidence"].widget.attrs
    assert attrs["data-limit"] == 20
    assert "maxlength" not in attrs


def test_the_browser_is_not_asked_to_check() -> None:
    assert " required" not in str(OfferForm()["evidence"])


def test_labels_carry_no_colon() -> None:
    assert OfferForm()["trust"].legend_tag().count(":") == 0


def test_crispy_writes_fields_and_the_page_writes_the_form_tag() -> None:
    helper = OfferForm().helper
    assert (helper.form_tag, helper.disable_csrf) == (False, True)


def test_only_filter_forms_do_not_mark_optional_fields() -> None:
    assert OfferForm.marks_optional
    assert not PlainFilterForm.marks_optional


def test_a_shown_form_has_one_key_and_the_next_form_another() -> None:
    form = OfferForm()
    assert form["idempotency_key"].value() == form["idempotency_key"].value()
    assert form["idempotency_key"].value() != OfferForm()["idempotency_key"].value()


def test_the_key_of_the_page_comes_back() -> None:
    key = uuid.uuid4()
    form = OfferForm(answers(idempotency_key=str(key)))
    assert form.is_valid()
    assert form.cleaned_data["idempotency_key"] == key


def test_a_client_without_a_key_gets_one() -> None:
    form = OfferForm(answers())
    assert form.is_valid()
    assert isinstance(form.cleaned_data["idempotency_key"], uuid.UUID)


def test_problems_of_a_service_land_at_their_fields() -> None:
    form = OfferForm(answers())
    form.refuse({"share": "Too much", "": "Not today", "gone": "Unknown"})
    assert form.errors["share"] == ["Too much"]
    assert form.non_field_errors() == ["Not today", "Unknown"]


def test_the_summary_links_to_the_first_radio_and_to_plain_fields() -> None:
    lines = error_lines(OfferForm(answers(trust="", evidence="")))
    assert [(line.text, line.target) for line in lines] == [
        ("Choose a score for trust", "id_trust_0"),
        ("Enter evidence", "id_evidence"),
    ]


def test_the_summary_takes_several_forms_and_none() -> None:
    prefixed = {f"a-{name}": text for name, text in answers(trust="").items()}
    forms_of_page = [OfferForm(prefixed, prefix="a"), OfferForm(prefix="b")]
    assert [line.target for line in error_lines(forms_of_page)] == ["id_a-trust_0"]
    assert error_lines(None) == []


class CommitmentForm(PlainModelForm):
    class Meta:
        model = Commitment
        fields = ["due_on"]


def test_a_model_form_reads_dates_the_plain_way() -> None:
    assert isinstance(CommitmentForm().fields["due_on"], PlainDateField)


class StageForm(PlainModelForm):
    country = forms.ModelChoiceField(Country.objects.none())

    class Meta:
        model = StageChange
        fields = ["to_stage"]


def test_a_list_begins_with_a_word_and_not_with_dashes() -> None:
    fields = StageForm().fields.values()
    assert [next(iter(field.choices)) for field in fields] == [("", "Choose")] * 2


FIELDS = [
    forms.CharField(max_length=3, min_length=2),
    forms.IntegerField(min_value=1, max_value=2, step_size=1),
    forms.FloatField(),
    forms.DecimalField(max_digits=3, decimal_places=1),
    forms.DateField(),
    forms.TimeField(),
    forms.DateTimeField(),
    forms.SplitDateTimeField(),
    forms.DurationField(),
    forms.EmailField(),
    forms.URLField(assume_scheme="https"),
    forms.SlugField(),
    forms.RegexField("x"),
    forms.GenericIPAddressField(),
    forms.UUIDField(),
    forms.JSONField(),
    forms.BooleanField(),
    forms.ChoiceField(),
    forms.TypedChoiceField(),
    forms.MultipleChoiceField(),
    forms.ModelChoiceField(Commitment.objects.none()),
    forms.ModelMultipleChoiceField(Commitment.objects.none()),
    forms.FileField(),
    forms.FileField(max_length=3),
    forms.NullBooleanField(),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize("language", ["en-gb", "fr"])
def test_no_message_of_the_framework_is_left(field: forms.Field, language: str) -> None:
    with translation.override(language):
        form = type("Any", (PlainForm,), {"some_field": field})()
        own = form.fields["some_field"].error_messages
        left = {
            code: str(text)
            for kind in type(field).__mro__
            for code, text in getattr(kind, "default_error_messages", {}).items()
            if str(own[code]) == str(text)
        }
        assert left == {}


def test_no_message_begs_or_blames() -> None:
    texts = " ".join(
        str(text)
        for field in FIELDS
        for text in type("Any", (PlainForm,), {"x": field})()
        .fields["x"]
        .error_messages.values()
    ).lower()
    for word in ("please", "invalid", "oops", "forbidden", "this field"):
        assert word not in texts


def test_a_heading_that_looks_like_a_template_or_markup_stays_a_text():
    class Headed(OfferForm):
        def crispy_layout(self) -> Layout:
            return Layout(Fieldset("{{ form.prefix }} {% x %} <b>", "note"))

    page = render_crispy_form(Headed(prefix="secret"))
    assert "<legend>{{ form.prefix }} {% x %} &lt;b&gt;</legend>" in page

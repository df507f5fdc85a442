"""How does crispy show fields with our templates?"""

from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string

from eclt_partners.common.forms import PlainForm, RatingField
from eclt_partners.common.styleguide import ANCHORS, NO_RATING, SampleForm


class OneForm(PlainForm):
    name = forms.CharField(label="Name", help_text="As on paper")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    country = forms.ChoiceField(label="Country", choices=[("", "Choose")])
    rating = RatingField(
        label="Trust?", anchors=ANCHORS, others=NO_RATING, last_time="Last time: 3"
    )


def shown(data: dict[str, str] | None = None) -> str:
    return render_crispy_form(OneForm(data))


def test_no_field_has_an_asterisk() -> None:
    assert "*" not in shown()


def test_only_optional_fields_are_marked() -> None:
    assert shown().count("(optional)") == 1


def test_the_hint_and_the_error_describe_the_control() -> None:
    html = shown({})
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_error_stands_before_the_control() -> None:
    html = shown({})
    assert html.index('id="id_name_error"') < html.index('name="name"')


def test_the_error_of_radios_stands_before_the_first() -> None:
    html = shown({})
    assert html.index('id="id_kind_error"') < html.index('id="id_kind_0"')


def test_the_whole_row_is_the_label_of_its_radio() -> None:
    assert '<label class="choice" for="id_kind_0"><input type="radio"' in shown()


def test_nothing_is_chosen_beforehand() -> None:
    assert "checked" not in shown()


def test_a_sent_answer_stays() -> None:
    html = shown({"rating": "4"})
    assert html.count("checked") == 1


def test_a_rating_has_numbers_then_a_divider_then_the_ways_to_give_none() -> None:
    html = shown()
    assert html.count('class="choice-score"') == 5
    assert html.count('class="choice-divider"') == 1
    assert html.index("choice-divider") < html.index("I do not know")


def test_the_last_answer_is_text_and_no_choice() -> None:
    assert '<p class="last-time">Last time: 3</p>' in shown()


def test_the_question_may_be_hidden_when_the_heading_asks_it() -> None:
    context = {"field": OneForm()["rating"], "legend_hidden": True}
    html = render_to_string("components/rating.html", context)
    assert '<legend class="rating-question visually-hidden">' in html


def test_crispy_writes_no_form_tag_and_no_token() -> None:
    html = shown()
    assert "<form" not in html
    assert "csrf" not in html


def test_every_kind_of_field_can_be_shown_with_errors() -> None:
    html = render_crispy_form(SampleForm({}))
    assert html.count("form-group-error") == 8

"""The pages on which administrators copy, write, look at and freeze versions."""

import pytest
from django.urls import reverse

from reviews.models import DimensionText, Instrument, InstrumentLanguage
from reviews.services.instruments import freeze_instrument
from tests.cast import NOW
from tests.reviews.factories import make_review
from tests.reviews.versions import draft_version, first_version, text_of, write


def url(page, *args):
    return reverse(f"reviews:{page}", args=args)


def body(response):
    return response.content.decode()


@pytest.fixture
def ada(cast, sign_in):
    return sign_in(cast.ada)


@pytest.fixture
def draft(cast):
    return draft_version(cast)


def pages(draft):
    return [
        url("instruments"),
        url("instrument", draft.pk),
        url("instrument_copy", draft.pk),
        url("instrument_freeze", draft.pk),
        url("instrument_dimension", draft.pk, "D4"),
        url("instrument_language", draft.pk, "fr"),
        url("instrument_words", draft.pk, "fr", "D4"),
        url("instrument_words", draft.pk, "fr", "closing"),
        url("instrument_preview", draft.pk, "fr"),
    ]


def test_an_administrator_opens_every_page(ada, draft):
    assert [ada.get(page).status_code for page in pages(draft)] == [200] * 9


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_others_open_none_and_change_nothing(cast, sign_in, draft, who):
    client = sign_in(getattr(cast, who))
    for page in pages(draft):
        assert client.get(page).status_code == 403
        assert client.post(page, {}).status_code in {403, 405}
    assert client.post(url("instrument_check", draft.pk, "fr")).status_code == 403


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("instrument_language", ["xx"]),
        ("instrument_preview", ["xx"]),
        ("instrument_words", ["fr", "D11"]),
        ("instrument_words", ["xx", "D1"]),
        ("instrument_dimension", ["D11"]),
    ],
)
def test_what_is_not_there_is_not_found(ada, draft, page, args):
    assert ada.get(url(page, draft.pk, *args)).status_code == 404


def test_the_list_says_state_languages_reviews_and_what_is_next(cast, ada, draft):
    make_review(cast)
    write(cast, draft, "D1", "es", question="")
    page = body(ada.get(url("instruments")))
    for text in (
        "A review that is planned now asks RHR-1.",
        "Frozen: new reviews ask it",
        "since 1 Nov 2026",
        "English: the source of the others",
        "French: draft, not checked by a person",
        "Spanish: 1 text missing",
    ):
        assert text in page
    assert f'href="{url("instrument_copy", first_version().pk)}"' in page
    assert page.index("RHR-2") < page.index("RHR-1</a>")


def test_planning_a_review_says_which_version_it_asks(cast, sign_in):
    page = body(sign_in(cast.amina).get(url("schedule", cast.malawi_partnership.pk)))
    assert "It asks the questions of version RHR-1." in page


def test_a_copy_is_offered_the_next_code(ada):
    address = url("instrument_copy", first_version().pk)
    assert 'value="RHR-2"' in body(ada.get(address))
    answer = ada.post(address, {"code": "RHR-2", "name": "Shorter sentences"})
    made = Instrument.objects.get(code="RHR-2")
    assert answer.url == url("instrument", made.pk)
    assert (made.name, made.dimensions.count()) == ("Shorter sentences", 10)


def test_a_code_that_is_taken_is_told_at_its_field(ada):
    address = url("instrument_copy", first_version().pk)
    page = body(ada.post(address, {"code": "RHR-1", "name": "Kept name"}))
    assert "There is a version with this code already" in page
    assert "Kept name" in page


def _sent(draft, place="D4", language="fr", **changes):
    """Return what a browser sends that has just opened the page."""
    row = (
        InstrumentLanguage.objects.get(instrument=draft, language=language)
        if place == "closing"
        else text_of(draft, place, language)
    )
    names = (
        ("safety", "overall", "work_again", "keep", "change", "unsaid")
        if place == "closing"
        else ("question", *(f"anchor_{n}" for n in range(1, 6)), "prompt")
    )
    return {name: getattr(row, name) for name in names} | changes


def _base(page):
    _before, _name, after = body(page).partition('name="base" value="')
    return after.partition('"')[0]


def test_a_translator_sees_source_and_translation(ada, draft):
    page = body(ada.get(url("instrument_words", draft.pk, "fr", "D3")))
    assert "How easy is it to say difficult things to each other?" in page
    assert "Est-il facile de se dire des choses difficiles" in page
    assert '<p lang="en-gb">How easy' in page
    assert page.count('lang="fr" ') == 8


def test_the_page_of_a_language_leads_to_its_own_pages(ada, draft):
    page = body(ada.get(url("instrument_language", draft.pk, "fr")))
    for name, *rest in (("preview",), ("check",), ("words", "D1")):
        assert f'"{url(f"instrument_{name}", draft.pk, "fr", *rest)}"' in page
    page = body(ada.get(url("instrument_preview", draft.pk, "fr")))
    assert '<div lang="fr">' in page


def test_texts_are_saved_as_one_line(ada, draft):
    address = url("instrument_words", draft.pk, "fr", "D4")
    base = _base(ada.get(address))
    answer = ada.post(address, _sent(draft, base=base, question=" Est-ce\r\njuste ? "))
    assert answer.url == url("instrument_language", draft.pk, "fr")
    assert text_of(draft, "D4", "fr").question == "Est-ce juste ?"


def test_a_gap_may_be_saved_and_is_listed(ada, draft):
    address = url("instrument_words", draft.pk, "fr", "closing")
    base = _base(ada.get(address))
    ada.post(address, _sent(draft, "closing", base=base, keep=""))
    page = body(ada.get(url("instrument_language", draft.pk, "fr")))
    assert "Missing: Question on what to keep" in page
    assert "I have checked every text" not in page


def test_a_long_text_is_told_and_kept(ada, draft):
    address = url("instrument_words", draft.pk, "fr", "D4")
    base = _base(ada.get(address))
    page = body(ada.post(address, _sent(draft, base=base, prompt="x" * 301)))
    assert "300 characters" in page
    assert "x" * 301 in page


def test_the_second_of_two_writers_sees_both_texts(cast, ada, draft):
    address = url("instrument_words", draft.pk, "fr", "D4")
    base = _base(ada.get(address))
    write(cast, draft, "D4", "fr", question="Le premier ?")
    sent = _sent(draft, base=base, question="Le second ?", prompt="Aussi moi.")
    answer = ada.post(address, sent)
    page = body(answer)
    assert answer.status_code == 409
    assert "Le premier ?" in page
    assert "Le second ?" in page
    assert "Aussi moi." in page
    assert text_of(draft, "D4", "fr").question == "Le premier ?"
    # "Use what I have just written" sends the same texts with the base of now.
    answer = ada.post(address, sent | {"base": _base(answer)})
    assert answer.status_code == 302
    assert text_of(draft, "D4", "fr").question == "Le second ?"


def test_words_for_a_version_frozen_meanwhile_are_shown_again(cast, ada, draft):
    address = url("instrument_words", draft.pk, "fr", "D4")
    base = _base(ada.get(address))
    freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)
    answer = ada.post(address, _sent(draft, base=base, question="Trop tard ?"))
    assert answer.status_code == 409
    assert "Trop tard ?" in body(answer)
    assert "copy them into a new version" in body(answer)
    assert "Use what I have just written" not in body(answer)


def test_how_a_question_counts_is_changed(ada, draft):
    address = url("instrument_dimension", draft.pk, "D4")
    base = _base(ada.get(address))
    given = {"lesson": "2", "weight": "3", "is_knock_out": "on", "base": base}
    assert ada.post(address, given).url == url("instrument", draft.pk)
    row = draft.dimensions.get(code="D4")
    assert (row.lesson, row.weight, row.is_knock_out) == (2, 3, True)
    # The page of before has seen other numbers.
    answer = ada.post(address, given | {"weight": "5"})
    assert answer.status_code == 409
    assert body(answer).count("Saved") == 1


def test_a_checked_language_names_who_and_when(ada, draft):
    ada.post(url("instrument_check", draft.pk, "fr"))
    page = body(ada.get(url("instrument", draft.pk)))
    assert "checked by Ada," in page


def test_a_language_with_gaps_is_not_marked(cast, ada, draft):
    write(cast, draft, "D1", "fr", question="")
    ada.post(url("instrument_check", draft.pk, "fr"))
    assert draft.languages.get(language="fr").checked_at is None


@pytest.mark.parametrize(
    ("language", "reason", "keep"),
    [
        ("en-gb", "I do not know", "What should we keep?"),
        ("fr", "Je ne sais pas", "Que devons-nous garder"),
        ("pt", "Não sei", "O que devemos manter?"),
    ],
)
def test_the_preview_is_the_form_in_its_language(
    cast, ada, draft, language, reason, keep
):
    page = body(ada.get(url("instrument_preview", draft.pk, language)))
    text = text_of(draft, "D10", language)
    for words in (text.question, text.anchor_5, text.prompt):
        assert words.replace("'", "&#x27;") in page
    assert reason in page
    assert keep in page
    assert "You see what people see who answer" in page
    assert '<button class="btn btn-primary" type="submit">' not in page


def test_freezing_says_what_it_means_first(cast, ada, draft):
    make_review(cast)
    page = body(ada.get(url("instrument_freeze", draft.pk)))
    for text in (
        "No word of RHR-2 can be changed any more",
        "Reviews planned from now on ask RHR-2.",
        "1 review that is planned or under way keeps its version.",
        "trends and",
        "Nobody has checked these translations yet: French, Spanish, Portuguese.",
    ):
        assert text in page
    assert Instrument.objects.get(pk=draft.pk).is_draft


def test_freezing_leads_to_the_list_that_says_it(ada, draft):
    answer = ada.post(url("instrument_freeze", draft.pk), follow=True)
    assert "A review that is planned now asks RHR-2." in body(answer)
    assert "Frozen: only earlier reviews ask it" in body(answer)
    assert ada.get(url("instrument_freeze", draft.pk)).status_code == 409


def test_what_is_missing_is_listed_with_the_way_to_it(cast, ada, draft):
    DimensionText.objects.filter(
        dimension__instrument=draft, language="pt", dimension__code="D2"
    ).update(anchor_3="")
    for page in (
        body(ada.get(url("instrument_freeze", draft.pk))),
        body(ada.post(url("instrument_freeze", draft.pk))),
    ):
        assert "Portuguese, Trust and respect" in page
        assert "Missing: Sentence 3" in page
        assert f'href="{url("instrument_words", draft.pk, "pt", "D2")}"' in page
        assert "Freeze the version" not in page
    assert Instrument.objects.get(pk=draft.pk).is_draft


def test_a_frozen_version_is_only_read(ada):
    first = first_version()
    page = body(ada.get(url("instrument_words", first.pk, "fr", "D1")))
    assert "This version is frozen." in page
    assert "<textarea" not in page
    page = body(ada.get(url("instrument_dimension", first.pk, "D2")))
    assert "<select" not in page


def test_a_translation_of_a_frozen_version_can_be_checked(ada):
    first = first_version()
    ada.post(url("instrument_check", first.pk, "es"))
    assert first.languages.get(language="es").checked_at is not None


def test_a_draft_without_closing_questions_can_be_looked_at_and_filled(ada, draft):
    draft.languages.all().delete()
    assert ada.get(url("instrument_preview", draft.pk, "fr")).status_code == 200
    assert (
        ada.get(url("instrument_words", draft.pk, "fr", "closing")).status_code == 200
    )
    assert ada.post(url("instrument_check", draft.pk, "fr")).status_code == 404

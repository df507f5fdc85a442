"""Several people write one draft, and nobody loses a word."""

import pytest

from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from reviews.models import DimensionText, InstrumentLanguage
from reviews.rules.fingerprints import fingerprint
from reviews.selectors.instruments import texts_of, version, words
from reviews.services.instrument_words import (
    DimensionFields,
    change_dimension,
    change_words,
)
from reviews.services.instruments import check_language
from tests.cast import NOW
from tests.reviews.versions import draft_version, frozen_version, text_of, write


def _change(cast, draft, *, given, seen, who="ada"):
    return change_words(
        actor=cast.actor(who),
        now=NOW,
        instrument=draft,
        place="D1",
        language="fr",
        given=given,
        seen=fingerprint(seen),
    )


def _saved(draft, place="D1", language="fr"):
    return texts_of(words(draft, place, language), place)


def _dimension(cast, draft, *, seen=None, who="ada", **changes):
    row = draft.dimensions.get(code="D4")
    saved = {
        "lesson": row.lesson,
        "weight": row.weight,
        "is_knock_out": row.is_knock_out,
    }
    return change_dimension(
        actor=cast.actor(who),
        now=NOW,
        dimension=row,
        fields=DimensionFields(**saved | changes),
        seen=fingerprint(saved if seen is None else seen),
    )


def test_a_text_of_a_draft_is_changed(cast):
    draft = draft_version(cast)
    assert write(cast, draft, "D1", "fr", anchor_2="Une phrase.") == ["anchor_2"]
    assert text_of(draft, "D1", "fr").anchor_2 == "Une phrase."


def test_closing_questions_are_changed_the_same_way(cast):
    draft = draft_version(cast)
    assert write(cast, draft, "closing", "es", keep="¿Qué guardar?") == ["keep"]
    assert draft.languages.get(language="es").keep == "¿Qué guardar?"


def test_a_frozen_version_is_not_changed(cast):
    frozen = frozen_version(cast)
    with pytest.raises(IllegalTransition):
        write(cast, frozen, "D1", "fr", question="Autre chose ?")
    with pytest.raises(IllegalTransition):
        _dimension(cast, frozen, weight=2)


def test_the_second_of_two_writers_overwrites_nothing(cast):
    draft = draft_version(cast)
    both_saw = _saved(draft)
    _change(cast, draft, given=both_saw | {"question": "Un ?"}, seen=both_saw)
    with pytest.raises(StaleObject):
        _change(cast, draft, given=both_saw | {"prompt": "Deux."}, seen=both_saw)
    assert _saved(draft) == both_saw | {"question": "Un ?"}


def test_two_writers_with_the_same_words_are_no_conflict(cast):
    draft = draft_version(cast)
    both_saw = _saved(draft)
    given = both_saw | {"question": "Un ?"}
    assert _change(cast, draft, given=given, seen=both_saw) == ["question"]
    assert _change(cast, draft, given=given, seen=both_saw) == []


def test_writers_of_two_languages_do_not_meet(cast):
    draft = draft_version(cast)
    write(cast, draft, "D1", "es", question="¿Otra cosa?")
    saved = _saved(draft)
    assert _change(cast, draft, given=saved | {"question": "Un ?"}, seen=saved)


def test_a_page_that_saw_nothing_overwrites_nothing(cast):
    draft = draft_version(cast)
    with pytest.raises(StaleObject):
        _change(cast, draft, given=_saved(draft) | {"question": "Un ?"}, seen={})


def _check(cast, draft, *languages):
    for language in languages:
        check_language(
            actor=cast.actor("ada"), now=NOW, instrument=draft, language=language
        )


def _drafts(draft):
    return {row.language for row in version(draft).languages if row.is_draft}


@pytest.mark.parametrize(("place", "field"), [("D1", "question"), ("closing", "keep")])
def test_a_checked_language_is_a_draft_again_when_its_text_changes(cast, place, field):
    draft = draft_version(cast)
    _check(cast, draft, "fr", "es")
    write(cast, draft, place, "fr", **{field: "Autre chose ?"})
    assert _drafts(draft) == {"fr", "pt"}


def test_a_changed_source_makes_drafts_of_all_languages(cast):
    draft = draft_version(cast)
    _check(cast, draft, "fr", "es")
    write(cast, draft, "D1", "en-gb", question="Something else?")
    assert _drafts(draft) == {"fr", "es", "pt"}


def test_saving_without_a_change_keeps_the_check(cast):
    draft = draft_version(cast)
    _check(cast, draft, "fr")
    assert write(cast, draft, "D1", "fr") == []
    assert "fr" not in _drafts(draft)


def test_a_language_without_rows_gets_them(cast):
    draft = draft_version(cast)
    DimensionText.objects.filter(dimension__instrument=draft, language="pt").delete()
    InstrumentLanguage.objects.filter(instrument=draft, language="pt").delete()
    assert len(version(draft).language("pt").gaps) == 11
    write(cast, draft, "D1", "pt", question="Outra coisa?")
    write(cast, draft, "closing", "pt", keep="O que manter?")
    assert text_of(draft, "D1", "pt").title == "Shared and realistic goals"
    assert draft.languages.get(language="pt").keep == "O que manter?"


def test_a_dimension_counts_as_it_is_told_to(cast):
    row = _dimension(cast, draft_version(cast), lesson=2, weight=3, is_knock_out=True)
    row.refresh_from_db()
    assert (row.lesson, row.weight, row.is_knock_out) == (2, 3, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"weight": 0}, "weight"), ({"weight": 10}, "weight"), ({"lesson": 5}, "lesson")],
)
def test_odd_numbers_are_refused_at_their_field(cast, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        _dimension(cast, draft_version(cast), **changes)
    assert set(refusal.value.problems) == {field}


def test_a_dimension_that_was_changed_meanwhile_is_not_overwritten(cast):
    draft = draft_version(cast)
    with pytest.raises(StaleObject):
        _dimension(cast, draft, weight=2, seen={"weight": 7})


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_only_administrators_write(cast, who):
    draft = draft_version(cast)
    saved = _saved(draft)
    with pytest.raises(NotPermitted):
        _change(cast, draft, given=saved, seen=saved, who=who)
    with pytest.raises(NotPermitted):
        _dimension(cast, draft, weight=2, who=who)

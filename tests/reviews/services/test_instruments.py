"""A version begins as a copy, is checked, is frozen, and asks new reviews."""

from datetime import timedelta

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    NotPermitted,
)
from reviews.models import DimensionText, Instrument
from reviews.selectors.instruments import version
from reviews.selectors.questions import closing_texts, questions
from reviews.services.instruments import (
    check_language,
    copy_instrument,
    freeze_instrument,
)
from tests.cast import NOW, make_cast
from tests.conftest import AT_ONCE
from tests.reviews.factories import fresh, make_review
from tests.reviews.versions import (
    draft_version,
    first_version,
    frozen_version,
    text_of,
    write,
)

OTHERS = ["amina", "brian", "dan", "eve", "fay", "sam"]


def _check(cast, draft, language="fr"):
    return check_language(
        actor=cast.actor("ada"), now=NOW, instrument=draft, language=language
    )


def test_a_copy_has_all_texts_in_all_languages(cast):
    draft, first = draft_version(cast), first_version()
    assert draft.is_draft
    assert draft.copied_from == first
    for language in ("en-gb", "fr", "es", "pt"):
        copied = questions(draft, language)
        assert [(each.text, each.anchors) for each in copied] == [
            (each.text, each.anchors) for each in questions(first, language)
        ]
        assert closing_texts(draft, language) == closing_texts(first, language)
    assert version(draft).gaps == ()


def test_a_copy_leaves_its_source_alone(cast):
    before = questions(first_version(), "fr")
    write(cast, draft_version(cast), "D1", "fr", question="Autre chose ?")
    assert questions(first_version(), "fr") == before


@pytest.mark.parametrize("code", ["RHR-1", "rhr-2", "RHR 2", "-", "RHR-"])
def test_a_code_that_is_taken_or_odd_is_refused(cast, code):
    with pytest.raises(InvalidInput) as refusal:
        copy_instrument(
            actor=cast.actor("ada"),
            now=NOW,
            source=first_version(),
            code=code,
            name="Another",
        )
    assert set(refusal.value.problems) == {"code"}


def test_one_code_goes_to_one_of_the_copies_of_two_versions_made_at_once(
    committed_db, together
):
    cast = make_cast()
    sources = [first_version(), draft_version(cast)]

    answers = together(
        lambda number: copy_instrument(
            actor=cast.actor("ada"),
            now=NOW,
            source=sources[number % 2],
            code="RHR-3",
            name="Third",
        )
    )

    assert Instrument.objects.filter(code="RHR-3").count() == 1
    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == AT_ONCE - 1


@pytest.mark.parametrize("who", OTHERS)
def test_only_administrators_manage_versions(cast, who):
    draft, actor = draft_version(cast), cast.actor(who)
    for change in (
        lambda: copy_instrument(
            actor=actor, now=NOW, source=draft, code="RHR-3", name="Third"
        ),
        lambda: check_language(actor=actor, now=NOW, instrument=draft, language="fr"),
        lambda: freeze_instrument(actor=actor, now=NOW, instrument=draft),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_a_checked_language_says_who_and_when(cast):
    draft = draft_version(cast)
    row = _check(cast, draft)
    assert (row.checked_by, row.checked_at) == (f"user:{cast.ada.pk}", NOW)
    french = version(draft).language("fr")
    assert (french.is_draft, french.checker) == (False, "Ada")
    assert not questions(draft, "fr")[0].is_draft
    assert questions(draft, "pt")[0].is_draft


def test_a_language_with_a_gap_cannot_be_checked(cast):
    draft = draft_version(cast)
    write(cast, draft, "D4", "fr", anchor_5="")
    with pytest.raises(InvalidInput):
        _check(cast, draft)


def test_the_source_language_needs_no_check(cast):
    with pytest.raises(InvalidInput):
        _check(cast, draft_version(cast), "en-gb")


def test_a_translation_of_a_frozen_version_can_be_checked_once(cast):
    first = _check(cast, first_version())
    again = check_language(
        actor=cast.actor("ada"),
        now=NOW + timedelta(days=1),
        instrument=first_version(),
        language="fr",
    )
    assert again.checked_at == first.checked_at


def test_a_version_is_frozen_once(cast):
    draft = draft_version(cast)
    frozen = freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)
    assert (frozen.frozen_at, frozen.frozen_by) == (NOW, f"user:{cast.ada.pk}")
    with pytest.raises(IllegalTransition):
        freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)


@pytest.mark.parametrize(
    ("place", "language", "field"),
    [("D7", "es", "prompt"), ("closing", "pt", "safety"), ("D1", "en-gb", "anchor_1")],
)
def test_a_version_with_a_gap_in_any_language_is_not_frozen(
    cast, place, language, field
):
    draft = draft_version(cast)
    write(cast, draft, place, language, **{field: ""})
    with pytest.raises(GateBlocked):
        freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)
    assert Instrument.objects.get(pk=draft.pk).is_draft


def test_a_draft_asks_nobody(cast):
    draft_version(cast)
    assert make_review(cast).instrument.code == "RHR-1"


def test_a_review_planned_after_freezing_asks_the_new_version(cast):
    running = make_review(cast)
    frozen_version(cast)
    assert Instrument.objects.for_new_reviews().code == "RHR-2"
    assert fresh(running).instrument.code == "RHR-1"
    running.state, running.cancel_reason = "CANCELLED", "The office moved."
    running.save(update_fields=["state", "cancel_reason"])
    assert make_review(cast).instrument.code == "RHR-2"


def test_of_several_frozen_versions_the_one_frozen_last_is_asked(cast):
    older = draft_version(cast, "RHR-2")
    frozen_version(cast, "RHR-3")
    freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=older)
    assert make_review(cast).instrument.code == "RHR-2"


def test_an_answer_keeps_the_sentences_it_was_given_to(cast):
    make_review(cast, state="COMPLETED")
    draft = draft_version(cast)
    write(cast, draft, "D1", "en-gb", anchor_4="Another sentence.")
    freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)
    given = DimensionText.objects.get(
        dimension__answer__assessment__panelist__user=cast.amina,
        dimension__code="D1",
        language="en-gb",
    )
    assert given == text_of(first_version(), "D1", "en-gb")
    assert given.anchor_4 != "Another sentence."


def test_every_step_is_in_the_audit_without_a_country(cast):
    draft = draft_version(cast)
    write(cast, draft, "D1", "fr", question="Autre chose ?")
    _check(cast, draft)
    freeze_instrument(actor=cast.actor("ada"), now=NOW, instrument=draft)
    entries = AuditEntry.objects.filter(verb__startswith="reviews.instrument.")
    assert [
        (row.verb.rpartition(".")[2], row.subject_text, row.country_code)
        for row in entries.order_by("pk")
    ] == [
        ("copied", "RHR-2", ""),
        ("words_changed", "RHR-2", ""),
        ("checked", "RHR-2", ""),
        ("frozen", "RHR-2", ""),
    ]
    assert "Autre chose ?" not in str(list(entries.values_list("facts", flat=True)))

"""What does the database refuse, whoever asks? Tests run as the role of the product."""

import pytest
from django.db import DatabaseError, connection, transaction

from reviews.models import Dimension, DimensionText, Instrument, InstrumentLanguage
from tests.cast import NOW
from tests.reviews.factories import make_review
from tests.reviews.versions import draft_version, first_version, frozen_version

MODELS = (Instrument, Dimension, DimensionText, InstrumentLanguage)
CHANGES = [
    (Instrument, {"name": "Another"}),
    (Instrument, {"frozen_at": None}),
    (Dimension, {"weight": 2}),
    (Dimension, {"is_knock_out": True}),
    (DimensionText, {"anchor_1": "Another sentence"}),
    (DimensionText, {"title": "Another"}),
    (InstrumentLanguage, {"safety": "Another question?"}),
    (InstrumentLanguage, {"keep": "?", "checked_at": NOW, "checked_by": "user:1"}),
]


def _refuses(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


def _rows(model, instrument):
    return {
        Instrument: Instrument.objects.filter(pk=instrument.pk),
        Dimension: Dimension.objects.filter(instrument=instrument),
        DimensionText: DimensionText.objects.filter(dimension__instrument=instrument),
        InstrumentLanguage: InstrumentLanguage.objects.filter(instrument=instrument),
    }[model]


def test_the_tests_are_the_role_of_the_product(db):
    assert connection.settings_dict["USER"] == "app"


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_no_word_of_a_frozen_version_changes(db, model, change):
    rows = _rows(model, first_version())
    assert rows.exists()
    assert _refuses(lambda: rows.update(**change))


@pytest.mark.parametrize("model", MODELS)
def test_nothing_of_a_frozen_version_is_deleted(db, model):
    rows = _rows(model, first_version())
    assert _refuses(lambda: rows._raw_delete(rows.db))


def test_nothing_is_added_to_a_frozen_version(cast):
    first = first_version()
    draft = draft_version(cast)
    text = DimensionText.objects.filter(dimension__instrument=draft).first()
    assert _refuses(
        lambda: Dimension.objects.create(
            instrument=first, code="D11", position=11, lesson=1
        )
    )
    assert _refuses(
        lambda: InstrumentLanguage.objects.create(instrument=first, language="sw")
    )
    # Nor does a text move over from a draft.
    text.dimension = first.dimensions.first()
    text.language = "sw"
    assert _refuses(lambda: text.save(update_fields=["dimension", "language"]))


@pytest.mark.parametrize("model", MODELS)
def test_no_table_of_words_is_emptied_at_once(db, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        assert _refuses(lambda: cursor.execute(f"TRUNCATE {table} CASCADE"))


def test_a_draft_changes_freely(cast):
    draft = draft_version(cast)
    assert DimensionText.objects.filter(dimension__instrument=draft).update(
        prompt="Another"
    )
    assert draft.dimensions.update(weight=2)
    assert draft.languages.update(keep="Another")


@pytest.mark.parametrize(
    ("language", "change"), [("pt", {"anchor_5": ""}), ("en-gb", {"question": ""})]
)
def test_a_version_with_an_empty_text_cannot_be_frozen(cast, language, change):
    draft = draft_version(cast)
    rows = DimensionText.objects.filter(
        dimension__instrument=draft, dimension__code="D10", language=language
    )
    rows.update(**change)
    assert _refuses(lambda: _rows(Instrument, draft).update(frozen_at=NOW))


def test_a_version_with_a_missing_text_cannot_be_frozen(cast):
    draft = draft_version(cast)
    DimensionText.objects.filter(dimension__instrument=draft, language="fr").delete()
    assert _refuses(lambda: _rows(Instrument, draft).update(frozen_at=NOW))


def test_a_version_begins_as_a_draft(db):
    assert _refuses(
        lambda: Instrument.objects.create(code="X-1", name="X", frozen_at=NOW)
    )


def test_a_review_asks_no_draft_and_keeps_its_version(cast):
    review = make_review(cast)
    draft, frozen = draft_version(cast, "RHR-3"), frozen_version(cast)
    for other in (draft, frozen):
        review.instrument = other
        assert _refuses(lambda: review.save(update_fields=["instrument"]))
    review.pk, review.kind, review.instrument = None, "PULSE", draft
    assert _refuses(lambda: review.save(force_insert=True))


def test_a_check_of_a_frozen_translation_is_noted_once_and_stays(db):
    french = _rows(InstrumentLanguage, first_version()).filter(language="fr")
    assert french.update(checked_at=NOW, checked_by="user:1") == 1
    assert _refuses(lambda: french.update(checked_at=None, checked_by=""))
    assert _refuses(lambda: french.update(checked_by="user:2"))

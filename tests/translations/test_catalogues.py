"""The French, Spanish and Portuguese catalogues are complete and right."""

import re

import polib
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tests.architecture.source import ROOT
from tests.cast import Cast

LANGUAGES = ["fr", "es", "pt"]
PLACEHOLDER = re.compile(r"%\([A-Za-z_0-9]+\)[sd]|%[sd%]|\{[a-z_0-9]*\}")


def _catalogue(language: str) -> polib.POFile:
    folder = ROOT / "eclt_partners" / "locale" / language / "LC_MESSAGES"
    return polib.pofile(str(folder / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    catalogue = _catalogue(language)
    assert len(catalogue) > 1000
    assert [e.msgid for e in catalogue.untranslated_entries()] == []
    assert [e.msgid for e in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_stays(language: str) -> None:
    wrong = [
        entry.msgid
        for entry in _catalogue(language)
        if not entry.msgid_plural
        and sorted(PLACEHOLDER.findall(entry.msgid))
        != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert wrong == []


def test_no_line_of_a_french_text_begins_with_a_sign() -> None:
    """Before : ; ? ! % and » and after « stands the narrow blank that holds a line."""
    broken = [
        text
        for message in _catalogue("fr")
        for text in (message.msgstr, *message.msgstr_plural.values())
        if re.search(r"\S [:;?!»](?=[\s)”.,]|$)|\d %(?![(\w])|« ", text)
    ]
    assert broken == []


def test_the_three_catalogues_have_the_same_messages() -> None:
    first, *others = [
        {(e.msgctxt, e.msgid) for e in _catalogue(language)} for language in LANGUAGES
    ]
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "Partenaires"), ("es", "Socios"), ("pt", "Parceiros")],
)
def test_a_page_comes_in_the_language_of_the_reader(
    cast: Cast, client, language: str, word: str
) -> None:
    cast.amina.language = language
    cast.amina.save(update_fields=["language"])
    client.force_login(
        cast.amina, backend="eclt_partners.accounts.backends.PersonBackend"
    )
    answer = client.get(reverse("dashboards:partners"))
    assert f'<html lang="{language}"' in answer.content.decode()
    assert f">{word}</h1>" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_our_words_change_together(language: str) -> None:
    with translation.override(language):
        assert gettext("Partnerships") != "Partnerships"

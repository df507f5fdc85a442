"""Is there a word on any page that no translator has seen?"""

import re
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils.translation import get_language_info, override
from django_countries import countries

from agreements.models import AgreementKind
from agreements.selectors.library import library_clauses
from eclt_partners.accounts.models import User
from tests.architecture.places import BACKEND, address_of, place_of
from tests.architecture.wall import PAGES
from tests.cast import Cast
from tests.pdfs import leave_undrawn
from tests.translations.pseudo import pseudo_language, untranslated

WORD = re.compile(r"[^\W\d_]{3,}")
VISITORS = ("", "brian", "amina", "ada")
WITH_WORDS = ("text/html", "application/pdf")
TEXTS = (models.CharField, models.TextField)
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
# The name of the house, which is the same in every language.
NAMES = {"ECLT", "Foundation"}


def _data_words() -> set[str]:
    """The words of people, of the instrument, of kinds and of the library of clauses.

    A clause is a text of a contract: it stays in the language of its agreement.
    Administrators name the kinds of agreement in each language.
    """
    found = set(NAMES)
    for kind in AgreementKind.objects.all():
        found |= set(WORD.findall(" ".join(kind.names.values())))
    for code, _name in settings.LANGUAGES:
        for clause in library_clauses(code):
            found |= set(WORD.findall(f"{clause.heading} {clause.text}"))
    for model in apps.get_models():
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, TEXTS)]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {word for text in row for word in WORD.findall(str(text))}
    names = [
        get_language_info(code)["name_local"].title()
        for code, _name in settings.LANGUAGES
    ]
    with override("fr"):
        # Their library keeps the names of a language once it has looked them up.
        names += [str(name) for _code, name in countries]
    for name in [*names, *available_timezones()]:
        found |= set(WORD.findall(name.replace("_", " ")))
    return found


def _said(html: str) -> set[str]:
    return set(WORD.findall(ADDRESS.sub("", untranslated(html))))


def _visit(cast: Cast, who: str) -> Client:
    """The browser of somebody who is signed in, or of a visitor."""
    User.objects.update(language="fr")
    client = Client(headers={"accept-language": "fr"})
    if who:
        user = User.objects.get(pk=getattr(cast, who).pk)
        client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("who", VISITORS)
def test_no_page_says_a_word_that_cannot_be_translated(
    cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_undrawn(monkeypatch)
    place = place_of(cast.malawi_partnership, cast.malawi_party, cast)
    client = _visit(cast, who)
    data, found = _data_words(), {}
    with pseudo_language():
        for page in PAGES:
            answer = client.get(address_of(page, place))
            kind = answer["Content-Type"]
            if answer.status_code == 405 or not kind.startswith(WITH_WORDS):
                continue
            if words := _said(answer.content.decode()) - data:
                found[page.name] = sorted(words)
    assert found == {}

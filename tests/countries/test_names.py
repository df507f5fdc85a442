"""How is a country named within a sentence?"""

import pytest
from django.utils import translation

from eclt_partners.countries.models import Country


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en-gb", "PH", "the Philippines"),
        ("en-gb", "MW", "Malawi"),
        ("es", "PH", "Filipinas"),
    ],
)
def test_english_puts_an_article_before_some_names(language, code, name):
    with translation.override(language):
        assert Country(code=code).name_in_sentence == name


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en-gb", "BS", "Bahamas"),
        ("fr", "SZ", "Eswatini"),
        ("fr", "PS", "État de Palestine"),
        ("es", "TD", "Chad"),
        ("es", "CF", "República Centroafricana"),
        ("es", "TT", "Trinidad y Tobago"),
        ("pt", "SY", "Síria"),
        ("pt", "KR", "Coreia do Sul"),
    ],
)
def test_names_with_a_slip_in_the_library_are_our_own(language, code, name):
    with translation.override(language):
        assert Country(code=code).name == name

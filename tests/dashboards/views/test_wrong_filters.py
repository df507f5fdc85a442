"""What do lists say when their address asks for something that cannot be?"""

import re

import pytest
from django.urls import reverse

from agreements.models import Agreement
from tests.cast import NOW
from tests.dashboards.views.pages import client_of

LONG = "Nyali " * 30
ASKED = [
    ("dashboards:partners", "q", LONG),
    ("dashboards:partners", "kind", "CLUB"),
    ("agreements:list", "q", LONG),
    ("agreements:list", "show", "gone"),
    ("agreements:commitments", "country", "QQ"),
    ("dashboards:ledger", "country", "QQ"),
    ("dashboards:coming", "country", "QQ"),
    ("lifecycle:lasting", "country", "QQ"),
]


def _agreement(cast):
    Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/2026",
        kind_id="GRANT",
        title="Schools",
        created_at=NOW,
    )


@pytest.mark.parametrize(("name", "field", "value"), ASKED)
def test_a_list_says_what_it_could_not_look_for(cast, name, field, value):
    _agreement(cast)

    page = client_of(cast.dan).get(reverse(name), {field: value}).content.decode()

    [summary] = re.findall(r'<div class="error-summary".*?</div>', page, re.DOTALL)
    [target] = re.findall(r'href="#([^"]+)"', summary)
    assert page.index(summary) < page.index("<h1")
    assert re.search(rf'<(?:input|select)[^>]* id="{target}"', page), target
    assert f'name="{field}"' in page


def test_a_search_that_is_too_long_is_said_and_kept(cast):
    answer = client_of(cast.dan).get(reverse("dashboards:partners"), {"q": LONG})
    page = answer.content.decode()

    assert "Search must be 100 characters or less" in page
    assert f'value="{LONG.strip()}"' in page or f'value="{LONG}"' in page


def test_a_list_without_agreements_looks_for_nothing(cast):
    page = client_of(cast.dan).get(reverse("agreements:list"), {"q": LONG})

    assert "Error:" not in page.content.decode()

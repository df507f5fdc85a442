"""A version on paper: all that was signed stands on it, however much that is."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agreements.rules.terms import BudgetLine
from tests.agreements.drafts import KWACHA
from tests.agreements.table import make_agreement
from tests.agreements.visits import staff
from tests.pdfs import beyond, texts, words_of

# Millimetres: the foot of each page is lower, the page ends at 0.
FOOT = 18
MANY = 60


@pytest.fixture
def paper_of(cast):
    """Draw a version with the terms that are given."""

    def draw(**terms) -> bytes:
        agreement = make_agreement(cast, replace(KWACHA, **terms))
        address = reverse("agreements:version_pdf", args=[agreement.pk, 1])
        return staff(cast, "amina").get(address).content

    return draw


def _budget(years: int) -> tuple[BudgetLine, ...]:
    amount = Decimal("221952000.50")
    return tuple(BudgetLine(f"l{n}", "Roofs", 2026 + n, amount) for n in range(years))


def test_no_promise_is_lost_below_the_page(paper_of) -> None:
    promise = KWACHA.promises[0]
    long = [
        replace(promise, code=f"F{n}", text=f"Keep register {n} of the district. " * 3)
        for n in range(MANY)
    ]

    pdf = paper_of(promises=(*long, *KWACHA.promises[1:]))

    low = [each.text for each in texts(pdf) if each.bottom < FOOT]
    assert f"Keep register {MANY - 1} of" in words_of(pdf)
    assert [text for text in low if "register" in text] == []


@pytest.mark.parametrize(("years", "lying", "width"), [(5, 0, 210), (9, 1, 297)])
def test_amounts_of_many_years_stand_beside_each_other(
    paper_of, years, lying, width
) -> None:
    pdf = paper_of(lines=_budget(years))

    pages = [page.mediabox for page in PdfReader(BytesIO(pdf)).pages]
    assert sum(page.width > page.height for page in pages) == lying
    assert beyond(pdf, millimetres=width - 18) == []
    assert "221,952,000.50 221,952,000.50" in words_of(pdf)


def test_the_paper_says_between_whom_and_at_which_rate(paper_of) -> None:
    words = words_of(paper_of(rate=Decimal("1734.1234")))

    assert "Parties ECLT Foundation, Nyali Trust" in words
    assert "at the rate 1,734.1234 of" in words

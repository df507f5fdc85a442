"""The whole text of a proposal as a file: to read, to print, to sign on paper."""

import pytest
import time_machine

from agreements.models import Proposal
from agreements.services.drafting import start_draft
from tests.agreements.table import TERMS, accepted, ready, sign
from tests.agreements.views.at_the_table import partner, staff
from tests.cast import NOW
from tests.pdfs import fonts_outside, kinds_of_tags, words_of


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def test_both_sides_take_the_whole_text_along_and_sign_it_on_paper(
    cast, table, sent
) -> None:
    for seat in (staff(cast, "amina", table.pk), partner(cast, table.pk)):
        url = seat.url("proposal_pdf", sent.pk)
        assert f'href="{url}"' in seat.read("proposal", sent.pk)
        answer = seat.get("proposal_pdf", sent.pk)
        assert answer["Content-Type"] == "application/pdf"
        words = words_of(answer.content)
        for clause in TERMS.clauses:
            assert clause.heading in words
        assert "only when everybody has signed it" in words
        assert sent.text_hash[:20] in words
        assert words.count("Nyali") > 1
        assert not fonts_outside(answer.content)
        assert "/Table" in kinds_of_tags(answer.content)


def test_a_draft_is_no_file(cast, table) -> None:
    draft = start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    seat = staff(cast, "amina", table.pk)
    assert seat.get("proposal_pdf", draft.pk).status_code == 404


def test_whoever_signed_stands_in_the_file_and_the_others_have_a_line(
    cast, table
) -> None:
    ready(cast)
    found: Proposal = accepted(cast, table)
    sign(cast, found, "brian")
    seat = staff(cast, "amina", table.pk)
    pdf = seat.get("proposal_pdf", found.pk).content
    words = words_of(pdf)
    assert "Brian" in words
    assert "Signed here" in words
    assert "All amounts in USD What for" in words

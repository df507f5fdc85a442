"""What changed between any two versions: one address, the same page for both sides."""

from dataclasses import replace

import pytest
from django.urls import reverse

from agreements.services.proposing import send_proposal
from tests.agreements.drafts import KWACHA, add_version
from tests.agreements.table import (
    drafted,
    gift,
    make_agreement,
    raised,
    ready,
    signed,
)
from tests.agreements.visits import at_home, page_of, staff
from tests.cast import NOW
from tests.dashboards.views.pages import queries_of
from tests.pdfs import fonts_outside, kinds_of_tags, words_of


@pytest.fixture
def newest(cast):
    """The version that Brian and Gift signed: less time to pay, more roofs."""
    ready(cast)
    return signed(cast, raised(cast))


def _plain(page: str) -> str:
    words = page.replace('<span class="visually-hidden">removed: </span>', "-")
    return words.replace('<span class="visually-hidden">added: </span>', "+")


def test_the_page_says_who_why_and_what_word_by_word(cast, newest) -> None:
    page = _plain(page_of(staff(cast, "fay"), "compare", newest.agreement_id, 1, 2))

    assert "<del>-15</del> <ins>+10</ins>" in page
    assert "raised by Nyali Trust on 23 Nov 2026" in page
    assert "Something outside changed" in page
    assert "Fewer children, more roofs" in page
    assert "<strong>Why:</strong> The storm" in page
    assert page.index("Key changes") < page.index("change-clause-paying")
    assert "2 parts are unchanged" in page


def test_both_sides_see_the_same_changes(cast, newest) -> None:
    ours = page_of(staff(cast, "amina"), "compare", newest.agreement_id, 1, 2)
    theirs = page_of(at_home(cast), "partner_compare", newest.agreement_id, 1, 2)
    shown = [
        page.split('<div class="compared-text">')[1].rsplit("</section>", 1)[0]
        for page in (ours, theirs)
    ]

    assert shown[0] == shown[1]
    assert "/agreements/" not in theirs


def test_the_other_way_round_takes_back_what_was_added(cast, newest) -> None:
    page = _plain(page_of(staff(cast, "amina"), "compare", newest.agreement_id, 2, 1))

    assert "<del>-10</del> <ins>+15</ins>" in page
    assert "<strong>Why:</strong>" not in page


def test_a_version_does_not_differ_from_itself(cast, newest) -> None:
    page = page_of(staff(cast, "amina"), "compare", newest.agreement_id, 2, 2)

    assert "Nothing differs." in page
    assert "<ins>" not in page


def test_side_by_side_shows_each_text_alone(cast, newest) -> None:
    address = reverse("agreements:compare", args=[newest.agreement_id, 1, 2])
    page = _plain(staff(cast, "amina").get(f"{address}?view=sides").content.decode())
    paying = page.split('id="change-clause-paying"')[1].split("</article>")[0]
    before, after = paying.split("<h4>After</h4>")

    assert "<del>-15</del> working days." in before
    assert "<ins>" not in before
    assert "<ins>+10</ins> working days." in after
    assert "<del>" not in after


def test_a_moved_clause_is_not_a_new_one(cast) -> None:
    agreement = make_agreement(cast)
    clauses = (KWACHA.clauses[3], *KWACHA.clauses[:3])
    add_version(agreement, 2, replace(KWACHA, clauses=clauses))

    page = page_of(staff(cast, "amina"), "compare", agreement.pk, 1, 2)
    paying = page.split('id="change-clause-paying"')[1].split("</article>")[0]

    assert "Moved" in paying
    assert "<ins>" not in paying


@pytest.mark.parametrize("numbers", [(1, 9), (9, 1)])
def test_a_version_that_is_not_there_is_missing(cast, newest, numbers) -> None:
    args = [newest.agreement_id, *numbers]
    ours, theirs = staff(cast, "amina"), at_home(cast)

    for name in ("compare", "compare_pdf"):
        assert ours.get(reverse(f"agreements:{name}", args=args)).status_code == 404
        address = reverse(f"agreements:partner_{name}", args=args)
        assert theirs.get(address).status_code == 404


def test_a_proposal_is_of_the_day_on_which_it_was_sent_there(cast) -> None:
    """At half past ten in the evening in UTC the next day has begun in Malawi."""
    renegotiation = raised(cast)
    late = NOW.replace(hour=22, minute=30)
    draft = drafted(gift(cast), renegotiation, now=late)
    send_proposal(actor=gift(cast), now=late, proposal=draft, revision=draft.revision)
    args = [renegotiation.agreement_id, 1, draft.pk]

    assert "24 Nov 2026" in page_of(at_home(cast), "partner_compare_proposal", *args)


def test_a_proposal_is_compared_once_it_is_sent(cast) -> None:
    renegotiation = raised(cast)
    draft = drafted(gift(cast), renegotiation)
    args = [renegotiation.agreement_id, 1, draft.pk]
    ours, theirs = staff(cast, "amina"), at_home(cast)
    pages = [
        (ours, reverse("agreements:compare_proposal", args=args)),
        (theirs, reverse("agreements:partner_compare_proposal", args=args)),
        (ours, reverse("agreements:compare_proposal_pdf", args=args)),
        (theirs, reverse("agreements:partner_compare_proposal_pdf", args=args)),
    ]
    before = [client.get(address).status_code for client, address in pages]

    send_proposal(actor=gift(cast), now=NOW, proposal=draft, revision=draft.revision)

    assert before == [404] * 4
    assert [client.get(address).status_code for client, address in pages] == [200] * 4
    page = ours.get(pages[0][1]).content.decode()
    assert "Version 1 and proposal 1" in page
    assert "Nyali Trust, 23 Nov 2026" in page


def test_the_redline_strikes_through_and_underlines(cast, newest) -> None:
    address = reverse("agreements:compare_pdf", args=[newest.agreement_id, 1, 2])
    answer = staff(cast, "amina").get(address)
    pdf = answer.content
    words = words_of(pdf)
    assert "MW-01-2026-version-1-to-2.pdf" in answer["Content-Disposition"]

    assert "Within 15 10 working days." in words
    assert "struck through, new words are underlined" in words
    assert newest.hash in words.replace(" ", "")
    assert "Gift Head Nyali Trust 23 Nov 2026" in words
    assert {"/H1", "/H2", "/H3", "/Table"} <= set(kinds_of_tags(pdf))
    assert fonts_outside(pdf) == []


def test_two_versions_or_twenty_take_the_same_queries(cast) -> None:
    agreement = make_agreement(cast, KWACHA)
    add_version(agreement, 2, KWACHA)
    client = staff(cast, "brian")
    client.get("/more/")
    few = queries_of(client, reverse("agreements:compare", args=[agreement.pk, 1, 2]))
    for number in range(3, 21):
        add_version(agreement, number, KWACHA)

    many = queries_of(client, reverse("agreements:compare", args=[agreement.pk, 1, 20]))

    assert many == few
    assert few <= 20


def test_every_older_version_leads_to_what_differs_from_the_newest(cast) -> None:
    agreement = make_agreement(cast, KWACHA)
    add_version(agreement, 2, KWACHA)
    add_version(agreement, 3, KWACHA)

    page = page_of(staff(cast, "amina"), "detail", agreement.pk)

    for older in (1, 2):
        to = reverse("agreements:compare", args=[agreement.pk, older, 3])
        assert f'href="{to}">Compare with version 3' in page
    same = reverse("agreements:compare", args=[agreement.pk, 3, 3])
    assert same not in page

"""A new agreement that came to nothing: said in plain words, and no dead end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agreements.choices import ChangeReason, FirstKind
from agreements.models import Agreement, Renegotiation
from agreements.services.beginning import begin_agreement
from agreements.services.endings import decline, park, withdraw
from agreements.services.lapsing import lapse_overdue
from tests.agreements.table import gift, lead_by, link_of_table
from tests.agreements.visits import RAISED, at_home, page_of, staff, text, url, visit
from tests.cast import NOW

NOTHING = "Nothing is agreed here."
ENDS = {
    "Declined": "Declined on 23 Nov 2026.",
    "Taken back": "Taken back on 23 Nov 2026.",
    "Lapsed": "Lapsed on 23 Mar 2027: it was open for 120 days.",
}


@pytest.fixture
def table(cast) -> Renegotiation:
    """The table of "Seeds", at which nothing is written yet."""
    lead_by(cast, cast.gift)
    return begin_agreement(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=FirstKind.MOU,
        title="Seeds",
    )


def _end(cast, table: Renegotiation, how: str) -> None:
    if how == "Declined":
        decline(
            actor=gift(cast),
            now=NOW,
            renegotiation=table,
            reason=ChangeReason.MONEY,
            text="We have no staff for it",
            would_be_possible="Two more people",
        )
    elif how == "Taken back":
        actor = cast.actor("amina")
        withdraw(actor=actor, now=NOW, renegotiation=table, text="Too early")
    else:
        lapse_overdue(now=NOW + timedelta(days=120))


def _places(cast) -> list[str]:
    """The lists of agreements of both sides."""
    ours = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    theirs = reverse("dashboards:partner_home")
    return [text(staff(cast, "amina").get(ours)), text(at_home(cast).get(theirs))]


@pytest.mark.parametrize("how", ENDS)
def test_the_agreement_says_how_it_ended_and_where_to_begin_anew(
    cast, table, how
) -> None:
    _end(cast, table, how)

    page = page_of(staff(cast, "amina"), "detail", table.agreement_id)

    assert ENDS[how] in page
    assert NOTHING in page
    assert "Both sides write the first one" not in page
    begin = url("begin", cast.malawi_partnership.pk)
    assert f'href="{begin}?again={table.agreement_id}"' in page


@pytest.mark.parametrize("how", ENDS)
def test_the_lists_of_both_sides_say_it_and_lead_to_the_reason(
    cast, table, how
) -> None:
    _end(cast, table, how)

    ours, theirs = _places(cast)

    for page, name in ((ours, "table"), (theirs, "partner_table")):
        assert f'href="{url(name, table.pk)}">See how it ended' in page
        assert how in page.split("Seeds", 1)[1][:300]


def test_the_table_tells_both_sides_that_nothing_is_agreed(cast, table) -> None:
    _end(cast, table, "Declined")

    ours = page_of(staff(cast, "amina"), "table", table.pk)
    theirs = page_of(visit(link_of_table(cast, table.pk)), "partner_table", table.pk)

    for page in (ours, theirs):
        assert NOTHING in page
        assert "Two more people" in page
    assert "Begin it again" in ours
    assert "Begin it again" not in theirs
    assert "The foundation begins it" in theirs


def test_it_is_begun_anew_with_kind_and_title_as_before(cast, table) -> None:
    _end(cast, table, "Declined")
    client = staff(cast, "amina")
    begin = url("begin", cast.malawi_partnership.pk)

    page = text(client.get(f"{begin}?again={table.agreement_id}"))
    assert 'value="Seeds"' in page
    client.post(begin, {"kind": "MOU", "title": "Seeds"})

    assert Agreement.objects.filter(title="Seeds").count() == 2
    assert Renegotiation.objects.open().get().agreement_id != table.agreement_id


@pytest.mark.parametrize("again", ["x", "0", "9" * 40])
def test_a_wrong_number_begins_with_an_empty_form(cast, table, again) -> None:
    begin = url("begin", cast.malawi_partnership.pk)

    page = text(staff(cast, "amina").get(f"{begin}?again={again}"))

    assert "Seeds" not in page


def test_who_may_not_begin_is_not_sent_there(cast, table) -> None:
    _end(cast, table, "Declined")

    page = page_of(staff(cast, "fay"), "detail", table.agreement_id)

    assert NOTHING in page
    assert "Begin it again" not in page


def test_what_is_put_aside_can_be_taken_up_from_everywhere(cast, table) -> None:
    until = date(2027, 2, 1)
    park(actor=cast.actor("amina"), now=NOW, renegotiation=table, until=until)

    page = page_of(staff(cast, "amina"), "detail", table.agreement_id)
    ours, theirs = _places(cast)

    assert "It was put aside until 1 Feb 2027" in page
    assert NOTHING not in page
    assert f'href="{url("table", table.pk)}">Open the table' in ours
    assert f'href="{url("partner_table", table.pk)}">Open the table' in theirs


def test_nobody_raises_a_change_of_what_was_never_agreed(cast, table) -> None:
    _end(cast, table, "Declined")

    page = staff(cast, "amina").post(url("raise", table.agreement_id), RAISED)

    assert "Nothing is agreed here that could change." in text(page)
    assert Renegotiation.objects.get() == table


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("decline", "Decline this agreement?"),
        ("withdraw", "Take this new agreement back?"),
    ],
)
def test_before_it_ends_the_page_does_not_speak_of_a_change(
    cast, table, page, words
) -> None:
    client = visit(link_of_table(cast, table.pk))
    if page == "withdraw":
        client, name = staff(cast, "amina"), page
    else:
        name = f"partner_{page}"

    shown = page_of(client, name, table.pk)

    assert words in shown
    assert "It ends here, and nothing is agreed." in shown
    assert "What is agreed now goes on" not in shown

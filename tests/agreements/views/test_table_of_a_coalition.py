"""Does each partner of a coalition read at the table what waits for it, and for whom?"""

import pytest
import time_machine
from django.test import Client

from agreements.choices import ChangeReason
from agreements.services.accepting import accept_proposal
from agreements.services.endings import decline
from agreements.services.raising import acknowledge
from agreements.services.talking import TableTalk, record_talk
from eclt_partners.common.errors import NotPermitted
from partners.models import Contact
from tests.agreements.coalitions import table_of_three, zola
from tests.agreements.table import gift, link_of_table, proposed
from tests.agreements.visits import at_table, staff, text, url, visit
from tests.cast import NOW


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table(cast):
    return table_of_three(cast)


def at_table_as_zola(cast, table) -> Client:
    contact = Contact.objects.get(name="Zola")
    return visit(link_of_table(cast, table.pk, contact))


def shown(client, page: str, *keys: int) -> str:
    return text(client.get(url(page, *keys)))


def test_another_partner_does_not_read_a_wish_in_place_of_the_foundation(
    cast, table
) -> None:
    page = shown(at_table_as_zola(cast, table), "partner_table", table.pk)
    assert "I have read it" not in page
    with pytest.raises(NotPermitted):
        acknowledge(actor=zola(cast, table), now=NOW, renegotiation=table)

    table.refresh_from_db()
    assert table.acknowledged_at is None
    assert "I have read it" in shown(staff(cast, "amina"), "table", table.pk)


def test_another_partner_does_not_decline_a_wish_in_place_of_the_foundation(
    cast, table
) -> None:
    page = shown(at_table_as_zola(cast, table), "partner_table", table.pk)
    assert url("partner_decline", table.pk) not in page
    with pytest.raises(NotPermitted):
        decline(
            actor=zola(cast, table),
            now=NOW,
            renegotiation=table,
            reason=ChangeReason.OTHER,
            text="We do not want it",
            would_be_possible="Nothing",
        )

    table.refresh_from_db()
    assert table.is_open


def test_who_has_accepted_reads_for_whom_the_table_still_waits(cast, table) -> None:
    paper = proposed(cast.actor("amina"), table)
    ours, theirs = at_table(cast, table.pk), at_table_as_zola(cast, table)
    assert "Waiting for you: answer by" in shown(ours, "partner_table", table.pk)

    accept_proposal(
        actor=gift(cast), now=NOW, proposal=paper, seen_hash=paper.text_hash
    )

    late = "Waiting for Zuwa: answer by"
    assert late in shown(ours, "partner_table", table.pk)
    assert late in shown(staff(cast, "amina"), "table", table.pk)
    assert "Waiting for you: answer by" in shown(theirs, "partner_table", table.pk)


def test_who_has_accepted_the_whole_text_is_not_asked_for_each_change(
    cast, table
) -> None:
    paper = proposed(cast.actor("amina"), table)
    ours = at_table(cast, table.pk)
    keys = ("partner_proposal", table.pk, paper.pk)
    assert "Waiting for you. Changes without your answer:" in shown(ours, *keys)

    accept_proposal(
        actor=gift(cast), now=NOW, proposal=paper, seen_hash=paper.text_hash
    )

    page = shown(ours, *keys)
    assert "Waiting for: Zuwa." in page
    assert "answered" not in page


def test_a_paper_of_a_partner_waits_by_name_for_all_others(cast, table) -> None:
    proposed(gift(cast), table)

    page = shown(staff(cast, "amina"), "table", table.pk)

    assert "Waiting for the foundation, Zuwa: answer by" in page


def test_in_a_coalition_the_head_of_each_partner_signs(cast, table) -> None:
    paper = proposed(cast.actor("amina"), table)
    ours, keys = at_table(cast, table.pk), (table.pk, paper.pk)

    at_the_table = shown(ours, "partner_table", table.pk)
    of_the_paper = shown(ours, "partner_proposal", *keys)

    assert (
        "by the country manager of the foundation and the head of each partner"
        in at_the_table
    )
    assert "Who signs for the partners" in of_the_paper
    assert "The head of each partner" in of_the_paper


def test_whoever_wished_for_a_change_is_waited_for_by_name(cast, table) -> None:
    acknowledge(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    talk = TableTalk(NOW.date(), "All of us", "English", "Fewer children")
    record_talk(actor=cast.actor("amina"), now=NOW, renegotiation=table, talk=talk)

    ours = shown(at_table(cast, table.pk), "partner_table", table.pk)
    theirs = shown(at_table_as_zola(cast, table), "partner_table", table.pk)

    assert "Waiting for you: write a proposal by" in ours
    assert "Waiting for Nyali Trust: write a proposal by" in theirs

"""The page of a renegotiation, for both sides."""

import re
from dataclasses import replace

import pytest
import time_machine

from agreements.models import PrivateNote, Renegotiation
from agreements.services.talking import record_talk
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.links import token_of
from eclt_partners.notifications.models import Outgoing
from partners.models import Contact
from tests.agreements.services.test_talking import TALK
from tests.agreements.table import (
    drafted,
    gift,
    link_of_table,
    proposed,
    raised,
)
from tests.agreements.visits import at_home, at_table, page_of, staff, text, url
from tests.cast import NOW


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table(cast) -> Renegotiation:
    return raised(cast)


def test_the_side_that_raised_a_worry_does_not_read_of_it_as_of_others(
    cast, table
) -> None:
    Renegotiation.objects.filter(pk=table.pk).update(worry="Children may leave school")
    for client, page in (
        (at_table(cast, table.pk), "partner_table"),
        (staff(cast, "amina"), "table"),
    ):
        shown = page_of(client, page, table.pk)
        assert "The worry behind it" in shown
        assert "Children may leave school" in shown
        assert "worries them" not in shown


def test_both_sides_read_the_same_wish(cast, table) -> None:
    ours = text(staff(cast, "amina").get(url("table", table.pk)))
    theirs = text(at_table(cast, table.pk).get(url("partner_table", table.pk)))

    for page in (ours, theirs):
        assert "The storm took the roofs" in page
        assert "No reason can be used against the one who raises it" in page
    assert "Waiting for you: say that you read the wish by 30 Nov 2026" in ours
    assert "Waiting for the foundation: say that you read the wish by" in theirs


def test_both_sides_read_every_moment_on_the_day_of_the_country(cast, table) -> None:
    late = NOW.replace(day=26, hour=22, minute=30)  # 00:30 of the 27th in Blantyre
    Renegotiation.objects.filter(pk=table.pk).update(raised_at=late)
    Contact.objects.filter(pk=cast.gift.pk).update(time_zone="America/Lima")
    ours = text(staff(cast, "dan").get(url("table", table.pk)))
    theirs = text(at_table(cast, table.pk).get(url("partner_table", table.pk)))

    for page in (ours, theirs):
        assert "27 Nov 2026, 00:30" in page
        assert "26 Nov 2026" not in page


def test_reading_the_wish_starts_the_talk(cast, table) -> None:
    client = staff(cast, "amina")

    client.post(url("acknowledge", table.pk))

    assert "Waiting for both sides: talk by" in text(client.get(url("table", table.pk)))


def test_a_draft_is_seen_by_its_own_side_alone(cast, table) -> None:
    drafted(gift(cast), table)

    ours = text(staff(cast, "amina").get(url("table", table.pk)))
    theirs = text(at_table(cast, table.pk).get(url("partner_table", table.pk)))

    assert "Fewer children, more roofs" not in ours
    assert "Not sent yet; only your side sees it" in theirs


def test_a_proposal_says_how_big_it_is_and_who_signs(cast, table) -> None:
    proposed(gift(cast), table)

    page = text(staff(cast, "amina").get(url("table", table.pk)))

    assert "Change, because it changes words of the agreement; " in page
    assert (
        "by the country manager of the foundation and the head of the partner" in page
    )
    head = page.partition("What was raised")[0]
    assert "Waiting for you: answer by 23 Dec 2026" in head
    assert "Read the proposal" in head


def test_the_talk_is_written_down_and_confirmed_by_both(cast, table) -> None:
    ours, theirs = staff(cast, "amina"), at_table(cast, table.pk)

    ours.post(
        url("talk", table.pk),
        {
            "held_on": "20 11 2026",
            "people": "Amina, Gift",
            "language": "English",
            "agreed_note": "Fewer children",
        },
    )
    assert "write a proposal by 23 Dec 2026" in text(ours.get(url("table", table.pk)))
    ours.post(url("talk_confirm", table.pk))
    theirs.post(url("partner_talk_confirm", table.pk))

    table.refresh_from_db()
    assert table.talk is not None
    assert table.talk.foundation_confirmed_at is not None
    assert table.talk.partner_confirmed_by == f"contact:{cast.gift.pk}"
    another = replace(TALK, held_on=NOW.date(), agreed_note="More roofs")
    record_talk(actor=cast.actor("amina"), now=NOW, renegotiation=table, talk=another)
    page = text(theirs.get(url("partner_table", table.pk)))
    assert "More roofs" in page
    assert "Fewer children" in page[page.index("Earlier records of talks") :]


def test_the_page_confirms_only_the_note_that_it_shows(cast, table) -> None:
    amina = cast.actor("amina")
    record_talk(actor=amina, now=NOW, renegotiation=table, talk=TALK)
    theirs, address = at_table(cast, table.pk), url("partner_talk_confirm", table.pk)
    page = text(theirs.get(url("partner_table", table.pk)))
    seen = {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}
    another = replace(TALK, agreed_note="More roofs")
    record_talk(actor=amina, now=NOW, renegotiation=table, talk=another)

    assert theirs.post(address, seen).status_code == 409
    ours = staff(cast, "amina")
    given = {"for_party": str(cast.malawi_party.pk)} | seen
    assert ours.post(url("talk_confirm_for", table.pk), given).status_code == 409
    record_talk(actor=amina, now=NOW, renegotiation=table, talk=TALK)
    assert theirs.post(address, seen).status_code == 302


def test_what_the_partner_confirmed_may_be_entered_visibly(cast, table) -> None:
    record_talk(actor=cast.actor("amina"), now=NOW, renegotiation=table, talk=TALK)

    client = staff(cast, "amina")
    client.post(
        url("talk_confirm_for", table.pk), {"for_party": str(cast.malawi_party.pk)}
    )

    page = text(client.get(url("table", table.pk)))
    assert "entered by Amina on behalf of the partner" in page


def test_a_talk_without_a_note_is_asked_for_it(cast, table) -> None:
    answer = staff(cast, "amina").post(url("talk", table.pk), {"people": "Amina"})

    assert "Write what both sides agreed to note" in text(answer)


def test_a_private_note_is_kept_and_shown_to_the_own_side(cast, table) -> None:
    theirs = at_table(cast, table.pk)

    theirs.post(url("partner_note", table.pk), {"text": "Ask for more"})

    assert PrivateNote.objects.get().party == cast.malawi_party
    assert "Ask for more" in text(theirs.get(url("partner_table", table.pk)))
    assert "Ask for more" not in text(staff(cast, "amina").get(url("table", table.pk)))


def test_an_empty_note_is_refused_on_the_page(cast, table) -> None:
    answer = at_table(cast, table.pk).post(url("partner_note", table.pk), {})

    assert "Write the note" in text(answer)


def test_the_helper_is_asked_once(cast, table) -> None:
    client = at_table(cast, table.pk)

    client.post(url("partner_helper", table.pk))

    page = text(client.get(url("partner_table", table.pk)))
    assert "The neutral helper is asked to the table." in page


def test_an_auditor_reads_and_gets_no_button(cast, table) -> None:
    page = text(staff(cast, "fay").get(url("table", table.pk)))

    assert "The storm took the roofs" in page
    assert "I have read it" not in page
    assert "Notes of your side alone" not in page


def test_who_comes_by_the_link_of_the_partnership_is_mailed_the_own_link(
    cast, table
) -> None:
    client = at_home(cast)
    assert "Mail me my link" in text(client.get(url("partner_table", table.pk)))

    client.post(url("partner_own_link", table.pk))

    message = Outgoing.objects.get(letter="agreements.link")
    assert message.recipient_key == f"contact:{cast.gift.pk}"


def test_a_link_to_another_table_opens_nothing(cast, table) -> None:
    answer = at_table(cast, table.pk + 1).get(url("partner_table", table.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        (LinkPurpose.RENEGOTIATION, "Talk about our agreement"),
        (LinkPurpose.SIGN, "Sign our agreement"),
    ],
)
def test_the_landing_says_what_the_link_is_for(cast, table, client, purpose, words):
    address = f"/r/{token_of(link_of_table(cast, table.pk, purpose=purpose))}/"

    assert words in text(client.get(address))
    assert client.post(address).url == url("partner_table", table.pk)

"""What do the mails about the steps of a table say, word for word?"""

from datetime import date, timedelta

import pytest

from agreements.choices import ChangeReason
from agreements.emails import table_link, turn
from agreements.models import RenegotiationStep
from agreements.services.beginning import begin_agreement
from agreements.services.endings import decline, park, withdraw
from agreements.services.lapsing import lapse_overdue
from agreements.services.raising import acknowledge, raise_change
from agreements.services.table_links import send_table_link
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from tests.agreements.table import (
    WISH,
    accepted,
    gift,
    make_agreement,
    proposed,
    raised,
    ready,
    signed,
)
from tests.cast import NOW

RAISED = """\
Dear Amina,

The other side asks to change the agreement below. Read what changed and why, and say \
that you read it. It takes about 3 minutes.

Partnership: Nyali Trust
Country: Malawi
Agreement: MW-01/2026 Schools
What comes next: Waiting for you: say that you read the wish by 30 Nov 2026

Open the change:
https://site.example/renegotiations/NUMBER/

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you speak for your side in this agreement. It was sent by \
itself.
"""
PROPOSED = """\
Dear Amina,

A proposal for the agreement below is on the table. Say to each change whether you \
accept it or want to talk about it, or propose other words.

Partnership: Nyali Trust
Country: Malawi
Agreement: MW-01/2026 Schools
What comes next: Waiting for you: answer by 23 Dec 2026

Read the proposal:
https://site.example/renegotiations/NUMBER/

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you speak for your side in this agreement. It was sent by \
itself.
"""
# Words of the wish, of the proposal and of its amounts: never in a mail.
SECRET = (
    *("storm", "roofs", "Fewer", "54,000", "54000", "6,000", "working days"),
    *("no money", "donor"),
)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"


def letter_to(kind: str, state: str):
    """The letter of the newest step of a kind, to somebody."""
    step = RenegotiationStep.objects.filter(state=state).latest("pk")
    message = Outgoing.objects.get(
        letter="agreements.turn", facts__step=step.pk, recipient_key__startswith=kind
    )
    written = turn(message, now=NOW)
    for words in SECRET:
        assert words not in written.subject + written.text + written.html
    return written


def test_a_raised_change_word_for_word(cast) -> None:
    table = raised(cast)

    letter = letter_to("user:", "RAISED")
    assert letter.subject == "Waiting for you: a change was raised, Nyali Trust"
    assert letter.text == RAISED.replace("NUMBER", str(table.pk))
    assert letter.thread == f"renegotiation-{table.pk}"


def test_a_proposal_word_for_word(cast) -> None:
    table = raised(cast)
    proposed(gift(cast), table)

    letter = letter_to("user:", "PROPOSED")
    assert letter.subject == "Waiting for you: a proposal with 5 changes, Nyali Trust"
    assert letter.text == PROPOSED.replace("NUMBER", str(table.pk))


def test_a_person_of_the_partner_gets_the_own_link(cast) -> None:
    raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=make_agreement(cast), wish=WISH
    )

    text = letter_to("contact:", "RAISED").text
    assert text.startswith("Dear Gift,")
    assert "Open the change:\n[[link:" in text


def test_a_read_wish_calls_to_the_talk(cast) -> None:
    acknowledge(actor=cast.actor("amina"), now=NOW, renegotiation=raised(cast))

    letter = letter_to("contact:", "TALKING")
    assert letter.subject == "Time to talk: change of our agreement, Nyali Trust"
    assert "What comes next: Waiting for both sides: talk by 7 Dec 2026" in letter.text


def test_a_new_agreement_is_announced_as_such(cast) -> None:
    make_agreement(cast)
    begin_agreement(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind="MOU",
        title="Seeds",
    )

    letter = letter_to("contact:", "TALKING")
    assert letter.subject == "Time to talk: a new agreement, Nyali Trust"
    assert "We begin the agreement below together." in letter.text


def test_a_counter_proposal_says_how_many_changes_it_has(cast) -> None:
    table = raised(cast)
    proposed(gift(cast), table)
    proposed(cast.actor("amina"), table, change=lambda terms: terms)

    letter = letter_to("contact:", "COUNTERED")
    assert letter.subject == "Waiting for you: an answer with 5 changes, Nyali Trust"


def test_what_both_agreed_to_waits_for_signatures(cast) -> None:
    accepted(cast, raised(cast))

    letter = letter_to("contact:", "AGREED")
    assert letter.subject == "Time to sign: our agreement, Nyali Trust"
    assert "Waiting for both sides: sign by 23 Dec 2026" in letter.text
    assert (
        "Who signs: the country manager of the foundation, the head of the partner"
    ) in letter.text


def test_a_signed_version_says_from_when_it_holds(cast) -> None:
    ready(cast)
    signed(cast, raised(cast))

    letter = letter_to("user:", "SIGNED")
    assert letter.subject == "Signed: new version from 23 Dec 2026, Nyali Trust"
    assert "Holds from: 23 Dec 2026" in letter.text


def test_a_declined_change_keeps_its_reason_at_the_table(cast) -> None:
    decline(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=raised(cast),
        reason=ChangeReason.MONEY,
        text="There is no money",
        would_be_possible="A donor",
    )

    letter = letter_to("contact:", "DECLINED")
    assert letter.subject == "Declined: change of our agreement, Nyali Trust"
    assert "What comes next" not in letter.text


def test_a_wish_that_was_taken_back_asks_for_nothing(cast) -> None:
    withdraw(actor=gift(cast), now=NOW, renegotiation=raised(cast), text="Solved")

    letter = letter_to("user:", "WITHDRAWN")
    assert letter.subject == "Taken back: change of our agreement, Nyali Trust"
    assert "You need to do nothing." in letter.text


def test_what_is_put_aside_says_until_when(cast) -> None:
    until = date(2027, 2, 1)
    park(actor=gift(cast), now=NOW, renegotiation=raised(cast), until=until)

    letter = letter_to("user:", "PARKED")
    assert letter.subject == (
        "Put aside until 1 Feb 2027: change of our agreement, Nyali Trust"
    )


def test_what_lapsed_says_so_to_both_sides(cast) -> None:
    raised(cast)
    lapse_overdue(now=NOW + timedelta(days=120))

    for reader in ("user:", "contact:"):
        letter = letter_to(reader, "LAPSED")
        assert letter.subject == "Lapsed: change of our agreement, Nyali Trust"


def test_when_the_table_moved_on_there_is_nothing_to_say(cast) -> None:
    table = raised(cast)
    acknowledge(actor=cast.actor("amina"), now=NOW, renegotiation=table)

    with pytest.raises(NothingToSayError):
        letter_to("user:", "RAISED")


def test_the_asked_for_link_names_its_last_day(cast) -> None:
    table = raised(cast)
    send_table_link(actor=gift(cast), now=NOW, renegotiation=table)

    letter = table_link(Outgoing.objects.get(letter="agreements.link"), now=NOW)
    assert letter.subject == "Your link to our agreement: Nyali Trust"
    assert "Your link works until: 22 Apr 2027" in letter.text
    assert "Open the table:\n[[link:" in letter.text


def test_a_partner_hears_of_a_wish_that_was_entered_for_it(cast) -> None:
    raise_change(
        actor=cast.actor("brian"),
        now=NOW,
        agreement=make_agreement(cast),
        wish=WISH,
        for_party=cast.malawi_party,
    )

    assert letter_to("contact:", "RAISED").subject == (
        "Noted: your side raised a change, Nyali Trust"
    )
    assert letter_to("user:", "RAISED").subject.startswith("Waiting for you:")


def test_the_lead_is_not_asked_to_answer_a_proposal_of_the_own_side(cast) -> None:
    proposed(cast.actor("brian"), raised(cast))

    letter = letter_to("user:", "PROPOSED")
    assert letter.subject == (
        "Sent: a proposal of your side with 5 changes, Nyali Trust"
    )
    assert "Waiting for the partner: answer by 23 Dec 2026" in letter.text

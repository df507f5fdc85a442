"""Who gets which mail about a step, with which link, and when none?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from agreements.emails import table_link, turn
from agreements.models import RenegotiationStep
from agreements.services.accepting import accept_proposal
from agreements.services.raising import acknowledge, raise_change
from agreements.services.table_links import send_table_link
from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.accounts.models import PartnerLink, RoleAssignment
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from partners.models import Contact
from tests.agreements.coalitions import table_of_three, zola
from tests.agreements.table import (
    TERMS,
    WISH,
    accepted,
    changed,
    gift,
    make_agreement,
    proposed,
    raised,
    ready,
    signed,
)
from tests.cast import NOW


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
    return turn(message, now=NOW)


def test_a_person_of_the_partner_gets_the_own_link(cast) -> None:
    raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=make_agreement(cast), wish=WISH
    )

    text = letter_to("contact:", "RAISED").text
    assert text.startswith("Dear Gift,")
    assert "Open the change:\n[[link:" in text


def test_when_the_table_moved_on_there_is_nothing_to_say(cast) -> None:
    table = raised(cast)
    acknowledge(actor=cast.actor("amina"), now=NOW, renegotiation=table)

    with pytest.raises(NothingToSayError):
        letter_to("user:", "RAISED")


def test_where_the_lead_moved_managers_hear_what_a_partner_wishes(cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    raised(cast)

    assert not Outgoing.objects.filter(recipient_key=f"user:{cast.amina.pk}").exists()
    text = letter_to(f"user:{cast.brian.pk}", "RAISED").text
    assert "Questions? Write to ECLT Foundation:" in text
    assert "because nobody leads this partnership for the foundation." in text


def test_whom_a_promise_names_hears_nothing_without_a_role_there(cast) -> None:
    ours, theirs = TERMS.promises
    named = (replace(ours, owner_key=f"user:{cast.chloe.pk}", confirmer_key=""), theirs)
    ready(cast)
    signed(cast, raised(cast), lambda terms: replace(changed(terms), promises=named))

    assert not Outgoing.objects.filter(recipient_key=f"user:{cast.chloe.pk}").exists()


def test_whom_a_promise_of_the_new_version_names_hears_that_it_is_signed(cast) -> None:
    RoleAssignment.objects.create(
        user=cast.chloe, role=Role.OFFICER, country=cast.malawi
    )
    zola = Contact.objects.create(
        partner=cast.nyali,
        name="Zola",
        email="z@example.org",
        time_zone="UTC",
    )
    ours, theirs = TERMS.promises
    named = (
        replace(ours, owner_key=f"user:{cast.chloe.pk}", confirmer_key=""),
        replace(theirs, owner_key=f"contact:{zola.pk}"),
    )
    ready(cast)
    signed(cast, raised(cast), lambda terms: replace(changed(terms), promises=named))

    text = letter_to(f"contact:{zola.pk}", "SIGNED").text
    assert "A promise in the agreement below names you" in text
    assert "because a promise in this agreement names you." in text
    assert "Read what was signed:\n[[link:" in text
    assert letter_to(f"user:{cast.chloe.pk}", "SIGNED").subject.startswith(
        "Signed: you have a promise in our agreement"
    )
    assert (
        "All have signed. The new version"
        in letter_to(f"user:{cast.amina.pk}", "SIGNED").text
    )


def test_whom_a_promise_names_does_not_speak_for_the_side_by_that(cast) -> None:
    zola = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@example.org", time_zone="UTC"
    )
    ours, theirs = TERMS.promises
    named = (ours, replace(theirs, owner_key=f"contact:{zola.pk}"))
    ready(cast)
    signed(cast, raised(cast), lambda terms: replace(changed(terms), promises=named))

    link = PartnerLink.objects.get(contact_id=zola.pk)
    assert link.purpose == LinkPurpose.HOME
    assert link.subject_id == link.partnership_id


def test_the_asked_for_link_names_its_last_day(cast) -> None:
    table = raised(cast)
    send_table_link(actor=gift(cast), now=NOW, renegotiation=table)

    letter = table_link(Outgoing.objects.get(letter="agreements.link"), now=NOW)
    assert letter.subject == "Your link to our agreement: Nyali Trust"
    assert "Your link works until: 22 Apr 2027" in letter.text
    assert "Open the table:\n[[link:" in letter.text


def test_a_head_who_came_since_both_agreed_asks_for_the_link_that_signs(cast) -> None:
    table = raised(cast)
    ready(cast)
    accepted(cast, table)
    table.refresh_from_db()
    people = {
        is_head: Contact.objects.create(
            partner=cast.nyali,
            name="Zola",
            email=f"{is_head}@example.org",
            time_zone="UTC",
            is_head=is_head,
        )
        for is_head in (True, False)
    }

    for each in people.values():
        home = issue_link(
            now=NOW,
            contact_id=each.pk,
            partnership_id=cast.malawi_partnership.pk,
            country_id="MW",
            purpose=LinkPurpose.HOME,
            subject_id=cast.malawi_partnership.pk,
            expires_at=NOW + timedelta(days=30),
        )
        send_table_link(actor=actor_of_link(home), now=NOW, renegotiation=table)

    links = PartnerLink.objects.filter(subject_id=table.pk)
    assert links.get(contact_id=people[True].pk).purpose == LinkPurpose.SIGN
    assert links.get(contact_id=people[False].pk).purpose == LinkPurpose.RENEGOTIATION


def test_a_partner_hears_of_a_wish_that_was_entered_for_it(cast) -> None:
    raise_change(
        actor=cast.actor("brian"),
        now=NOW,
        agreement=make_agreement(cast),
        wish=WISH,
        for_party=cast.malawi_party,
    )

    assert letter_to("contact:", "RAISED").subject.startswith("Noted:")
    assert letter_to("user:", "RAISED").subject.startswith("Waiting for you:")


def same(terms):
    return terms


def of_zola(state: str):
    """The letter of the newest step of a kind to Zola, of the other partner."""
    return letter_to(f"contact:{Contact.objects.get(name='Zola').pk}", state)


def test_the_other_partners_of_a_coalition_read_who_raised_a_change(cast) -> None:
    table_of_three(cast)

    letter = of_zola("RAISED")

    assert letter.subject.startswith("For you to know: a partner raised a change, ")
    assert "Another partner asks to change the agreement below." in letter.text
    assert "Raised by: Nyali" in letter.text
    assert "Waiting for the foundation: say that you read the wish" in letter.text
    assert "your side" not in letter.text.partition("--")[0]
    assert "Time needed" not in letter.text


@pytest.mark.parametrize("round_", ["first", "answer"])
def test_a_paper_of_one_partner_asks_the_other_partners_for_an_answer(
    cast, round_
) -> None:
    table = table_of_three(cast)
    change = changed
    if round_ == "answer":
        proposed(cast.actor("amina"), table)
        change = same
    proposed(gift(cast), table, change)

    letter = of_zola("COUNTERED" if round_ == "answer" else "PROPOSED")

    assert letter.subject.startswith("Waiting for you: ")
    assert "Say to each change whether you accept it" in letter.text
    assert "nothing" not in letter.text
    assert "Proposed by: Nyali" in letter.text
    assert "Time needed: About 20 minutes" in letter.text


def test_the_foundation_reads_which_partner_of_a_coalition_wrote_the_paper(
    cast,
) -> None:
    proposed(gift(cast), table_of_three(cast))

    letter = letter_to("user:", "PROPOSED")

    assert "Proposed by: Nyali" in letter.text


def test_each_organisation_of_a_coalition_is_asked_to_sign(cast) -> None:
    table = table_of_three(cast)
    paper = proposed(cast.actor("amina"), table)
    for actor in (gift(cast), zola(cast, table)):
        accept_proposal(actor=actor, now=NOW, proposal=paper, seen_hash=paper.text_hash)

    text = of_zola("AGREED").text

    assert "Now each organisation signs them" in text
    assert "the head of each partner" in text
    assert "Waiting for the foundation, Nyali Trust, Zuwa: sign by" in text

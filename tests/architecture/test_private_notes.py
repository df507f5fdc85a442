"""The canary: a private note of one side sings nowhere but at its own side.

Every address of the product is opened as everybody else; the words of the note are
looked for in all pages, in the audit and in all mails.
"""

import pytest
import time_machine
from django.test import Client

from agreements.models import Renegotiation
from agreements.services.talking import write_private_note
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import LetterError
from eclt_partners.notifications.models import Outgoing
from tests.agreements.table import gift, lead_by
from tests.agreements.visits import at_home, at_table, staff
from tests.architecture.places import Place, address_of, place_of
from tests.architecture.wall import PAGES, ROLES
from tests.cast import NOW, Cast

OURS, THEIRS = "Canary of the foundation", "Canary of the partner"
# Who keeps the notes of the foundation in Malawi (rulings, "Who may do what").
KEEPERS = {"amina", "brian"}


@pytest.fixture
def place(cast: Cast) -> Place:
    """Malawi with a note of each side at the same table."""
    lead_by(cast, cast.gift)
    place = place_of(cast.malawi_partnership, cast.malawi_party, cast)
    table = Renegotiation.objects.get(pk=place.values["table"])
    write_private_note(
        actor=cast.actor("amina"), now=NOW, renegotiation=table, text=OURS
    )
    write_private_note(actor=gift(cast), now=NOW, renegotiation=table, text=THEIRS)
    return place


def _sung(client: Client, place: Place) -> set[str]:
    """Return which notes are found on any page that this person opens."""
    found = set()
    for page in PAGES:
        answer = client.get(address_of(page, place))
        body = b"" if answer.streaming else answer.content
        found |= {note for note in (OURS, THEIRS) if note.encode() in body}
    return found


def _sings_for(cast: Cast, who: str, place: Place) -> set[str]:
    with time_machine.travel(NOW, tick=True):
        return _sung(staff(cast, who), place)


@pytest.mark.parametrize("who", ROLES)
def test_people_of_the_foundation_read_their_own_notes_or_none(
    cast: Cast, place: Place, who: str
) -> None:
    assert _sings_for(cast, who, place) == ({OURS} if who in KEEPERS else set())


@pytest.mark.parametrize("purpose", [LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN])
def test_people_of_the_partner_read_their_own_notes_or_none(
    cast: Cast, place: Place, purpose: LinkPurpose
) -> None:
    with time_machine.travel(NOW, tick=True):
        found = _sung(at_table(cast, place.values["table"], purpose), place)

    has_notes = purpose == LinkPurpose.RENEGOTIATION
    assert found == ({THEIRS} if has_notes else set())


def test_the_link_of_the_partnership_shows_no_note(cast: Cast, place: Place) -> None:
    with time_machine.travel(NOW, tick=True):
        assert _sung(at_home(cast), place) == set()


def test_neither_audit_nor_mail_holds_a_word_of_a_note(place: Place) -> None:
    kept = str(list(AuditEntry.objects.values()))
    for message in Outgoing.objects.exclude(letter="library"):
        kept += str(message.__dict__)
        try:
            kept += letters.write(message, now=NOW).html
        except LetterError:
            continue

    assert "agreements.note.written" in kept
    assert "Canary" not in kept

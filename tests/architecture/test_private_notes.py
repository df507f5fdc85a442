"""The canary: a private note of one side sings nowhere but at its own side.

Every address of the product is opened as everybody else; the words of the note are
looked for in all pages, in the audit and in all mails. People of the foundation open
every page in `test_wall.py` and, where no account is needed, `test_safe_requests.py`.
"""

import pytest
import time_machine
from django.test import Client

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import LetterError
from eclt_partners.notifications.models import Outgoing
from tests.agreements.visits import at_home, at_table
from tests.architecture.canary import THEIRS, notes_in, write_notes
from tests.architecture.places import Place, address_of, place_of
from tests.architecture.wall import PAGES
from tests.cast import NOW, Cast


@pytest.fixture
def place(cast: Cast) -> Place:
    """Malawi with a note of each side at the same table."""
    place = place_of(cast.malawi_partnership, cast.malawi_party, cast)
    write_notes(cast, place)
    return place


def _sung(client: Client, place: Place) -> set[str]:
    """Return which notes are found on any page that this person opens."""
    found = set()
    for page in PAGES:
        found |= notes_in(client.get(address_of(page, place)))
    return found


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

"""What do the mails about a lapsed change say, word for word?"""

from datetime import timedelta

import pytest

from agreements.emails import lapsed, turn
from agreements.services.lapsing import lapse_overdue, note_lapse
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from tests.agreements.table import raised
from tests.cast import NOW
from tests.mails.foot import without_foot

LATER = NOW + timedelta(days=120)


@pytest.fixture
def table(cast, settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    table = raised(cast)
    lapse_overdue(now=LATER)
    return table


def noted(cast, table) -> None:
    note_lapse(
        actor=cast.actor("dan"), now=LATER, renegotiation=table, text="Secret words"
    )


def test_a_director_is_asked_for_a_note(cast, table) -> None:
    message = Outgoing.objects.get(letter="agreements.lapsed")

    letter = lapsed(message, now=LATER)

    assert letter.subject == "Waiting for your note: a change lapsed, Nyali Trust"
    assert (
        without_foot(letter.text)
        == f"""\
Dear Dan,

A change of the agreement below was open for 120 days and nothing came of it, so it \
lapsed. What is agreed goes on as it is.

Write in a few sentences why nothing came of it, and what follows. Both sides read \
your note.

Partnership: Nyali Trust
Country: Malawi
Agreement: MW-01/2026 Schools
Time needed: About 10 minutes

Write the note:
https://site.example/renegotiations/{table.pk}/lapse-note/

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you are a director.
"""
    )


def test_when_the_note_is_written_nobody_is_asked_for_it(cast, table) -> None:
    message = Outgoing.objects.get(letter="agreements.lapsed")
    noted(cast, table)
    with pytest.raises(NothingToSayError):
        lapsed(message, now=LATER)


def test_both_sides_hear_of_the_note_without_its_words(cast, table) -> None:
    noted(cast, table)
    step = table.steps.last()
    message = Outgoing.objects.get(
        facts__step=step.pk, recipient_key=f"contact:{cast.gift.pk}"
    )

    letter = turn(message, now=LATER)

    assert letter.subject == "A note on the change that lapsed, Nyali Trust"
    assert "A director has noted now why nothing came of it" in letter.text
    assert "Secret words" not in letter.text + letter.html

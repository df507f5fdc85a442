"""Who reads a single letter of a role while its person is away?"""

from datetime import timedelta

import pytest

from eclt_partners.accounts.models import Absence
from eclt_partners.notifications.framing import frame_of
from eclt_partners.notifications.services import Recipient
from tests.cast import NOW, TODAY


@pytest.fixture
def amina_is_away(cast) -> Recipient:
    Absence.objects.create(
        person=cast.amina,
        stand_in=cast.brian,
        from_on=TODAY,
        until_on=TODAY + timedelta(days=3),
        created_at=NOW,
        created_by="user:0",
    )
    return Recipient(f"user:{cast.amina.pk}", "amina@example.org", "fr", "UTC")


def test_the_stand_in_reads_what_a_role_is_told(queued, amina_is_away, cast):
    message = queued(recipient=amina_is_away, now=NOW, is_for_role=True)
    assert message.to_address == "brian@example.org"
    assert message.facts == {"in_place_of": f"user:{cast.amina.pk}"}
    (line,) = frame_of(message, now=NOW).standing_in
    assert line == "For Amina, who is away until 26 Nov 2026: you stand in."


def test_after_the_return_the_line_names_no_day(queued, amina_is_away):
    message = queued(recipient=amina_is_away, now=NOW, is_for_role=True)
    (line,) = frame_of(message, now=NOW + timedelta(days=9)).standing_in
    assert line == "You read this for Amina, for whom you stood in."


def test_what_is_personal_goes_to_the_person(queued, amina_is_away):
    message = queued(recipient=amina_is_away, now=NOW)
    assert (message.to_address, message.facts) == ("amina@example.org", {})


def test_somebody_who_is_there_reads_it(queued, reader, db):
    assert queued(now=NOW, is_for_role=True).to_address == reader.address

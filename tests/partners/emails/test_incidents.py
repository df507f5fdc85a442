"""The mail about a danger says neither who, nor where, nor what."""

import pytest

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from partners.choices import IncidentWish
from partners.emails import incident_reported, nobody_for_safety
from partners.services.incidents import note_contact, report_incident
from tests.mails.foot import without_foot

pytestmark = pytest.mark.django_db
SECRET = "The supervisor hit a boy at the barn"

LETTER = """\
Hello,

Somebody has told us that a person may be in danger.

This mail says nothing more. Sign in to read the report.

Country: Malawi
Make contact by: 26 Nov 2026, 11:00
Time needed: About 5 minutes

Read the report:
https://site.example/incidents/NUMBER/

--
ECLT Foundation
Questions? Write to ECLT Foundation: partnerships@example.org
You get this mail because you are the safeguarding lead.
"""


@pytest.fixture
def incident(cast, now, settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    return report_incident(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
        note=SECRET,
    )


def test_the_lead_reads_word_for_word(incident, now) -> None:
    letter = incident_reported(Outgoing.objects.get(), now=now)
    assert letter.subject == "Confidential: a safety concern waits for you"
    assert without_foot(letter.text) == LETTER.replace("NUMBER", str(incident.pk))


def test_no_part_names_partnership_person_or_event(incident, now) -> None:
    letter = incident_reported(Outgoing.objects.get(), now=now)
    for secret in ("Nyali", "MW-01", "Amina", SECRET):
        assert secret not in letter.subject + letter.text + letter.html


def test_after_contact_there_is_nothing_to_say(cast, incident, now) -> None:
    note_contact(actor=cast.actor("sam"), now=now, incident=incident)
    with pytest.raises(NothingToSayError):
        incident_reported(Outgoing.objects.get(), now=now)


def test_a_country_without_a_lead_is_named_and_nothing_else(cast, now) -> None:
    RoleAssignment.objects.filter(user=cast.sam).delete()
    report_incident(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SPEAK,
        note=SECRET,
    )
    letter = nobody_for_safety(Outgoing.objects.first(), now=now)
    assert letter.subject == "Malawi needs a safeguarding lead today"
    assert "Nyali" not in letter.text


def test_the_lead_reads_that_more_was_said_and_not_what(cast, incident, now) -> None:
    report_incident(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SPEAK,
    )
    letter = incident_reported(Outgoing.objects.get(facts__again=True), now=now)
    first, again = LETTER.replace("NUMBER", str(incident.pk)), without_foot(letter.text)
    assert again == first.replace(
        "Somebody has told us that a person may be in danger.",
        "Somebody has told us more about a danger that you know of.",
    )

"""How tests open pages: as somebody, and with the queries counted."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BACKEND = "eclt_partners.accounts.backends.PersonBackend"


def client_of(person):
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def settled(person):
    """A browser in which this person has looked around: the first page notes that."""
    client = client_of(person)
    client.get("/more/")
    return client


def queries_of(client, address):
    """How many queries one page takes in a session that goes on; it must answer 200."""
    client.get("/more/")
    with CaptureQueriesContext(connection) as context:
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return len(context)


def more_partnerships(original, count, *, first=50):
    """Copies of a partnership, each with its party and lead."""
    made = []
    party = original.parties.get()
    country = original.country_id
    for number in range(first, first + count):
        partnership = type(original).objects.get(pk=original.pk)
        partnership.pk = None
        partnership.code = f"{country}-{number}"
        partnership.save()
        copy = type(party).objects.get(pk=party.pk)
        copy.pk, copy.partnership = None, partnership
        copy.save()
        made.append(partnership)
    return made

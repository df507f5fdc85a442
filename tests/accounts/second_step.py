"""People who set up the second step of signing in, page by page."""

from typing import Any

from django.test import Client

from tests.cast import PASSWORD
from tests.telephone import Telephone

AGAIN, PLACE = "/account/again/", "/account/second-step/"
SET_UP, CODES = f"{PLACE}app/", f"{PLACE}codes/"


def signed_in(email: str = "amina@example.org") -> Client:
    """A browser of somebody who entered the password twice, a moment ago."""
    client = Client()
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    client.post(AGAIN, {"password": PASSWORD})
    return client


def text(answer: Any) -> str:
    """What a page says."""
    words: str = answer.content.decode()
    return words


def with_second_step(client: Client) -> Telephone:
    """Set the second step up in a browser of somebody who is `signed_in`."""
    phone = Telephone.that_reads(text(client.get(SET_UP)))
    answer = client.post(SET_UP, {"code": phone.code()})
    assert answer.url == CODES
    return phone

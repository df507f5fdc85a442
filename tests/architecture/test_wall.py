"""The country wall: every address x every role x own, other and missing objects.

Each answer is also looked at for what `test_safe_requests.py` asks: that looking
changed no row, and the headers of trust; and for private notes, which only their
keepers may read (`test_private_notes.py`).
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from tests.architecture.canary import KEEPERS, OURS, notes_in, write_notes
from tests.architecture.places import BACKEND, Place, address_of, place_of
from tests.architecture.wall import PAGES, ROLES
from tests.architecture.wall_page import OPEN, Door, Page
from tests.architecture.watch import Watch
from tests.cast import Cast

OPENED = {200, 302}
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|name="next" value="[^"]*"'
    rb"|[0-9a-f]{12}|/[a-z]+/[A-Z0-9]+/[a-z/]*|value=\"/[^\"]*\""
)


@pytest.fixture
def malawi(cast: Cast) -> Place:
    return place_of(cast.malawi_partnership, cast.malawi_party, cast)


@pytest.fixture
def uganda(cast: Cast) -> Place:
    return place_of(cast.uganda_partnership, cast.uganda_party, cast)


def _client(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, role), backend=BACKEND)
    return client


def _wanted(page: Page, actor: Actor, place: Place) -> set[int]:
    """Say which answers are right for this actor at this place."""
    where = {"country": place.country, "partnership": place.partnership}
    if page.door is Door.PERSON:
        return {405} if page.post_only else OPENED
    if page.door is Door.ASKER:
        return {405} if page.post_only else {404}
    if page.door is Door.RIGHT:
        return _wanted_of_right(page, actor)
    if not _sees(page, actor, place):
        return {404, 405} if page.post_only else {404}
    if page.post_only:
        return {405}
    if page.door is Door.SEAT:
        has_seat = place.lead == actor.user_id
        return OPENED if has_seat else {403}
    is_lead = page.or_lead and place.lead == actor.user_id
    may = is_lead or actor.may(page.action, **where)
    return (OPENED | {409} if page.in_time else OPENED) if may else {403}


def _wanted_of_right(page: Page, actor: Actor) -> set[int]:
    if page.post_only:
        return {405}
    return OPENED if actor.may_somewhere(page.action) else {403}


def _sees(page: Page, actor: Actor, place: Place) -> bool:
    """Tell whether the object is in the actor's scope at all."""
    if "country" in page.keys:
        return actor.may(Action.SEE, country=place.country)
    return actor.may(page.seen_by, country=place.country, partnership=place.partnership)


def _names(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(f"{space}{pattern.name}")
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= _names(pattern, inner)
    return found


def test_every_address_of_the_product_stands_on_the_wall() -> None:
    assert _names(get_resolver()) - {page.name for page in PAGES} == set()


def test_the_wall_names_no_address_that_is_gone() -> None:
    assert {page.name for page in PAGES} - _names(get_resolver()) == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_right_and_a_safe_answer_everywhere(
    cast: Cast, malawi: Place, uganda: Place, role: str
) -> None:
    client, actor, wrong = _client(cast, role), cast.actor(role), []
    write_notes(cast, malawi)
    watch, notes = Watch(), set()
    for place in (malawi, uganda):
        for page in PAGES:
            if page.door in OPEN:
                continue
            answer = client.get(address_of(page, place))
            wanted = _wanted(page, actor, place)
            if answer.status_code not in wanted:
                wrong.append((page.name, place.country, answer.status_code, wanted))
            faults = watch.faults(answer, is_signed_in=True)
            wrong += [(page.name, place.country, fault) for fault in faults]
            notes |= notes_in(answer)
    assert not wrong, "\n".join(str(line) for line in wrong)
    assert notes == ({OURS} if role in KEEPERS else set())


def test_nobody_gets_in_without_signing_in(
    cast: Cast, malawi: Place, client: Client
) -> None:
    login = reverse("account_login")
    wrong = []
    for page in PAGES:
        if page.door in OPEN:
            continue
        answer = client.get(address_of(page, malawi))
        if answer.status_code != 302 or not answer.url.startswith(login):
            wrong.append((page.name, answer.status_code))
    assert wrong == []


def test_a_stranger_gets_exactly_the_answer_of_a_missing_object(
    cast: Cast, malawi: Place
) -> None:
    client, different = _client(cast, "chloe"), []
    for page in PAGES:
        if page.door not in {Door.OBJECT, Door.SEAT, Door.ASKER}:
            continue
        for method in ("get", "head", "post"):
            there = getattr(client, method)(address_of(page, malawi))
            gone = getattr(client, method)(address_of(page, malawi, missing=True))
            same = CHANGING.sub(b"", there.content) == CHANGING.sub(b"", gone.content)
            if there.status_code != gone.status_code or not same:
                different.append((page.name, method, there.status_code))
    assert not different, "\n".join(str(line) for line in different)


def test_partner_pages_are_closed_to_people_of_the_foundation(
    cast: Cast, malawi: Place
) -> None:
    client = _client(cast, "dan")
    opened = [
        page.name
        for page in PAGES
        if page.door is Door.LINK
        and client.get(address_of(page, malawi)).status_code != 404
    ]
    assert opened == []


def test_an_address_that_was_guessed_opens_nothing(
    cast: Cast, malawi: Place, client: Client
) -> None:
    secret = [page for page in PAGES if page.door is Door.SECRET]
    assert secret
    for page in secret:
        assert client.get(address_of(page, malawi)).status_code == 404


def test_a_person_who_may_no_longer_sign_in_is_outside(
    cast: Cast, malawi: Place
) -> None:
    client = _client(cast, "amina")
    cast.amina.is_active = False
    cast.amina.save(update_fields=["is_active"])
    answer = client.get(reverse("dashboards:today"))
    assert answer.status_code == 302

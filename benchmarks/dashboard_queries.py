"""What does every page of the product ask the database, few rows or many in it?

The pages are those of the country wall (tests/architecture/wall.py), opened by a
director and, where no account is needed, by a person of a partner; their addresses name
some of the newest rows of each kind, since a row may have what another has not: what
counts is the most that a page asked. A page whose question takes longer than `PATIENCE`
is named and ends. Pages of which there is no row are opened in page_scene.py, as are all
others once more.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any, Final

from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from agreements.models import (
    Agreement,
    CommitmentInstance,
    PeriodResult,
    Proposal,
    Renegotiation,
)
from benchmarks.page_scene import Opened, opened_in_scene, worse
from benchmarks.ratios import say
from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import token_of
from partners.models import (
    AfterCheck,
    CapacityGoal,
    Contact,
    Function,
    Partner,
    Partnership,
    PartnershipParty,
)
from reviews.models import Instrument, Panelist, Review
from tests.architecture.places import BACKEND, WORDS
from tests.architecture.wall import PAGES
from tests.architecture.wall_page import OPEN, Door, Page

MOST: Final = 8
PATIENCE: Final = "5s"
SLOW: Final = 1.0
# How many rows of each kind are opened, and how many of those whose pages differ then.
ROWS, MORE_ROWS = 6, 40
# What stands in addresses and is the same for all rows.
ONCE: Final = frozenset({"country", "person", "colleague", "instrument", *WORDS})
# Of the reviews whose pages are opened.
STATES: Final = ("COMPLETED", "OPEN")
Installation = Any


def compared(few: Installation, many: Installation, biggest: str) -> bool:
    """Print the pages that do not ask the same at both sizes, too much, or slowly.

    Args:
        few: the installation with few rows.
        many: the one with many.
        biggest: the code of its largest country.

    Returns:
        Whether there is none.
    """
    found = [_opened(place, biggest, range(ROWS)) for place in (few, many)]
    differ = _differing(*found)
    for place, first in zip((few, many), found, strict=True):
        more = _opened(place, biggest, range(ROWS, MORE_ROWS), only=differ)
        scene = opened_in_scene(place)
        for again in (more, scene):
            first |= {name: worse(first.get(name), again[name]) for name in again}
    both = [name for name in found[0] if name in found[1]]
    bad = [
        line
        for name in both
        if (line := _verdict(name, *(each[name] for each in found)))
    ]
    closed = {page.name for page in PAGES if not page.post_only} - set(both)
    say(f"  {len(both)} pages opened at both sizes, {len(bad)} of them not good")
    for line in bad:
        say(f"    {line}")
    say(f"  not opened at both: {', '.join(sorted(closed))}")
    return not bad


def _differing(few: dict[str, Opened], many: dict[str, Opened]) -> set[str]:
    """Return the pages that ask another number of queries at the other size."""
    both = few.keys() & many.keys()
    return {name for name in both if few[name].queries != many[name].queries}


def _pages() -> list[Page]:
    doors = {*OPEN} - {Door.LINK}
    return [page for page in PAGES if page.door not in doors and not page.post_only]


def _verdict(name: str, few: Opened, many: Opened) -> str:
    counts = [
        f"over {PATIENCE}" if each.queries is None else str(each.queries)
        for each in (few, many)
    ]
    is_equal = few.queries == many.queries and few.queries is not None
    is_good = is_equal and (few.queries or 0) <= MOST and many.seconds < SLOW
    return (
        ""
        if is_good
        else f"{name:<36}{counts[0]:>9}{counts[1]:>9}{many.seconds:7.2f} s"
    )


def _opened(
    place: Installation,
    biggest: str,
    backs: Iterable[int],
    *,
    only: Collection[str] | None = None,
) -> dict[str, Opened]:
    found: dict[str, Opened] = {}
    with place.used(), _impatient():
        for back in backs:
            for client, pages, values in _visits(biggest, back):
                for page in pages:
                    is_left_out = only is not None and page.name not in only
                    is_done = page.name in found and ONCE.issuperset(page.keys)
                    if is_left_out or is_done:
                        continue
                    if opened := _open(client, page, values):
                        found[page.name] = worse(found.get(page.name), opened)
    return found


def _visits(
    biggest: str, back: int
) -> Iterator[tuple[Client, list[Page], dict[str, Any]]]:
    """Return who opens which pages, with what stands in the addresses.

    Args:
        biggest: the code of the largest country.
        back: how many rows of each kind are newer than those of the addresses.
    """
    inside = [page for page in _pages() if page.door is not Door.LINK]
    outside = [page for page in _pages() if page.door is Door.LINK]
    done, begun = (
        _values(biggest, Review.objects.filter(state=state), back) for state in STATES
    )
    for values in (done, begun):
        yield _signed_in(_with_all_rights(biggest)), inside, values
    seat = Panelist.objects.filter(review=begun.get("review"), left_at=None)
    if sitting := seat.exclude(user=None).first():
        yield _signed_in(sitting.user), inside, begun
    parties = PartnershipParty.objects.filter(partnership=done.get("partnership"))
    if lead := parties.exclude(partner_lead=None).first():
        yield _by_link(lead, LinkPurpose.HOME, done["partnership"]), outside, done
    if answering := seat.exclude(contact=None).select_related("party").first():
        client = _by_link(answering.party, LinkPurpose.REVIEW, begun["review"])
        yield client, outside, begun


def _values(biggest: str, reviews: QuerySet[Review], back: int) -> dict[str, Any]:
    rows = {name: found.order_by("-pk").first() for name, found in _rows(reviews, back)}
    return {
        **WORDS,
        **{key: row.pk for key, row in rows.items() if row is not None},
        "country": biggest,
    }


def _rows(reviews: QuerySet[Review], back: int) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Return what an address names -> rows; all of one partnership with all of it."""
    whole = Partnership.objects.exclude(sustainability_plan=None)
    whole = whole.exclude(capacity_goals=None).exclude(agreements__versions=None)
    place = whole.order_by("-pk").distinct()[back : back + 1]
    yield "partnership", Partnership.objects.filter(pk__in=place.values("pk"))
    parties = PartnershipParty.objects.filter(partnership__in=place.values("pk"))
    yield "party", parties
    yield "partner", Partner.objects.filter(parties__in=parties)
    yield "contact", Contact.objects.filter(partner__parties__in=parties)
    agreements = Agreement.objects.filter(partnership__in=place.values("pk"))
    yield "agreement", agreements.exclude(versions=None)
    yield (
        "instance",
        CommitmentInstance.objects.filter(
            commitment__version__agreement__in=agreements
        ),
    )
    yield "goal", CapacityGoal.objects.filter(partnership__in=place.values("pk"))
    yield "function", Function.objects.filter(plan__partnership__in=place.values("pk"))
    tables = Renegotiation.objects.filter(closed_at=None).order_by("-pk")
    tables = tables[back : back + 1]
    yield "table", Renegotiation.objects.filter(pk__in=tables.values("pk"))
    papers = Proposal.objects.filter(renegotiation__in=tables.values("pk"))
    yield "proposal", papers.exclude(sent_at=None)
    yield "draft", papers.filter(sent_at=None)
    review = reviews.exclude(panelists=None).order_by("-pk").distinct()
    review = review[back : back + 1]
    yield "review", Review.objects.filter(pk__in=review.values("pk"))
    seats = Panelist.objects.filter(review__in=review.values("pk"), user=None)
    yield "panelist", seats
    yield "result", PeriodResult.objects
    after = AfterCheck.objects.order_by("-pk")[back : back + 1]
    yield "after", AfterCheck.objects.filter(pk__in=after.values("pk"))
    yield "person", User.objects
    yield "colleague", User.objects
    yield "instrument", Instrument.objects


def _with_all_rights(biggest: str) -> User:
    """Return somebody who may open what any role may, made where there is none."""
    person, is_new = User.objects.get_or_create(
        email="everything@scale.example",
        defaults={
            "name": "Everything",
            "language": "en-gb",
            "joined_at": timezone.now(),
        },
    )
    if is_new:
        for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
            RoleAssignment.objects.create(user=person, role=role)
        RoleAssignment.objects.create(
            user=person, role=Role.SAFEGUARDING, country_id=biggest
        )
    return person


def _signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en-gb"})
    client.force_login(person, backend=BACKEND)
    client.get("/empty/")
    return client


def _by_link(party: PartnershipParty, purpose: LinkPurpose, subject: int) -> Client:
    """Return the browser of the lead of a partner who came by a link."""
    now = timezone.now()
    link = issue_link(
        now=now,
        contact_id=party.partner_lead_id or 0,
        partnership_id=party.partnership_id,
        country_id=party.partnership.country_id,
        purpose=purpose,
        subject_id=subject,
        expires_at=now + timedelta(days=1),
    )
    client = Client()
    client.post(reverse("reviews:landing", args=[token_of(link)]))
    return client


def _open(client: Client, page: Page, values: Mapping[str, Any]) -> Opened | None:
    """Open a page twice, the second time counting; None for one that does not open."""
    try:
        address = reverse(page.name, args=[values[key] for key in page.keys])
    except (KeyError, NoReverseMatch):
        return None
    begun = perf_counter()
    try:
        client.get(address)
        begun = perf_counter()
        with CaptureQueriesContext(connection) as asked:
            status = client.get(address).status_code
    except OperationalError:
        return Opened(None, perf_counter() - begun)
    return Opened(len(asked), perf_counter() - begun) if status == 200 else None


@contextmanager
def _impatient() -> Iterator[None]:
    """Let the database end each question that takes too long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{PATIENCE}'")
        try:
            yield
        finally:
            cursor.execute("RESET statement_timeout")

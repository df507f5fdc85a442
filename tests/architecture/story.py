"""Who opens which pages, in which moments of a story with every kind of row in it?

Told for test_query_counts.py and, in installations of two sizes, for
benchmarks/page_scene.py: a partnership of the cast with a review that is open, compared
and talked about, and beside it what opens only once (corners.py).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Proposal, Renegotiation
from agreements.services.accepting import accept_proposal
from agreements.services.drafting import start_draft
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.issuing import issue_link
from reviews.models import Review
from tests.agreements.table import gift
from tests.agreements.visits import visit
from tests.architecture.corners import corners
from tests.architecture.places import Place, address_of, place_of
from tests.architecture.wall import PAGES
from tests.architecture.wall_page import OPEN, Door, Page
from tests.cast import NOW, Cast
from tests.dashboards.views.pages import settled
from tests.reviews.factories import answer_all, fresh, hold_talk, send_answers

# The address for machines says 503 when a part is late; it has asked all by then.
ANSWERED = {200, 503}
# Opens the page of a name by an address; how many queries it took, None when it is shut.
Ask = Callable[[str, Client, str], int | None]
# Name of a page -> how many queries it took.
Counts = Iterator[tuple[str, int]]
PAGES_OF_GET = [page for page in PAGES if not page.post_only]
INSIDE = [page for page in PAGES_OF_GET if page.door not in OPEN]
OUTSIDE = [page for page in PAGES_OF_GET if page.door is Door.LINK]


def count(_name: str, client: Client, address: str) -> int | None:
    """How many queries a page takes; None when it does not open."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    return len(asked) if answer.status_code in ANSWERED else None


def most_asked(cast: Cast, ask: Ask = count) -> Mapping[str, int]:
    """Tell the story; return the name of each page that opened -> its most queries.

    Args:
        cast: who plays.
        ask: opens a page; returns how many queries it took, or None.
    """
    place = place_of(cast.malawi_partnership, cast.malawi_party, cast)
    table = Renegotiation.objects.get(pk=place.values["table"])
    theirs = start_draft(actor=gift(cast), now=NOW, renegotiation=table)
    place.values["theirs"] = theirs.pk
    found: dict[str, int] = {}
    for is_last in _moments(cast, place):
        for name, queries in _opened(cast, place, ask, is_last=is_last):
            found[name] = max(queries, found.get(name, 0))
    for name, client, address in corners(cast):
        if (queries := ask(name, client, address)) is not None:
            found[name] = max(queries, found.get(name, 0))
    return found


def _counts(ask: Ask, client: Client, pages: list[Page], place: Place) -> Counts:
    for page in pages:
        queries = ask(page.name, client, address_of(page, place))
        if queries is not None:
            yield page.name, queries


def _moments(cast: Cast, place: Place) -> Iterator[bool]:
    """Walk what is open at a place on: answers that are begun, then what came of it.

    Yields:
        Whether it is the last moment.
    """
    review = Review.objects.get(pk=place.values["review"])
    for seat in review.panelists.filter(contact=None):
        answer_all(seat, send=False)
    yield False
    paper = Proposal.objects.get(pk=place.values["proposal"])
    hash_shown = paper.text_hash
    accept_proposal(actor=gift(cast), now=NOW, proposal=paper, seen_hash=hash_shown)
    for seat in review.panelists.filter(contact=None):
        send_answers(seat.assessment)
    for seat in review.panelists.filter(user=None):
        answer_all(seat)
    hold_talk(fresh(review))
    yield True


def _opened(cast: Cast, place: Place, ask: Ask, *, is_last: bool) -> Counts:
    """Open the pages of a moment.

    The officer who leads opens everything, others what was closed so far; a person of
    the partner comes by each kind of link. In the last moment the director opens
    everything too, and each link what it can.
    """
    seen: set[str] = set()
    theirs = replace(place, values={**place.values, "draft": place.values["theirs"]})
    people = ("amina", "dan", "eve", "ada", "sam")
    visits = [
        *((each, settled(getattr(cast, each)), INSIDE, place) for each in people),
        *(("gift", client, OUTSIDE, theirs) for client in _links(cast, theirs)),
    ]
    for who, client, pages, where in visits:
        opens_all = who == "amina" or (is_last and who in {"dan", "gift"})
        wanted = [page for page in pages if opens_all or page.name not in seen]
        for name, queries in _counts(ask, client, wanted, where):
            seen.add(name)
            yield name, queries


def _links(cast: Cast, place: Place) -> list[Client]:
    """Gift, by each kind of link."""
    subjects = {
        LinkPurpose.HOME: place.partnership,
        LinkPurpose.REVIEW: place.values["review"],
        LinkPurpose.CONFIRM: place.values["review"],
        LinkPurpose.RENEGOTIATION: place.values["table"],
        LinkPurpose.SIGN: place.values["table"],
        LinkPurpose.AFTER_CHECK: place.values["after"],
    }
    return [
        visit(
            issue_link(
                now=NOW,
                contact_id=cast.gift.pk,
                partnership_id=place.partnership,
                country_id="MW",
                purpose=purpose,
                subject_id=subject,
                expires_at=NOW + timedelta(days=150),
            )
        )
        for purpose, subject in subjects.items()
    ]

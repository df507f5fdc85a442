"""Does every page of the product ask the database at most eight questions?

Each address of the country wall is opened by people of both sides who may, where a
review is open, compared and being talked about. A page that nobody opened here is not
counted; it is named.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import time_machine
from django.db import connection
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
from tests.architecture.places import Place, address_of, place_of
from tests.architecture.wall import PAGES
from tests.architecture.wall_page import OPEN, Door, Page
from tests.cast import NOW, Cast
from tests.dashboards.views.pages import client_of
from tests.reviews.factories import answer_all, fresh, hold_talk, send_answers

# With session, person and rights.
MOST = 8
PAGES_OF_GET = [page for page in PAGES if not page.post_only]
INSIDE = [page for page in PAGES_OF_GET if page.door not in OPEN]
OUTSIDE = [page for page in PAGES_OF_GET if page.door is Door.LINK]
# Not counted: what opens only later than here, for another person, or leads on to
# another page.
NOT_OPENED = {
    "account_set_password",
    "agreements:lapse_note",
    "agreements:partner_proposal_signed",
    "agreements:proposal_signed",
    "dashboards:block_csv",
    "dashboards:job",
    "dashboards:job_file",
    "dashboards:message_again",
    "dashboards:message_settle",
    "dashboards:partner_document",
    "dashboards:view_delete",
    "dashboards:view_edit",
    "lifecycle:checks_new",
    "lifecycle:partner_check_done",
    "lifecycle:resume",
    "reviews:complete",
    "reviews:correct",
    "reviews:landing",
    "reviews:partner_evidence",
}


def count(client: Client, address: str) -> int:
    """How many queries a page takes; 0 when it does not open."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    return len(asked) if answer.status_code == 200 else 0


def counts(client: Client, pages: list[Page], place: Place) -> dict[str, int]:
    """Name of each page that opens -> how many queries it takes."""
    found = {page.name: count(client, address_of(page, place)) for page in pages}
    return {name: number for name, number in found.items() if number}


def moments(cast: Cast, place: Place) -> Iterator[bool]:
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


def links(cast: Cast, place: Place) -> list[Client]:
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


def opened(cast: Cast, place: Place, *, is_last: bool) -> dict[str, int]:
    """Name of each page -> the most queries it took.

    The officer who leads opens everything, others what was closed so far; a person of
    the partner comes by each kind of link. In the last moment the director opens
    everything too, and each link what it can.
    """
    found: Counter[str] = Counter()
    for name in ("amina", "dan", "eve", "ada", "sam"):
        opens_all = name == "amina" or (name == "dan" and is_last)
        pages = [page for page in INSIDE if opens_all or page.name not in found]
        found |= Counter(counts(client_of(getattr(cast, name)), pages, place))
    theirs = replace(place, values={**place.values, "draft": place.values["theirs"]})
    for client in links(cast, theirs):
        pages = [page for page in OUTSIDE if is_last or page.name not in found]
        found |= Counter(counts(client, pages, theirs))
    return dict(found)


def test_every_page_asks_at_most_eight_questions(cast: Cast) -> None:
    found: Counter[str] = Counter()
    with time_machine.travel(NOW, tick=True):
        place = place_of(cast.malawi_partnership, cast.malawi_party, cast)
        table = Renegotiation.objects.get(pk=place.values["table"])
        place.values["theirs"] = start_draft(
            actor=gift(cast), now=NOW, renegotiation=table
        ).pk
        for is_last in moments(cast, place):
            found |= Counter(opened(cast, place, is_last=is_last))
    assert {name: n for name, n in found.items() if n > MOST} == {}
    missing = {page.name for page in (*INSIDE, *OUTSIDE)} - found.keys()
    assert missing == NOT_OPENED

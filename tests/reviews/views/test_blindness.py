"""What one side wrote is seen by whom it was written for, and by nobody before time.

Words that appear nowhere else are planted in the answers of one person of the partner.
Everybody then opens every page about the review, and every PDF, in each of its states,
and tries the files that were added to the answers.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.dashboards.services.snapshots import build_snapshot
from eclt_partners.documents.choices import DocumentCategory
from eclt_partners.documents.services import Upload
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.rendering import render
from partners.models import PartnershipParty
from reviews.choices import Audience, ReviewState
from reviews.models import Evidence, Review
from reviews.services.evidence import add_evidence
from reviews.services.planning import advance_reviews
from reviews.services.refusals import Closing
from reviews.services.reminders import plan_reminders
from tests.documents.files import PDF
from tests.pdfs import leave_undrawn
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    make_review,
    seat_of_person,
    send_answers,
)

NOTE, FOR_BOTH, FOR_US, FOR_HELPER = "CanaryNote", "CanaryBoth", "CanaryUs", "CanaryEve"
PLANTED = {NOTE, FOR_BOTH, FOR_US, FOR_HELPER}
STAFF = ("amina", "brian", "dan", "eve", "fay", "sam", "ada", "chloe")
CLOSING = Closing(
    keep=FOR_BOTH,
    change=FOR_US,
    change_audience=Audience.MY_SIDE,
    unsaid=FOR_HELPER,
)


def answered_by_gift(cast, now) -> Review:
    """Gift writes a word and adds a file for each audience, and sends."""
    review = make_review(cast, now=now)
    draft = answer_all(
        seat_of_person(review, cast.gift), closing=CLOSING, evidence=NOTE, send=False
    )
    for number, audience in enumerate(Audience, 1):
        add_evidence(
            actor=link_actor(cast.gift, cast.malawi_partnership),
            now=now,
            assessment=draft,
            dimension=f"D{number}",
            upload=Upload("CanaryName.pdf", PDF),
            audience=audience,
            client_key=uuid4(),
        )
    send_answers(draft)
    return fresh(review)


def files_of(review: Review) -> dict[str, int]:
    """The files of the review: audience -> document."""
    found = Evidence.objects.filter(assessment__panelist__review=review)
    return dict(found.values_list("audience", "document_id"))


def closed_with_both(cast, now) -> Review:
    review = answered_by_gift(cast, now)
    answer_side(review, None, 4)
    return fresh(review)


def closed_with_one(cast, now) -> Review:
    review = answered_by_gift(cast, now)
    advance_reviews(now=now + timedelta(days=30))
    assert fresh(review).state == ReviewState.CLOSED
    return fresh(review)


def opened_by(client: Client, files: dict[str, int], page: str) -> set[str]:
    """For which audiences the client opens files, by guessing their addresses."""
    found = {
        audience: client.get(reverse(f"dashboards:{page}", args=[key])).status_code
        for audience, key in files.items()
    }
    assert set(found.values()) <= {200, 404}
    return {audience for audience, status in found.items() if status == 200}


@dataclass(frozen=True)
class Reading:
    """What somebody finds on all pages together.

    Attributes:
        words: the planted words.
        listed: the audiences whose file a page links to.
        opened: the audiences whose file opens, by guessing its address.
    """

    words: set[str]
    listed: set[str]
    opened: set[str]


NOTHING = Reading(set(), set(), set())


def reading(words: set[str], audiences: set[str]) -> Reading:
    """These words, and these files both in lists and by address."""
    return Reading(words, audiences, audiences)


def read(
    client: Client, addresses: list[str], files: dict[str, int], page: str
) -> Reading:
    """Open all pages, and try each file."""
    text = " ".join(client.get(address).content.decode() for address in addresses)
    assert "CanaryName" not in text
    # With a name and a moment in a history a reader would know whose file it is.
    assert str(DocumentCategory.EVIDENCE.label) not in text
    return Reading(
        {word for word in PLANTED if word in text},
        {each for each, key in files.items() if f"/documents/{key}/" in text},
        opened_by(client, files, page),
    )


def pages_of_staff(review) -> list[str]:
    partnership = review.partnership_id
    return [
        reverse("dashboards:today"),
        reverse("reviews:list"),
        reverse("dashboards:countries"),
        reverse("dashboards:country", args=["MW"]),
        reverse("dashboards:partnership", args=[partnership]),
        reverse("dashboards:history", args=["partnership", partnership]),
        reverse("dashboards:history", args=["review", review.pk]),
        reverse("dashboards:ledger"),
        reverse("dashboards:partners"),
        *(
            reverse(f"reviews:{page}", args=[review.pk])
            for page in ("hub", "panel", "talk", "paper", "choose_person", "result")
        ),
        # The questions as a PDF hold nothing that their page does not: one reader below.
        *(
            reverse(f"reviews:{page}", args=[review.pk])
            for page in ("result_pdf", "answers_pdf")
        ),
        reverse("reviews:single_answers", args=[review.pk]),
    ]


def seen(client: Client, addresses: list[str]) -> set[str]:
    """Which planted words stand on any of the pages."""
    texts = [client.get(address).content.decode() for address in addresses]
    return {word for word in PLANTED if any(word in text for text in texts)}


def read_by_staff(cast, sign_in, review) -> dict[str, Reading]:
    """What each person of the foundation finds; who finds nothing is left out."""
    files, pages = files_of(review), pages_of_staff(review)
    found = {
        who: read(sign_in(getattr(cast, who)), pages, files, "document")
        for who in STAFF
    }
    return {who: each for who, each in found.items() if each != NOTHING}


def read_by_gift(cast, review, link_for, enter) -> Reading:
    """What Gift finds at the page of the partnership and in the result."""
    home = enter(link_for(cast.gift, review, LinkPurpose.HOME))
    pages = [reverse("dashboards:partner_home")]
    pages += [
        reverse(f"reviews:partner_{page}", args=[review.pk])
        for page in (
            *("hub", "result", "paper"),
            *("result_pdf", "paper_pdf", "answers_pdf"),
        )
    ]
    return read(home, pages, files_of(review), "partner_document")


@pytest.fixture(autouse=True)
def undrawn_pdfs(monkeypatch):
    leave_undrawn(monkeypatch)


@pytest.fixture(autouse=True)
def snapshots(cast, now):
    build_snapshot(cast.malawi, now=now)


def test_before_both_sides_are_in_nobody_sees_a_word_or_a_file(
    cast, now, sign_in, link_for, enter
) -> None:
    review = answered_by_gift(cast, now)
    build_snapshot(cast.malawi, now=now)
    assert read_by_staff(cast, sign_in, review) == {}
    assert read_by_gift(cast, review, link_for, enter) == NOTHING
    author = enter(link_for(cast.gift, review))
    assert opened_by(author, files_of(review), "partner_document") == set(Audience)


def test_with_both_in_all_reaches_those_it_was_meant_for(
    cast, now, sign_in, link_for, enter
) -> None:
    review = closed_with_both(cast, now)
    build_snapshot(cast.malawi, now=now)
    for_both = reading({FOR_BOTH}, {Audience.BOTH})
    readers = dict.fromkeys(("amina", "brian", "dan", "fay"), for_both)
    readers["eve"] = reading({FOR_BOTH, FOR_US, FOR_HELPER}, set(Audience))
    assert read_by_staff(cast, sign_in, review) == readers
    own_side = reading({FOR_BOTH, FOR_US}, {Audience.BOTH, Audience.MY_SIDE})
    assert read_by_gift(cast, review, link_for, enter) == own_side


def test_when_one_side_was_silent_all_stays_inside(cast, now, sign_in) -> None:
    review = closed_with_one(cast, now)
    helper = reading({FOR_BOTH, FOR_US, FOR_HELPER}, set(Audience))
    assert read_by_staff(cast, sign_in, review) == {"eve": helper}


def test_the_note_under_a_question_is_read_by_author_and_helper_only(
    cast, now, sign_in, link_for, enter
) -> None:
    review = closed_with_both(cast, now)
    opened = sign_in(cast.eve).post(reverse("reviews:single_answers", args=[review.pk]))
    assert NOTE in opened.content.decode()


def test_an_author_reads_the_own_words_before_sending(
    cast, now, link_for, enter
) -> None:
    review = make_review(cast, now=now)
    answer_all(
        seat_of_person(review, cast.gift), closing=CLOSING, evidence=NOTE, send=False
    )
    gift = enter(link_for(cast.gift, review))
    check = [reverse("reviews:partner_check", args=[review.pk])]
    assert seen(gift, check) == PLANTED


def test_an_author_alone_has_the_own_words_as_a_pdf(
    cast, now, sign_in, link_for, enter
) -> None:
    review = closed_with_both(cast, now)
    copy = [reverse("reviews:partner_answers_pdf", args=[review.pk])]
    assert seen(enter(link_for(cast.gift, review)), copy) == PLANTED
    assert seen(enter(link_for(cast.gift, review, LinkPurpose.HOME)), copy) == set()
    theirs = [reverse("reviews:answers_pdf", args=[review.pk])]
    assert seen(sign_in(cast.amina), theirs) == set()


def test_no_mail_and_no_audit_entry_holds_a_word_or_a_score(cast, now) -> None:
    closed_with_both(cast, now)
    plan_reminders(now=now)
    compose_mail(now=now)
    for message in Outgoing.objects.filter(state="queued"):
        Outgoing.objects.filter(pk=message.pk).update(state="claimed", owner=1)
        message.refresh_from_db()
        render(message, now=now)
    stored = [*map(str, Outgoing.objects.values())]
    stored += map(str, AuditEntry.objects.values())
    assert len(stored) > 3
    assert {word for word in PLANTED if any(word in row for row in stored)} == set()


def test_in_a_coalition_a_file_stays_in_its_pair(
    cast, now, zuwa, link_for, enter
) -> None:
    review = closed_with_both(cast, now)
    PartnershipParty.objects.create(
        partnership=cast.malawi_partnership,
        partner=zuwa.partner,
        partner_lead=zuwa,
        from_on=now.date(),
    )
    client = enter(link_for(zuwa, review, LinkPurpose.HOME))
    assert opened_by(client, files_of(review), "partner_document") == set()

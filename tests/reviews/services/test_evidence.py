"""Photos and files stand beside saved answers of a draft, and nowhere else."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.models import Document
from eclt_partners.documents.services import Upload
from reviews.choices import Audience
from reviews.models import Evidence
from reviews.services.answers import start_assessment
from reviews.services.evidence import add_evidence, take_back_evidence
from tests.cast import NOW
from tests.documents.files import PDF, photo
from tests.reviews.factories import (
    answer_all,
    link_actor,
    make_review,
    seat_of_person,
    send_answers,
)


@pytest.fixture
def gift(cast):
    return link_actor(cast.gift, cast.malawi_partnership)


@pytest.fixture
def draft(cast):
    """All answers of Gift, saved and not sent."""
    return answer_all(seat_of_person(make_review(cast), cast.gift), send=False)


def add(actor, draft, *, dimension="D1", name="IMG_Gift.jpg", key=None, content=None):
    return add_evidence(
        actor=actor,
        now=NOW,
        assessment=draft,
        dimension=dimension,
        upload=Upload(name, content or photo()),
        audience=Audience.BOTH,
        client_key=key or uuid4(),
    )


def test_a_file_stands_beside_its_answer_under_a_name_that_tells_nobody(
    gift, draft
) -> None:
    evidence = add(gift, draft)
    document = evidence.document
    assert (evidence.assessment, evidence.dimension.code) == (draft, "D1")
    assert document.name == "D1.jpg"
    assert document.readers == Readers.BY_SUBJECT
    assert document.category == DocumentCategory.EVIDENCE
    stored = AuditEntry.objects.get(verb="documents.document.stored")
    assert stored.partnership_id == document.partnership_id
    assert "IMG_Gift" not in str(stored.__dict__)


def test_the_same_sending_twice_adds_one_file(gift, draft) -> None:
    key = uuid4()
    assert add(gift, draft, key=key) == add(gift, draft, key=key)
    assert Document.objects.count() == 1


def test_a_fourth_file_is_refused_and_not_kept(gift, draft) -> None:
    for _time in range(3):
        add(gift, draft)
    with pytest.raises(InvalidInput) as refused:
        add(gift, draft)
    assert refused.value.problems == {"file": "There are three files already."}
    assert Document.objects.count() == 3
    add(gift, draft, dimension="D2")


def test_a_file_that_is_not_taken_leaves_nothing(gift, draft) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(gift, draft, name="a.pdf")
    assert list(refused.value.problems) == ["file"]
    assert not Evidence.objects.exists()


def test_a_question_without_an_answer_takes_no_file(cast, gift) -> None:
    seat = seat_of_person(make_review(cast), cast.gift)
    empty = start_assessment(actor=gift, now=NOW, panelist=seat)
    with pytest.raises(InvalidInput, match="Answer the question first"):
        add(gift, empty)


def test_nobody_else_adds_or_takes_back(cast, gift, draft) -> None:
    evidence = add(gift, draft)
    for who in ("fay", "chloe", "sam"):
        with pytest.raises(NotPermitted):
            add(cast.actor(who), draft)
        with pytest.raises(NotPermitted):
            take_back_evidence(
                actor=cast.actor(who), now=NOW, assessment=draft, evidence=evidence
            )


def test_a_file_taken_back_makes_room(gift, draft) -> None:
    first = add(gift, draft)
    for _time in range(2):
        add(gift, draft, name="a.pdf", content=PDF)
    take_back_evidence(actor=gift, now=NOW, assessment=draft, evidence=first)
    add(gift, draft)
    assert Evidence.objects.filter(document__withdrawal=None).count() == 3


def test_once_sent_nothing_is_added_or_taken_back(gift, draft) -> None:
    evidence = add(gift, draft)
    send_answers(draft)
    with pytest.raises(IllegalTransition):
        add(gift, draft)
    with pytest.raises(IllegalTransition):
        take_back_evidence(actor=gift, now=NOW, assessment=draft, evidence=evidence)


def test_the_database_keeps_evidence_of_sent_answers(gift, draft) -> None:
    evidence = add(gift, draft)
    send_answers(draft)
    row = Evidence.objects.filter(pk=evidence.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(audience=Audience.HELPER)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    with (
        pytest.raises(DatabaseError, match="sent assessment"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO reviews_evidence"
            " (assessment_id, dimension_id, document_id, audience)"
            " SELECT assessment_id, dimension_id, document_id, audience"
            " FROM reviews_evidence"
        )

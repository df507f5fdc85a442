"""After 24 months single answers are gone, and nobody can make that happen earlier."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.models import Document, DocumentContent
from eclt_partners.documents.services import Filing, Upload, store_document
from partners.models import HealthReading
from partners.rules.months import add_months
from reviews.choices import AssessmentState, Audience, ReviewKind, ReviewState
from reviews.models import Answer, Assessment, Correction, Evidence, Review, ReviewScore
from reviews.rules.corrections import CorrectionRefusal, refusal
from reviews.selectors.corrections import correction_facts
from reviews.selectors.own_answers import own_answers
from reviews.selectors.questions import asked_questions
from reviews.services.answers import Closing
from reviews.services.evidence import add_evidence
from reviews.services.retention import erase_old_answers
from tests.cast import NOW
from tests.documents.files import PDF
from tests.reviews.factories import (
    answer_all,
    answer_side,
    confirm_both,
    hold_talk,
    link_actor,
    make_review,
    seat_of_person,
    send_answers,
)

COMPLETED = ReviewState.COMPLETED
CLOSING = Closing(
    overall=7,
    work_again="SURELY",
    keep="Calls",
    change="Less paper",
    change_principle="Short forms",
)


def database_today():
    """The function counts by the clock of the database, not by the tests'."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


def ago(months, *, days=0):
    then = add_months(database_today().date(), -months) + timedelta(days=days)
    return datetime(then.year, then.month, then.day, 9, tzinfo=UTC)


def call(review, months=24):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_answers(%s, %s)", [review.pk, months])
        return cursor.fetchone()[0]


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def old(cast):
    """A review of 24 months ago with notes, comments and figures."""
    then = ago(24)
    review = make_review(cast, now=then)
    for person in (cast.amina, cast.gift):
        answer_all(
            seat_of_person(review, person), now=then, closing=CLOSING, evidence="Seen"
        )
    hold_talk(review, now=then)
    return confirm_both(cast, review, now=then)


def test_notes_levels_and_comments_are_gone_and_means_and_counts_stay(old):
    before = ReviewScore.objects.values().get()
    assert erase_old_answers(now=database_today()) == 2
    assert not Answer.objects.exists()
    for kept in Assessment.objects.all():
        assert (kept.state, kept.overall) == (AssessmentState.SUBMITTED, None)
        texts = (kept.work_again, kept.keep, kept.change, kept.change_principle)
        assert (*texts, kept.unsaid) == ("", "", "", "", "")
        assert kept.change_audience == Audience.BOTH
    assert ReviewScore.objects.values().get() == before
    assert HealthReading.objects.count() == 1


def test_one_audit_row_tells_what_was_erased_and_nothing_of_it(old):
    erase_old_answers(now=database_today())
    entry = AuditEntry.objects.get(verb="reviews.answers.erased")
    assert entry.facts == {
        "people": 2,
        "answers": 20,
        "corrections": 0,
        "files": 0,
        "kept_months": 24,
    }
    assert (entry.subject_id, entry.actor_key) == (old.pk, "system")
    assert entry.subject_text == old.audit_text


def test_a_second_round_finds_nothing_to_do(old):
    erase_old_answers(now=database_today())
    assert erase_old_answers(now=database_today()) == 0
    assert call(old) == 0
    assert AuditEntry.objects.filter(verb="reviews.answers.erased").count() == 1


def test_corrections_are_erased_too(cast, old):
    seat = seat_of_person(old, cast.gift)
    sent = seat.assessment.answers.first()
    Correction.objects.create(
        assessment=seat.assessment,
        dimension=sent.dimension,
        rating=1,
        reason="A slip",
        state="COUNTED",
        asked_at=ago(24),
        asked_by="contact:1",
        decided_at=ago(24),
        send_key="6f0a4c9e-8a52-4b0e-9a67-0c8f2b7f0d11",
    )
    erase_old_answers(now=database_today())
    assert not Correction.objects.exists()


def _old_review_with_file(cast, content):
    """A review of 24 months ago; Gift put a file beside an answer."""
    then = ago(24)
    review = make_review(cast, now=then)
    draft = answer_all(seat_of_person(review, cast.gift), now=then, send=False)
    add_evidence(
        actor=link_actor(cast.gift, cast.malawi_partnership),
        now=then,
        assessment=draft,
        dimension="D1",
        upload=Upload("Report.pdf", content),
        audience=Audience.BOTH,
        client_key=uuid4(),
    )
    send_answers(draft, now=then)
    answer_all(seat_of_person(review, cast.amina), now=then)
    hold_talk(review, now=then)
    return confirm_both(cast, review, now=then)


def test_files_beside_answers_go_with_them(cast):
    _old_review_with_file(cast, PDF)
    erase_old_answers(now=database_today())
    assert not Evidence.objects.exists()
    assert not Document.objects.exists()
    assert not DocumentContent.objects.exists()


def test_bytes_that_another_document_needs_stay(cast, now):
    _old_review_with_file(cast, PDF)
    other = store_document(
        actor=cast.actor("amina"),
        now=now,
        upload=Upload("Copy.pdf", PDF),
        client_key=uuid4(),
        filing=Filing(
            subject=cast.malawi_partnership,
            place=Place("MW", cast.malawi_partnership.pk),
            category=DocumentCategory.REPORT,
            readers=Readers.FOUNDATION,
        ),
        right=Action.REGISTER,
    )
    erase_old_answers(now=database_today())
    assert list(Document.objects.all()) == [other]
    assert DocumentContent.objects.count() == 1


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT erase_documents(ARRAY[1])",
        "SET LOCAL eclt.erasing_documents = 'on'; DELETE FROM documents_document",
        "SET LOCAL eclt.erasing = 'answers'; DELETE FROM reviews_evidence",
    ],
)
def test_nobody_else_erases_files(cast, attack):
    _old_review_with_file(cast, PDF)
    with pytest.raises(DatabaseError):
        run(attack)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("state", [ReviewState.LAPSED, ReviewState.CANCELLED])
def test_reviews_that_were_never_completed_are_erased_too(cast, state):
    review = make_review(cast, now=ago(30))
    answer_side(review, cast.malawi_party, 2, now=ago(30))
    Review.objects.filter(pk=review.pk).update(
        state=state, closed_at=ago(28), cancel_reason="The office moved."
    )
    assert erase_old_answers(now=database_today()) == 1


def test_a_day_too_early_is_refused_by_task_and_database(cast):
    review = make_review(cast, state=COMPLETED, now=ago(24, days=1))
    assert erase_old_answers(now=database_today()) == 0
    with pytest.raises(DatabaseError):
        call(review)
    assert Answer.objects.count() == 20


def test_a_longer_time_may_be_set(old, settings):
    settings.ANSWERS_KEPT_MONTHS = 36
    assert erase_old_answers(now=database_today()) == 0
    with pytest.raises(DatabaseError):
        call(old, months=36)


@pytest.mark.parametrize("months", [23, 0, -24, None])
def test_a_shorter_time_is_refused_whatever_is_asked(old, months):
    with pytest.raises(DatabaseError):
        call(old, months=months)
    assert Answer.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"completed_on": "2001-01-01"},
        {"state": ReviewState.CANCELLED, "cancel_reason": "x", "closed_at": ago},
    ],
)
def test_a_review_made_older_than_its_answers_is_refused(cast, change):
    review = make_review(cast, state=COMPLETED, now=NOW)
    change = {k: v(99) if callable(v) else v for k, v in change.items()}
    Review.objects.filter(pk=review.pk).update(**change)
    with pytest.raises(DatabaseError):
        call(review)
    assert Answer.objects.exists()


def test_a_review_that_is_not_over_is_refused(cast):
    review = make_review(cast, state=ReviewState.CLOSED, now=ago(40))
    with pytest.raises(DatabaseError):
        call(review)


VARIABLE = "SET LOCAL eclt.erasing = 'answers'"
ATTACKS = {
    "an update": "UPDATE reviews_answer SET rating = 5",
    "a deletion": "DELETE FROM reviews_answer",
    "emptying": "TRUNCATE reviews_answer CASCADE",
    "erased by hand": "UPDATE reviews_assessment SET erased_at = now()",
    "a comment": "UPDATE reviews_assessment SET keep = 'x'",
    "an answer more": "INSERT INTO reviews_answer SELECT * FROM reviews_answer LIMIT 1",
    "no trigger": "ALTER TABLE reviews_answer DISABLE TRIGGER ALL",
    "another function": "CREATE OR REPLACE FUNCTION public.refuse_answer_once_sent()"
    " RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "replica": "SET session_replication_role = 'replica'",
    "becoming owner": "SET ROLE owner",
    "owner's session": "SET SESSION AUTHORIZATION owner",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
@pytest.mark.parametrize("variable", ["SELECT 1", VARIABLE])
def test_the_runtime_role_changes_nothing_also_with_the_variable_set(
    old, attack, variable
):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("app",)
    with pytest.raises(DatabaseError):
        run(f"{variable}; {attack}")


def test_a_table_of_the_same_name_does_not_fool_the_lock(old):
    shadow = "CREATE TEMP TABLE reviews_assessment (id bigint, state text)"
    with pytest.raises(DatabaseError):
        run(f"{shadow}; {VARIABLE}; {ATTACKS['a deletion']}")


def test_erased_answers_are_not_written_anew(cast, old):
    erase_old_answers(now=database_today())
    seat = seat_of_person(old, cast.gift)
    dimension = old.instrument.dimensions.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.create(
            assessment=seat.assessment, dimension=dimension, rating=5, saved_at=NOW
        )
    facts = correction_facts(old, seat.assessment)
    assert refusal(facts) == CorrectionRefusal.ERASED


def test_the_next_review_shows_the_mean_of_the_side_in_place_of_the_own_answer(
    cast, old
):
    erase_old_answers(now=database_today())
    review = make_review(cast, kind=ReviewKind.PULSE, now=database_today())
    seat = seat_of_person(review, cast.gift)
    last = own_answers(seat, asked_questions(review, "en-gb")).last_time["D3"]
    assert (last.is_own, last.value) == (False, "4.00")

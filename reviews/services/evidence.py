"""How does a person add a photo or a file to an own answer, and take it back?"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.rules.names import extension_of
from eclt_partners.documents.services import (
    Filing,
    Upload,
    store_document,
    withdraw_document,
)
from reviews.choices import Audience
from reviews.models import Answer, Assessment, Evidence, Panelist
from reviews.services.seats import locked_draft, right_in_seat
from reviews.services.steps import place_of

MOST_FILES: Final = 3


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    now: datetime,
    assessment: Assessment,
    dimension: str,
    upload: Upload,
    audience: Audience,
    client_key: UUID,
) -> Evidence:
    """Add a file to an answer of a draft; the same form adds it once.

    The file's own name is not kept, since it may tell who sent it.

    Args:
        actor: the rater, or somebody typing in for the rater.
        now: when, aware.
        assessment: the draft.
        dimension: the code of the question, which has an answer.
        upload: the file.
        audience: who may open it, as with a comment.
        client_key: made by the form.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the answers were sent, or the review takes none.
        InvalidInput: no answer yet, three files already, or the file is not taken.
    """
    seat, draft = locked_draft(actor, assessment)
    answer = _answered(draft, dimension)
    document = store_document(
        actor=actor,
        now=now,
        upload=_without_name(upload, dimension),
        filing=_filing(draft, seat),
        client_key=client_key,
        right=right_in_seat(actor, seat),
    )
    evidence, is_new = Evidence.objects.get_or_create(
        document=document,
        defaults={
            "assessment": draft,
            "dimension": answer.dimension,
            "audience": audience,
        },
    )
    if is_new and _files_of(answer) > MOST_FILES:
        raise InvalidInput({"file": _("There are three files already.")})
    return evidence


@transaction.atomic
def take_back_evidence(
    *, actor: Actor, now: datetime, assessment: Assessment, evidence: Evidence
) -> None:
    """Take a file back before the answers are sent; nobody opens it any more.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the answers were sent, or the review takes none.
        InvalidInput: the file stands beside other answers.
    """
    seat, draft = locked_draft(actor, assessment)
    if evidence.assessment_id != draft.pk:
        raise InvalidInput({"": _("This file belongs to other answers.")})
    withdraw_document(
        actor=actor,
        now=now,
        document=evidence.document,
        reason=_("Taken back before the answers were sent"),
        right=right_in_seat(actor, seat),
    )


def _filing(draft: Assessment, seat: Panelist) -> Filing:
    return Filing(
        subject=draft,
        place=place_of(seat.review),
        category=DocumentCategory.EVIDENCE,
        readers=Readers.BY_SUBJECT,
    )


def _answered(draft: Assessment, dimension: str) -> Answer:
    answers = draft.answers.select_related("dimension")
    answer = answers.filter(dimension__code=dimension).first()
    if answer is None:
        raise InvalidInput({"": _("Answer the question first.")})
    return answer


def _files_of(answer: Answer) -> int:
    return Evidence.objects.filter(
        assessment=answer.assessment_id,
        dimension=answer.dimension_id,
        document__withdrawal=None,
    ).count()


def _without_name(upload: Upload, dimension: str) -> Upload:
    """Return the file under the name of its question."""
    extension = extension_of(upload.name)
    name = f"{dimension}.{extension}" if extension else dimension
    return Upload(name, upload.content)

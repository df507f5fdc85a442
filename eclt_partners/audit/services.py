"""How is something written into the audit?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import models

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import Actor

log = structlog.get_logger("audit")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an audited thing belongs: a country and perhaps one partnership."""

    country: str = ""
    partnership: int | None = None


def record(
    verb: str,
    *,
    actor: Actor,
    subject: models.Model,
    now: datetime,
    place: Place,
    facts: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write one audit entry in the transaction of the change it describes.

    Args:
        verb: dotted, past tense: "reviews.review.scheduled".
        actor: who did it.
        subject: the saved object it was done to.
        now: when, aware.
        place: country and partnership, for scope and for dashboards.
        facts: small JSON values; never names, comments, answers or secrets.

    Returns:
        The new entry.
    """
    return record_all(
        verb, actor=actor, subjects=[(subject, place, facts or {})], now=now
    )[0]


def record_all(
    verb: str,
    *,
    actor: Actor,
    subjects: Iterable[tuple[models.Model, Place, Mapping[str, Any]]],
    now: datetime,
) -> list[AuditEntry]:
    """Write one entry for each of several subjects. One query.

    Args:
        verb: dotted, past tense.
        actor: who did it.
        subjects: the saved objects, each with its place and its facts.
        now: when, aware.

    Returns:
        The new entries, in the order of the subjects.
    """
    context = structlog.contextvars.get_contextvars()
    entries = AuditEntry.objects.bulk_create(
        AuditEntry(
            at=now,
            verb=verb,
            actor_key=actor.key,
            actor_text=actor.role_text,
            subject_type=subject._meta.label_lower,
            subject_id=int(subject.pk) if str(subject.pk).isdigit() else 0,
            subject_text=_subject_text(subject),
            partnership_id=place.partnership,
            country_code=place.country,
            facts=dict(facts),
            request_id=str(context.get("request_id", "")),
        )
        for subject, place, facts in subjects
    )
    for entry in entries:
        subject_name = f"{entry.subject_type}:{entry.subject_id}"
        log.info(verb, actor=actor.key, subject=subject_name)
    return entries


def _subject_text(subject: models.Model) -> str:
    """Return the object's own audit text; objects about people give none."""
    return str(getattr(subject, "audit_text", ""))[:200]

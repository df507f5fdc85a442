"""How do the due dates of a version come into the ledger?"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from agreements.choices import RhythmKind
from agreements.models import AgreementVersion, Commitment, CommitmentInstance
from agreements.rules.rhythms import (
    MOST_DATES,
    Rhythm,
    anchor_of,
    due_dates,
    number_fits,
)
from eclt_partners.common.errors import InvalidInput

# code of a promise -> kind, number and first day of its rhythm
Anchors = Mapping[str, tuple[str, int | None, date | None]]


def anchors_before(version: AgreementVersion) -> Anchors:
    """Return from when the rhythms of the version before are counted. One query.

    Before the first version comes the newest one of the agreement that it continues.
    """
    before = AgreementVersion.objects.filter(
        agreement=version.agreement_id, number=version.number - 1
    )
    if version.number == 1:
        before = AgreementVersion.objects.filter(
            agreement=version.agreement.continues_id
        ).order_by("-number")
    rows = Commitment.objects.filter(
        version=before.values("pk")[:1], rhythm_from__isnull=False
    ).values_list("code", "rhythm_kind", "rhythm_number", "rhythm_from")
    return {code: (kind, number, since) for code, kind, number, since in rows}


def count_from(commitment: Commitment, earlier: Anchors) -> date | None:
    """Return the day a promise's rhythm counts from.

    A promise that goes on with the same code and rhythm keeps its day, so that its
    due dates stay where they were.

    Raises:
        InvalidInput: the rhythm lacks its number, or has one too many.
    """
    kind, number = commitment.rhythm_kind, commitment.rhythm_number
    if not number_fits(kind, number):
        raise InvalidInput({"": _("Write how many, or which day, for each rhythm")})
    if not kind:
        return None
    was_kind, was_number, since = earlier.get(commitment.code, ("", None, None))
    goes_on = (was_kind, was_number) == (kind, number)
    rhythm = Rhythm(
        RhythmKind(kind), number, commitment.due_on, since if goes_on else None
    )
    return anchor_of(rhythm, commitment.version.effective_from)


def write_instances(
    version: AgreementVersion, commitments: Iterable[Commitment]
) -> int:
    """Create the due dates of a version for its whole time; safe to repeat.

    Called by the service that writes the version, which audits it. A promise with one
    date has that date; a promise in words, or within days of a request, has none.

    Raises:
        InvalidInput: a rhythm makes more dates than anybody can look after.

    Returns:
        How many due dates the version has.
    """
    rows = [
        CommitmentInstance(commitment=commitment, due_on=day)
        for commitment in commitments
        for day in dates_of(commitment, version)
    ]
    CommitmentInstance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def dates_of(commitment: Commitment, version: AgreementVersion) -> tuple[date, ...]:
    """Return the due dates of one promise while its version holds.

    Raises:
        InvalidInput: there are too many.
    """
    if not commitment.rhythm_kind:
        return (commitment.due_on,) if commitment.due_on else ()
    rhythm = Rhythm(
        RhythmKind(commitment.rhythm_kind),
        commitment.rhythm_number,
        commitment.due_on,
        commitment.rhythm_from,
    )
    days = due_dates(rhythm, version.effective_from, version.effective_to)
    if len(days) > MOST_DATES:
        text = _("A promise comes due more than %(most)d times. Choose a slower rhythm")
        raise InvalidInput({"": text % {"most": MOST_DATES}})
    return days

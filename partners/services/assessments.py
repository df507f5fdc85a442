"""How is an assessment of an organisation noted that somebody else made?"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from partners.models import OutsideAssessment, Partner
from partners.profile_choices import AssessmentKind, AssessmentRating


@dataclass(frozen=True, slots=True)
class AssessmentFields:
    """What somebody else assessed, when, and what came of it.

    Attributes:
        other_kind: what it was about, if it is none of the kinds.
        expires_on: None when no end is known.
        is_mistake: it was noted by mistake and never counts.
    """

    kind: AssessmentKind
    assessed_by: str
    assessed_on: date
    rating: AssessmentRating
    other_kind: str = ""
    expires_on: date | None = None
    note: str = ""
    is_mistake: bool = False


@transaction.atomic
def note_assessment(
    *, actor: Actor, now: datetime, partner: Partner, fields: AssessmentFields
) -> OutsideAssessment:
    """Note what others found; earlier assessments stay.

    Returns:
        The assessment; the same one when the form is sent twice.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: days that cannot be, no words for another kind, or noted already.
    """
    require(actor, Action.REGISTER, country=partner.country_id)
    partner = _locked(partner.pk)
    known = partner.outside_assessments.filter(**asdict(fields)).first()
    if known is not None:
        return known
    _refuse(misfits(fields))
    assessment = OutsideAssessment(
        partner=partner, noted_at=now, noted_by=actor.key, **asdict(fields)
    )
    _check(assessment, now=now)
    assessment.save()
    _record("partners.assessment.noted", actor, assessment, now=now, changed=[])
    return assessment


@transaction.atomic
def change_assessment(
    *,
    actor: Actor,
    now: datetime,
    assessment: OutsideAssessment,
    fields: AssessmentFields,
) -> OutsideAssessment:
    """Correct what was noted, or say that it was noted by mistake.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: as `note_assessment`.
    """
    require(actor, Action.REGISTER, country=assessment.partner.country_id)
    partner = _locked(assessment.partner_id)
    assessment = partner.outside_assessments.get(pk=assessment.pk)
    changed = apply(assessment, asdict(fields))
    if not changed:
        return assessment
    _refuse(misfits(fields))
    _check(assessment, now=now)
    assessment.save(update_fields=changed)
    _record("partners.assessment.changed", actor, assessment, now=now, changed=changed)
    return assessment


def misfits(fields: AssessmentFields) -> dict[str, str]:
    """Return what does not fit together: name of a field -> what to do."""
    found = {}
    is_other = fields.kind == AssessmentKind.OTHER
    if is_other and not fields.other_kind:
        found["other_kind"] = _("Write what was assessed")
    if fields.other_kind and not is_other:
        found["kind"] = _("You wrote what else was assessed. Choose “Something else”")
    if fields.expires_on and fields.expires_on <= fields.assessed_on:
        found["expires_on"] = _("The assessment must be valid for at least one day")
    return found


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise InvalidInput(problems)


def _locked(partner_id: int) -> Partner:
    """Let one after the other write: the same assessment is noted once."""
    return Partner.objects.select_for_update(no_key=True).get(pk=partner_id)


def _check(assessment: OutsideAssessment, *, now: datetime) -> None:
    today = assessment.partner.country.today(now=now)
    if assessment.assessed_on > today:
        raise InvalidInput({"assessed_on": _("The day must be today or earlier")})
    check_constraints(assessment)


def _record(
    verb: str,
    actor: Actor,
    assessment: OutsideAssessment,
    *,
    now: datetime,
    changed: list[str],
) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=assessment.partner,
        now=now,
        place=Place(assessment.partner.country_id),
        facts={
            "assessment": assessment.pk,
            "kind": assessment.kind,
            "fields": changed,
        },
    )

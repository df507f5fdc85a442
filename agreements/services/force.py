"""What happens to a partnership on the first day of an agreement?"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from agreements.choices import VersionKind
from agreements.models import AgreementVersion
from eclt_partners.common.actor import SYSTEM
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.services.stages import write_stage_change


def put_into_force(*, now: datetime) -> int:
    """Make partnerships ACTIVE whose agreement has begun since the last run.

    Run by beat; state-based, so any number of runs at once is harmless.

    Returns:
        How many partnerships moved.
    """
    waiting = Partnership.objects.filter(
        stage__in=[Stage.SHAPING, Stage.TRANSITION], agreements__isnull=False
    )
    moved = 0
    for partnership in waiting.select_related("country").distinct():
        with transaction.atomic():
            locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
            moved += follow_stage(now=now, partnership=locked)
    return moved


def follow_stage(*, now: datetime, partnership: Partnership) -> bool:
    """Move one partnership to ACTIVE when a version has come into force (methods A2).

    In a new chapter and while handing over only versions that came after the stage
    began count, and while handing over only a new agreement or an extension: a
    correction or a small change does not stop a handover.

    Returns:
        Whether it moved.
    """
    if partnership.stage not in {Stage.SHAPING, Stage.TRANSITION}:
        return False
    today = partnership.country.today(now=now)
    if not any(_counts(v, partnership) for v in _in_force(partnership, today)):
        return False
    write_stage_change(
        actor=SYSTEM, now=now, partnership=partnership, to_stage=Stage.ACTIVE
    )
    return True


def _in_force(partnership: Partnership, today: date) -> Iterable[AgreementVersion]:
    return AgreementVersion.objects.filter(
        agreement__partnership=partnership,
        effective_from__lte=today,
        effective_to__gte=today,
    )


def _counts(version: AgreementVersion, partnership: Partnership) -> bool:
    # A pause only interrupts: what was signed meanwhile counts as well.
    entries = partnership.stage_changes.filter(to_stage=partnership.stage)
    began = entries.exclude(from_stage=Stage.PAUSED).first()
    is_later = began is None or version.created_at > began.changed_at
    if partnership.stage == Stage.SHAPING:
        return is_later or not _is_new_chapter(began)
    is_new_deal = version.number == 1 or version.kind == VersionKind.EXTENSION
    return is_new_deal and is_later


def _is_new_chapter(began: StageChange | None) -> bool:
    """Tell whether both sides shape anew after an end; the deal before it is over."""
    return began is not None and began.from_stage not in {"", Stage.EXPLORING}

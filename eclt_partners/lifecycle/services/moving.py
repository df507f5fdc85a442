"""How does a partnership move through a gate to its next stage?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.services.lapsing import end_tables, lock_agreements
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import GateBlocked, InvalidInput
from eclt_partners.lifecycle.access import may_at, require_at
from eclt_partners.lifecycle.given import NOTHING, Given
from eclt_partners.lifecycle.models import WarningPass
from eclt_partners.lifecycle.rules.lines import GateLine, Lack
from eclt_partners.lifecycle.selectors.facts import renegotiation_open
from eclt_partners.lifecycle.selectors.gates import gate_of
from eclt_partners.lifecycle.services.details import check_details, keep_details
from eclt_partners.lifecycle.words import gap_words, words_of
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.rules.gates import blocking, warning
from partners.rules.stages import check_stage_step
from partners.services.stages import require_step, write_stage_change
from reviews.services.stopping import stop_reviews

# What a person mends in the form of the step itself, and in which field.
FIELD_OF: Final[Mapping[Lack, str]] = {
    Lack.NO_REASON: "reason",
    Lack.NO_ASKER: "asked_by",
    Lack.NO_LOOK_AGAIN: "look_again_on",
    Lack.LOOK_AGAIN_PAST: "look_again_on",
    Lack.LOOK_AGAIN_LATE: "look_again_on",
    Lack.NOTHING_GOES_ON: "goes_on",
    Lack.NO_CASES_CONTACT: "cases_contact",
    Lack.NO_CATEGORY: "category",
    Lack.NO_NOTICE: "file",
    Lack.NO_CHILDREN_PLAN: "children_plan",
    Lack.NOT_INVITED_TO_TALK: "talk_invited_on",
    Lack.NO_CHECK_CONTACT: "contact",
}


@transaction.atomic
def move_stage(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    to_stage: Stage,
    given: Given = NOTHING,
) -> StageChange:
    """Move a partnership to another stage, through the gate before it (methods A3).

    Args:
        actor: needs the right of the step (`partners.services.stages`), and the right
            to pass warnings where the gate warns.
        now: the moment, aware.
        partnership: as the caller saw it.
        to_stage: where it goes.
        given: what the step asks of a person.

    Raises:
        NotPermitted: the actor may not take this step.
        IllegalTransition: the stage cannot follow, or a renegotiation is open.
        GateBlocked: something is missing elsewhere; says what.
        InvalidInput: something is missing in what was given.
        StaleObject: the partnership moved since the caller read it.
    """
    require_step(actor, partnership, to_stage)
    _lock(partnership, to_stage)
    old = Stage(partnership.stage)
    check_stage_step(
        old,
        to_stage,
        before_pause=Stage(partnership.stage_before_pause or old),
        renegotiation_open=renegotiation_open(partnership),
    )
    today = partnership.country.today(now=now)
    lines = gate_of(partnership, to_stage, today=today, given=given)
    _refuse_blocked(blocking(lines))
    _check_warnings(actor, partnership, warning(lines), given)
    check_details(partnership, to_stage, given, today=today)
    change = write_stage_change(
        actor=actor,
        now=now,
        partnership=partnership,
        to_stage=to_stage,
        reason=_reason(old, given),
    )
    _pass_warnings(actor, now, change, warning(lines), given)
    keep_details(actor=actor, now=now, change=change, given=given)
    _stop_what_goes_on(actor, now, change)
    return change


def _stop_what_goes_on(actor: Actor, now: datetime, change: StageChange) -> None:
    place, to_stage = change.partnership, Stage(change.to_stage)
    if to_stage == Stage.ENDED_EARLY:
        end_tables(actor=actor, now=now, partnership=place)
    stop_reviews(actor=actor, now=now, partnership=place, to_stage=to_stage)


def _lock(partnership: Partnership, to_stage: Stage) -> None:
    # A pause is at once, and leaves open what is talked about.
    if to_stage != Stage.PAUSED:
        lock_agreements(partnership)
    # Its number stays, so whoever writes something about it need not wait.
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)


def _reason(old: Stage, given: Given) -> str:
    """Return why; after a pause what changed in the words of the foundation."""
    is_back = old == Stage.PAUSED and given.back is not None and not given.reason
    return given.back.foundation_note if is_back and given.back else given.reason


def _refuse_blocked(lines: Sequence[GateLine]) -> None:
    gaps = [gap for line in lines for gap in line.gaps]
    elsewhere = [gap for gap in gaps if gap.lack not in FIELD_OF]
    if elsewhere:
        raise GateBlocked([gap_words(gap) for gap in elsewhere])
    if gaps:
        raise InvalidInput({FIELD_OF[gap.lack]: gap_words(gap) for gap in gaps})


def _check_warnings(
    actor: Actor, partnership: Partnership, lines: Sequence[GateLine], given: Given
) -> None:
    """Only a director passes a warning, and only with a written reason."""
    if not lines:
        return
    if not may_at(actor, Action.PASS_WARNING, partnership):
        raise GateBlocked(
            [*words_of(lines), _("A director can set this warning aside.")]
        )
    if not given.pass_reason.strip():
        raise InvalidInput({"pass_reason": _("Write why the warning can be set aside")})


def _pass_warnings(
    actor: Actor,
    now: datetime,
    change: StageChange,
    lines: Sequence[GateLine],
    given: Given,
) -> None:
    partnership = change.partnership
    if not lines:
        return
    require_at(actor, Action.PASS_WARNING, partnership)
    gaps = [(line.code, gap.lack) for line in lines for gap in line.gaps]
    WarningPass.objects.bulk_create(
        WarningPass(
            change=change,
            code=code,
            warning=lack,
            reason=given.pass_reason.strip(),
            passed_by=actor.key,
            passed_at=now,
        )
        for code, lack in gaps
    )
    audit.record(
        "lifecycle.warning.passed",
        actor=actor,
        subject=partnership,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"stage": change.to_stage, "lines": sorted({gap[0] for gap in gaps})},
    )

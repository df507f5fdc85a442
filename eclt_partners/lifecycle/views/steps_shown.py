"""Which steps does the stage page offer, and in which words?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.lifecycle.access import may_at
from eclt_partners.lifecycle.rules.lines import GateLine
from eclt_partners.lifecycle.selectors.facts import renegotiation_open
from eclt_partners.lifecycle.selectors.gate_rows import GateRows, gate_rows
from eclt_partners.lifecycle.selectors.gates import gate_of
from eclt_partners.lifecycle.views.mending import Mending, mending
from partners.choices import Stage
from partners.models import Partnership
from partners.rules.gates import blocking, warning
from partners.rules.stages import MAY_INTERRUPT_TALKS, next_stages
from partners.services.stages import right_to_step

STEP_WORDS: Final[Mapping[Stage, Promise]] = {
    Stage.SHAPING: _("Start to agree how we will work"),
    Stage.NOT_PURSUED: _("Do not go ahead"),
    Stage.ACTIVE: _("Go on working together"),
    Stage.TRANSITION: _("Start handing over"),
    Stage.SUSTAINING: _("Close the agreement"),
    Stage.CONCLUDED: _("Say that it ended well"),
    Stage.PAUSED: _("Pause"),
    Stage.ENDED_EARLY: _("End early"),
}
ADDRESS_OF: Final[Mapping[Stage, str]] = {
    Stage.SUSTAINING: "lifecycle:close",
    Stage.PAUSED: "lifecycle:pause",
    Stage.ENDED_EARLY: "lifecycle:end",
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step that may follow.

    Attributes:
        stage: where it leads.
        words: what it is called.
        url: its form; "" when this reader may not take it now.
        is_automatic: the product takes it by itself.
        may: the reader has the right.
        is_for_directors: a country manager has not.
        waits_for_talks: a renegotiation is open and has to end first.
        blocks: what is missing.
        warnings: what a director may pass.
    """

    stage: Stage
    words: str
    url: str
    is_automatic: bool
    may: bool
    is_for_directors: bool
    waits_for_talks: bool
    blocks: Sequence[Mending]
    warnings: Sequence[Mending]

    @property
    def to_mend(self) -> list[Mending]:
        """What is missing and is mended on another page."""
        return [gap for gap in self.blocks if gap.url]

    @property
    def to_give(self) -> list[Mending]:
        """What is missing and is asked for in the form of the step."""
        return [gap for gap in self.blocks if not gap.url]


def steps_shown(
    actor: Actor, partnership: Partnership, *, today: date
) -> list[StepShown]:
    """Return the steps that may follow, in the order of the stages."""
    before = Stage(partnership.stage_before_pause or partnership.stage)
    possible = next_stages(Stage(partnership.stage), before_pause=before)
    talks = renegotiation_open(partnership)
    rows = gate_rows(partnership, today=today)
    return [
        _step(actor, partnership, stage, rows, today=today, talks_open=talks)
        for stage in Stage
        if stage in possible
    ]


def _step(
    actor: Actor,
    partnership: Partnership,
    stage: Stage,
    rows: GateRows,
    *,
    today: date,
    talks_open: bool,
) -> StepShown:
    right = right_to_step(partnership, stage)
    may = right is not None and may_at(actor, right, partnership)
    lines = gate_of(partnership, stage, today=today, rows=rows)
    waits = talks_open and stage not in MAY_INTERRUPT_TALKS
    return StepShown(
        stage=stage,
        words=str(_words(partnership, stage)),
        url=address_of(partnership, stage) if may and not waits else "",
        is_automatic=right is None,
        may=may,
        is_for_directors=right is not Action.MOVE_STAGE,
        waits_for_talks=waits,
        blocks=_mendings(blocking(lines), partnership),
        warnings=_mendings(warning(lines), partnership),
    )


def _words(partnership: Partnership, stage: Stage) -> Promise:
    """Return what a step is called; the first agreement begins the work."""
    if partnership.stage == Stage.SHAPING and stage == Stage.ACTIVE:
        return _("Begin to work together")
    return STEP_WORDS[stage]


def address_of(partnership: Partnership, stage: Stage) -> str:
    """Return the address of the form of a step."""
    if stage in ADDRESS_OF:
        return reverse(ADDRESS_OF[stage], args=[partnership.pk])
    if partnership.stage == Stage.PAUSED:
        return reverse("lifecycle:resume", args=[partnership.pk])
    return reverse("lifecycle:step", args=[partnership.pk, stage])


def _mendings(lines: Sequence[GateLine], partnership: Partnership) -> list[Mending]:
    return [mending(gap, partnership) for line in lines for gap in line.gaps]

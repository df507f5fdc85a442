"""How do invented plans, goals and checks after the end become rows?"""

from datetime import date, timedelta
from typing import Final

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.scale.lives import AGREED, DAYS_A_YEAR, ENDED, Life
from eclt_partners.demo.scale.registry_rows import Keys, noon
from eclt_partners.demo.scale.tables import Tables
from partners.choices import (
    CapacityDomain,
    CheckState,
    Fate,
    HandoverMode,
    HowKnown,
    Stage,
)
from partners.rules.method import METHOD
from partners.rules.months import add_months

# What goes on after the end, and how much of it matters.
_FUNCTIONS: Final = (
    ("Village committees that watch over children", 3),
    ("School fund run by parents", 2),
    ("Savings groups", 1),
)
_WITH_PLAN: Final = ENDED | {Stage.TRANSITION}
_YOUNG_PLAN, _GOALS = 0.3, 0.35


def add_plans(tables: Tables, life: Life, keys: Keys, *, today: date) -> None:
    """Write what is to last and how both want to grow, where somebody planned it."""
    if life.stage not in AGREED:
        return
    functions: list[int] = []
    if life.stage in _WITH_PLAN or life.rng.random() < _YOUNG_PLAN:
        functions = _plan(tables, life, keys, today)
    if life.rng.random() < _GOALS:
        _goal(tables, life, keys, today)
    if life.ended_on is not None and functions:
        _checks(tables, life, keys, functions, today)


def _plan(tables: Tables, life: Life, keys: Keys, today: date) -> list[int]:
    plan = tables.plans.add(
        partnership_id=keys.partnership,
        mode=HandoverMode.PHASE_OVER,
        vision="The committees meet and are paid from the district's own budget.",
        written_by=SYSTEM.key,
    )
    read_on = life.reviews[-1][0] if life.reviews else min(today, life.start)
    read_on = max(read_on, life.start)
    functions = []
    for name, importance in _FUNCTIONS[: life.rng.randint(2, 3)]:
        is_accepted = life.rng.random() < (0.75 if life.stage in _WITH_PLAN else 0.35)
        function = tables.functions.add(
            plan_id=plan,
            name=name,
            importance=importance,
            fate=Fate.CONTINUE,
            owner_name="The district" if is_accepted else "",
            owner_accepted_on=read_on if is_accepted else None,
            written_by=SYSTEM.key,
        )
        level = 3 if life.stage in _WITH_PLAN else 2
        names = ("resources", "capacity", "motivation", "linkages")
        tables.pillars.add(
            function_id=function,
            read_on=read_on,
            read_by=SYSTEM.key,
            **{each: max(0, min(4, level + life.rng.randint(-1, 1))) for each in names},
        )
        functions.append(function)
    return functions


def _goal(tables: Tables, life: Life, keys: Keys, today: date) -> None:
    """Set one goal of the partner, sometimes of the foundation, and read it."""
    began = life.start + timedelta(days=10)
    start = life.rng.randint(1, 3)
    goal = tables.goals.add(
        partnership_id=keys.partnership,
        party_id=keys.party if life.rng.random() < 0.8 else None,
        domain=life.rng.choice(list(CapacityDomain)),
        baseline_level=start,
        baseline_on=began,
        target_level=min(5, start + life.rng.randint(1, 2)),
        target_on=add_months(began, 24),
        foundation_agreed_on=began,
        partner_agreed_on=began,
        written_by=SYSTEM.key,
    )
    level = start
    for year in (1, 2):
        read_on = began + timedelta(days=year * DAYS_A_YEAR)
        if read_on > today:
            return
        level = max(1, min(5, level + life.rng.choice((-1, 0, 0, 1, 1, 1))))
        tables.levels.add(
            goal_id=goal, level=level, read_on=read_on, read_by=SYSTEM.key
        )


def _checks(
    tables: Tables, life: Life, keys: Keys, functions: list[int], today: date
) -> None:
    """Plan the checks after the end; nine of ten that were due are done."""
    if life.ended_on is None:
        return
    for month in METHOD.after_months:
        due_on = add_months(life.ended_on, month)
        is_done = due_on < today and life.rng.random() < 0.9
        check = tables.checks.add(
            partnership_id=keys.partnership,
            ended_on=life.ended_on,
            month=month,
            due_on=due_on,
            state=CheckState.DONE if is_done else CheckState.SCHEDULED,
            settled_on=due_on if is_done else None,
        )
        if not is_done:
            continue
        tables.reports.add(
            check_of_id=check, entered_at=noon(due_on), entered_by=SYSTEM.key
        )
        for function in functions:
            tables.items.add(
                check_of_id=check,
                function_id=function,
                value=life.rng.choices((0, 1, 2, 3), weights=(5, 10, 30, 55))[0],
                how_known=HowKnown.OWNER,
            )

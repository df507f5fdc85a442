"""What does gate G2 warn of? W1 to W4; a director may pass them with a reason."""

from collections.abc import Iterator

from agreements.rules.gate_g2.facts import GateFacts
from agreements.rules.gate_g2.lines import Gap, Lack
from agreements.rules.terms import Terms
from partners.rules.months import add_months


def plan_to_grow_safer(facts: GateFacts) -> Iterator[Gap]:
    """W1: the plan that followed a safeguarding check is still open."""
    if any(check.plan_open for check in facts.safeguarding):
        yield Gap(Lack.PLAN_OPEN)


def overhead(terms: Terms, facts: GateFacts) -> Iterator[Gap]:
    """W2: no line pays for overhead; without any money there is nothing to pay."""
    if terms.total and not facts.has_overhead_line:
        yield Gap(Lack.NO_OVERHEAD)


def language(terms: Terms, facts: GateFacts) -> Iterator[Gap]:
    """W3: the partner does not work in the language of the text."""
    if terms.language not in facts.partner_languages:
        yield Gap(Lack.OTHER_LANGUAGE, value=terms.language)


def harvest(terms: Terms, facts: GateFacts) -> Iterator[Gap]:
    """W4: the first review falls in the main harvest; later versions have had theirs."""
    months = terms.rules.first_review_months
    if not months:
        return
    first_on = add_months(facts.starts_on, months)
    if first_on >= terms.effective_from and first_on.month in facts.harvest_months:
        yield Gap(Lack.IN_HARVEST, value=first_on)

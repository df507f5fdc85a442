"""May a version come into force (gate G2, methods A3)?

Every version passes the gate again, so that no change can take away the clauses on
taking stock and on changing. B lines block; W lines warn, and a director may pass them
with a reason.
"""

from agreements.rules.gate_g2 import (
    partnership_lines,
    signature_lines,
    terms_lines,
    warnings,
)
from agreements.rules.gate_g2.facts import (
    GateFacts,
    PlannedFunction,
    SafeguardingFacts,
    Signed,
)
from agreements.rules.gate_g2.lines import Gap, GateLine, Lack
from agreements.rules.terms import Terms
from agreements.rules.terms_json import text_hash
from partners.rules.gates import blocking, warning
from partners.rules.method import METHOD, Method

__all__ = [
    "Gap",
    "GateFacts",
    "GateLine",
    "Lack",
    "PlannedFunction",
    "SafeguardingFacts",
    "Signed",
    "blocking",
    "gate_g2",
    "warning",
]


def gate_g2(
    terms: Terms, facts: GateFacts, *, method: Method = METHOD
) -> tuple[GateLine, ...]:
    """Return all lines, B1 to B10 and W1 to W4, with what each one misses.

    Args:
        terms: the text that would come into force.
        facts: what stands elsewhere.
        method: the thresholds.
    """
    on = terms.effective_from
    found = {
        "B1": terms_lines.dates_and_money(terms),
        "B2": terms_lines.promises_of_both(terms),
        "B3": terms_lines.take_stock(terms, method),
        "B4": terms_lines.room_to_change(terms, method),
        "B5": terms_lines.honest_talk(terms),
        "B6": partnership_lines.what_must_last(facts, method),
        "B7": partnership_lines.growing_stronger(facts),
        "B8": partnership_lines.expectations(facts),
        "B9": partnership_lines.safe_and_honest(facts, on),
        "B10": signature_lines.signed_by_all(facts, text_hash(terms)),
        "W1": warnings.plan_to_grow_safer(facts),
        "W2": warnings.overhead(terms, facts),
        "W3": warnings.language(terms, facts),
        "W4": warnings.harvest(terms, facts),
    }
    return tuple(GateLine(code, tuple(gaps)) for code, gaps in found.items())

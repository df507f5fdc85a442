"""Which budget line pays for overhead or core cost (gate G2, W2)?

Lines are named freely, in the language of the agreement, so their names tell. Where a
name tells it in other words the gate warns, and a director may pass that.
"""

from collections.abc import Iterable
from typing import Final

from agreements.rules.keys import plain
from agreements.rules.terms import BudgetLine

# How people call it in the languages of agreements, in plain letters: en, fr, es, pt.
NAMES: Final = (
    *("overhead", "core-cost", "core-fund", "indirect-cost", "running-cost"),
    *("frais-generaux", "frais-de-structure", "couts-indirects", "fonctionnement"),
    *("gastos-generales", "costos-indirectos", "costes-indirectos", "estructura"),
    *("custos-gerais", "despesas-gerais", "custos-indiretos", "estrutura"),
    "administra",
)


def pays_for_overhead(lines: Iterable[BudgetLine]) -> bool:
    """Tell whether a line pays for overhead or core cost, by its key or its name."""
    return any(
        name in text
        for line in lines
        for text in (line.key, plain(line.label))
        for name in NAMES
    )

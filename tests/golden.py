"""The worked cases and the demo portfolio, read once for the tests of the rules."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

from partners.choices import Stage
from partners.rules.handover import FunctionReading, Pillar, handover_readiness
from reviews.rules.facts import Facts
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.readings import readings
from reviews.rules.scoring import score

DATA = Path(__file__).parent / "data"
CASES = json.loads((DATA / "golden.json").read_text(encoding="utf-8"))
PORTFOLIO = json.loads((DATA / "portfolio.json").read_text(encoding="utf-8"))
PARTNERSHIPS = {row["code"]: row for row in PORTFOLIO["partnerships"]}
AS_OF = date.fromisoformat(PORTFOLIO["as_of"])


def cases(kind):
    return [case for case in CASES if case["kind"] == kind]


def by_id(case):
    return case["id"]


def side(ratings):
    """One rating per dimension, as one person answers; None = a silent side."""
    if ratings is None:
        return {}
    return {code: [each] for code, each in zip(DIMENSIONS, ratings, strict=True)}


def same(rating):
    """One person who gives the same rating everywhere."""
    return side([rating] * len(DIMENSIONS))


def but(ratings, **changed):
    """The same ratings with some dimensions answered otherwise."""
    return {**ratings, **changed}


def scored(review):
    return score(side(review["foundation"]), side(review["partner"]))


def portfolio_readings(row):
    return readings(
        (date.fromisoformat(review["date"]), scored(review))
        for review in row["reviews"]
    )


def portfolio_hri(row):
    if "handover" not in row:
        return None
    return handover_readiness(
        FunctionReading(
            importance=each["weight"],
            pillars=dict(zip(Pillar, each["pillars_RCML"], strict=True)),
            owner_accepted=each["owner_accepted"],
        )
        for each in row["handover"]["functions"]
    )


def portfolio_facts(row):
    end = row["agreement_end"]
    return Facts(
        stage=Stage(row["stage"]),
        relationship_start=date.fromisoformat(row["relationship_start"]),
        readings=portfolio_readings(row),
        agreement_end=date.fromisoformat(end) if end else None,
        hri=portfolio_hri(row),
    )


def exact(number):
    """A number of the file, exactly as written; None stays None."""
    return None if number is None else Fraction(str(number))

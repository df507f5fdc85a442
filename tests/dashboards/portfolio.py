"""The figures of the portfolio, computed a second time in plain Python.

Reads the same file as `load_portfolio`, knows nothing of rows, services or SQL, and
uses decimals instead of fractions, so that it cannot share a mistake with them.
"""

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.conftest import DATA

RUNNING = {"EXPLORING", "SHAPING", "ACTIVE", "TRANSITION", "PAUSED"}
WITH_WORK = {"ACTIVE", "TRANSITION", "PAUSED"}
PORTFOLIO = json.loads((DATA / "portfolio.json").read_text("utf-8"))
AS_OF = date(2026, 11, 23)


def partnerships(country):
    return [p for p in PORTFOLIO["partnerships"] if p["country"] == country]


def running(country):
    return [p for p in partnerships(country) if p["stage"] in RUNNING]


def countries():
    return [c["iso2"] for c in PORTFOLIO["countries"]]


def one_place(number):
    return str(Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP))


def joint(review, place):
    """The mean of both sides for the dimension at this place, or None."""
    if not review["foundation"] or not review["partner"]:
        return None
    return (Decimal(review["foundation"][place]) + review["partner"][place]) / 2


def latest(partnership):
    return max(partnership["reviews"], key=lambda r: r["date"], default=None)


def heat(country):
    """code -> ten texts or None."""
    found = {}
    for partnership in running(country):
        review = latest(partnership)
        numbers = [joint(review, n) if review else None for n in range(10)]
        found[partnership["code"]] = [
            None if number is None else one_place(number) for number in numbers
        ]
    return found


def widest_gap(partnership):
    review = latest(partnership)
    if not review or not review["foundation"] or not review["partner"]:
        return None
    pairs = zip(review["foundation"], review["partner"], strict=True)
    return max(abs(f - p) for f, p in pairs)


def lowest(partnership):
    """The lowest mean of both sides in the latest review, or None."""
    review = latest(partnership)
    numbers = [joint(review, n) for n in range(10)] if review else []
    known = [number for number in numbers if number is not None]
    return one_place(min(known)) if known else None


def mean_gap(partnership):
    """How far apart the sides are on average in the latest review, or None."""
    review = latest(partnership)
    if not review or not review["foundation"] or not review["partner"]:
        return None
    pairs = zip(review["foundation"], review["partner"], strict=True)
    return one_place(sum(Decimal(abs(f - p)) for f, p in pairs) / 10)


def was_reviewed(partnership):
    return any(r["foundation"] and r["partner"] for r in _recent(partnership))


def was_reviewed_by_one_side(partnership):
    return bool(_recent(partnership)) and not was_reviewed(partnership)


def _recent(partnership):
    since = AS_OF - timedelta(days=365)
    return [r for r in partnership["reviews"] if r["date"] >= since.isoformat()]


def age_in_months(partnership, day):
    start = date.fromisoformat(partnership["relationship_start"])
    months = (day.year - start.year) * 12 + day.month - start.month
    return months - (1 if day.day < start.day else 0)


def trust(partnership):
    """(age in months, trust) of each review that both sides answered."""
    points = []
    for review in sorted(partnership["reviews"], key=lambda r: r["date"]):
        mean = joint(review, 1)
        if mean is not None:
            age = age_in_months(partnership, date.fromisoformat(review["date"]))
            points.append((age, one_place(mean)))
    return points


def ending_within_a_year(country):
    found = {}
    for partnership in running(country):
        end = partnership["agreement_end"]
        if partnership["stage"] not in WITH_WORK or not end:
            continue
        days = (date.fromisoformat(end) - AS_OF).days
        if days <= 365:
            found[partnership["code"]] = days
    return found


def expected(country, field):
    """code -> value of the expected board, for partnerships that stand on it."""
    return {
        p["code"]: p["expected_2026_11_23"][field]
        for p in running(country)
        if p.get("expected_2026_11_23")
    }

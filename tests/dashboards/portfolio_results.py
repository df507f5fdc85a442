"""Children, spending and reached targets of the portfolio, computed a second time.

As `tests.dashboards.portfolio_records`: plain Python over the input files, with decimals
and lists, knowing nothing of rules, rows or SQL.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.dashboards.portfolio import AS_OF, latest, partnerships, running
from tests.dashboards.portfolio_records import (
    CENT,
    RATES,
    STORIES,
    has_deal,
    in_force,
)

FIRST = date(2025, 11, 24).isoformat()


def results(country):
    """code -> results whose period ended in the twelve months before the board."""
    codes = {p["code"] for p in partnerships(country)}
    return {
        code: [row for row in rows if FIRST <= row[1] <= AS_OF.isoformat()]
        for code, rows in STORIES["results"].items()
        if code in codes
    }


def counted(country):
    """code -> results of agreements that serve children."""
    none = STORIES["no_children"]
    return {code: rows for code, rows in results(country).items() if code not in none}


def ways(country):
    """withdrawn, prevented, protected -> children, or None when nobody counted."""
    rows = [row for all_ in counted(country).values() for row in all_]
    found = {}
    for place, way in ((2, "withdrawn"), (3, "prevented"), (4, "protected")):
        known = [row[place] for row in rows if row[place] is not None]
        found[way] = sum(known) if known else None
    return found


def whole(country):
    """code -> children, local money and dollars of results that know everything."""
    found = {}
    for code, rows in counted(country).items():
        full = [row for row in rows if None not in row[2:6]]
        if full:
            local = sum(Decimal(row[5]) for row in full)
            children = sum(sum(row[2:5]) for row in full)
            found[code] = (children, local, local / RATES[country])
    return found


def spent(country):
    """code -> local money and dollars of all results that know their spending."""
    known = {
        code: [Decimal(row[5]) for row in rows if row[5] is not None]
        for code, rows in counted(country).items()
    }
    return {
        code: (sum(amounts), sum(amounts) / RATES[country])
        for code, amounts in known.items()
        if amounts
    }


def to_the_cent(amount):
    return str(amount.quantize(CENT, ROUND_HALF_UP))


def cost(country):
    """Both sums, and the lowest and highest cost from two agreements on."""
    found = whole(country)
    if not found:
        return None
    each = [dollars / children for children, _local, dollars in found.values()]
    has_range = len(each) > 1
    return {
        "currency": "USD",
        "spending": to_the_cent(sum(dollars for _c, _l, dollars in found.values())),
        "children": sum(children for children, _l, _d in found.values()),
        "partnership_count": len(found),
        "lowest": to_the_cent(min(each)) if has_range else None,
        "highest": to_the_cent(max(each)) if has_range else None,
        "mean": None,
        "left_out_count": sum(
            None in row[2:6] for rows in counted(country).values() for row in rows
        ),
    }


def left_out(country):
    """code -> why an agreement of the period is not among the numbers."""
    known, none = counted(country), STORIES["no_children"]
    return {
        p["code"]: "no_services" if p["code"] in none else "no_results"
        for p in partnerships(country)
        if has_deal(p) and p["agreement_end"] >= FIRST and p["code"] not in known
    }


def reached(country):
    """code -> text of a target in force -> last number and whole percent."""
    held = {p["code"] for p in in_force(country)}
    return {
        code: _reached(code, targets)
        for code, targets in STORIES["targets"].items()
        if code in held
    }


def _reached(code, targets):
    found = {}
    for key, text, planned, _by in targets:
        numbers = [
            (row[1], row[6][key])
            for row in STORIES["results"].get(code, [])
            if key in row[6]
        ]
        number = max(numbers)[1] if numbers else None
        percent = None if number is None else round_up(Decimal(100 * number) / planned)
        found[text] = (number, percent)
    return found


def round_up(number):
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def points(country):
    """code -> health and percent of targets, of running partnerships with both."""
    found = {}
    for p in running(country):
        shares = [
            min(Decimal(1), Decimal(number) / planned)
            for _key, text, planned, _by in STORIES["targets"].get(p["code"], [])
            for number, _percent in [_reached_of(p["code"])[text]]
            if number is not None
        ]
        review = latest(p)
        if shares and review and review["partner"] and review["foundation"]:
            mean = sum(review["partner"] + review["foundation"]) / Decimal(20)
            share = sum(shares) / len(shares)
            found[p["code"]] = (round_up(25 * (mean - 1)), round_up(100 * share))
    return found


def _reached_of(code):
    return _reached(code, STORIES["targets"].get(code, []))


def cohort_sizes(country):
    """Start year -> partnerships with a review that both sides answered."""
    found = {}
    for p in partnerships(country):
        if any(r["foundation"] and r["partner"] for r in p["reviews"]):
            year = int(p["relationship_start"][:4])
            found[year] = found.get(year, 0) + 1
    return found

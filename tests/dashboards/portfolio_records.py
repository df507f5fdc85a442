"""Agreements, promises, goals and checks of the portfolio, computed a second time.

As `tests.dashboards.portfolio`: plain Python over the input files, with decimals and
lists, knowing nothing of rules, rows or SQL.
"""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from eclt_partners.demo import after_checks
from eclt_partners.demo.management.commands.seed_demo import FOLDER
from tests.dashboards.portfolio import AS_OF, PORTFOLIO, partnerships

STORIES = json.loads((FOLDER / "stories.json").read_text("utf-8"))
RATES = {c["iso2"]: Decimal(c["demo_rate_per_usd"]) for c in PORTFOLIO["countries"]}
CENT = Decimal("0.01")


def has_deal(partnership):
    return bool(partnership["agreement_end"] and partnership["agreement_versions"])


def in_force(country):
    """The partnerships whose one agreement holds on the day of the board."""
    return [
        p
        for p in partnerships(country)
        if has_deal(p)
        and date.fromisoformat(p["relationship_start"]) <= AS_OF
        and date.fromisoformat(p["agreement_end"]) >= AS_OF
    ]


def money(country):
    """code -> local amount, currency, dollars at the rate of the file."""
    return {
        p["code"]: (
            Decimal(p["budget_local"]).quantize(CENT),
            p["currency"],
            (Decimal(p["budget_local"]) / RATES[country]).quantize(CENT, ROUND_HALF_UP),
        )
        for p in in_force(country)
    }


def versions(country):
    """code -> number of the one registered version, and its first day."""
    return {
        p["code"]: (p["agreement_versions"], p["relationship_start"])
        for p in partnerships(country)
        if has_deal(p)
    }


def _told(kind, country):
    codes = {p["code"] for p in partnerships(country)}
    return {code: rows for code, rows in STORIES[kind].items() if code in codes}


def kept(country):
    """code -> side -> on time, late, partly, not kept."""
    found = {}
    for code, rows in _told("promises", country).items():
        sides = {"FOUNDATION": [0, 0, 0, 0], "PARTNER": [0, 0, 0, 0]}
        for _number, side, _kind, _text, _due, state in rows:
            ways = ["KEPT", "KEPT_LATE", "PARTLY", "NOT_KEPT"]
            if state in ways:
                sides[side][ways.index(state)] += 1
        found[code] = sides
    return found


def late(country):
    """Texts of promises whose day is over and of which nobody said anything."""
    return sorted(
        (due, code, text)
        for code, rows in _told("promises", country).items()
        for _number, _side, _kind, text, due, state in rows
        if state == "NOT_DUE" and due < AS_OF.isoformat()
    )


def targets(country):
    """code -> what the agreement in force aims at: text, number, day."""
    held = {p["code"] for p in in_force(country)}
    return {
        code: [(text, number, by) for _key, text, number, by in rows]
        for code, rows in _told("targets", country).items()
        if code in held
    }


def goals(country):
    """(code, side, field) -> start, now, aim, and whole percent of the way."""
    found = {}
    for code, rows in _told("capacity", country).items():
        for side, field, start, aim, now in rows:
            way = Decimal(100 * max(now - start, 0)) / (aim - start)
            percent = int(min(way, Decimal(100)).quantize(Decimal(1), ROUND_HALF_UP))
            found[code, side, field] = (start, now, aim, percent)
    return found


def went_back(country):
    return sum(now < start for start, now, _aim, _percent in goals(country).values())


def checks(country):
    """code -> month -> score as text, or what else became of the check."""
    found = {}
    for p in partnerships(country):
        known = after_checks.KNOWN.get(p["code"])
        if known is not None:
            ended = date.fromisoformat(p["agreement_end"])
            found[p["code"]] = {
                month: _check(known, month, ended) for month in (6, 12, 24)
            }
    return found


def _check(known, month, ended):
    if month in known.found:
        return _score(known.found[month])
    if month in known.done:
        return "done"
    if month in known.waived:
        return "waived"
    return "overdue" if _months_on(ended, month) <= AS_OF else "ahead"


def _score(values):
    weights = [importance for _name, importance in after_checks.FUNCTIONS]
    reached = sum(w * v for w, v in zip(weights, values, strict=True))
    score = Decimal(100 * reached) / (3 * sum(weights))
    return f"{score.quantize(Decimal('0.1'), ROUND_HALF_UP)}".removesuffix(".0")


def _months_on(day, months):
    """The same day so many months later; the ends of the file have 28 days at least."""
    years, month = divmod(day.month - 1 + months, 12)
    last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    return date(day.year + years, month + 1, min(day.day, last))

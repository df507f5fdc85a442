"""How does a handover pack read? The same words on the page and on paper."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date, plain_figure, with_colon, zone_place
from eclt_partners.dashboards.reasons import sentences
from eclt_partners.dashboards.selectors.hand_over import HandOver
from eclt_partners.dashboards.selectors.hand_over_dates import (
    next_dates,
    open_table_words,
)
from eclt_partners.dashboards.selectors.hand_over_history import moments
from eclt_partners.dashboards.selectors.results import LatestResult
from eclt_partners.dashboards.words import PILLAR_WORDS, READY_WORDS, as_low, as_wide
from partners.models import AuthorisedOfficer, Contact
from partners.rules.rounding import half_up
from reviews.rules.bands import GapBand
from reviews.selectors.overview import PairTrend
from reviews.words import band_text, dimension_name, status_text, trend_text

Part = dict[str, Any]


def pack_parts(pack: HandOver) -> Part:
    """Return what the page and the PDF show, for a template."""
    return {
        "pack": pack,
        "today": pack.today,
        "partnership": pack.page.partnership,
        "who": _who(pack),
        "contacts": [_contact(each) for each in pack.page.sides.contacts],
        "standing": _standing(pack),
        "care": _care(pack),
        "dates": next_dates(pack),
        "tables": [(each.table, open_table_words(each)) for each in pack.tables],
        "plan": _plan(pack),
        "checks": _checks(pack),
        "moments": moments(pack),
    }


def _row(label: str, value: object) -> Part:
    return {"label": label, "value": str(value)}


def _who(pack: HandOver) -> list[Part]:
    """Say who we are to each other."""
    place = pack.page.partnership
    lead = place.foundation_lead
    rows = [
        _row(_("Partnership"), f"{place.code} {place.name}"),
        _row(_("Country"), place.country.name),
        _row(_("Stage"), _stage(pack)),
        _row(_("We have known each other since"), plain_date(place.relationship_start)),
        _row(
            _("Lead of the foundation"),
            f"{lead.name}, {lead.email}" if lead else _("Nobody yet"),
        ),
    ]
    for party in pack.page.sides.parties:
        kind = party.partner.get_kind_display()
        rows.append(_row(_("Partner"), f"{party.partner.name} ({kind})"))
        rows.append(_row(_("Lead of the partner"), _leads(party.partner_lead)))
        rows += [
            _row(_("May sign for the partner"), _signs(each.row))
            for each in pack.officers
            if each.row.contact.partner_id == party.partner_id
        ]
    if place.note:
        rows.append(_row(_("In short"), place.note))
    return rows


def _leads(contact: Contact | None) -> str:
    """Say who leads at the partner, and whether that person is there no more."""
    if contact is None:
        return _("Nobody yet")
    if contact.left_on is None:
        return contact.name
    left = _("has left")
    return f"{contact.name} ({left})"


def _signs(officer: AuthorisedOfficer) -> str:
    """Say who signs as what, and up to what."""
    who = f"{officer.contact.name}, {officer.title}"
    return f"{who} ({officer.limits})" if officer.limits else who


def _stage(pack: HandOver) -> str:
    stage = str(pack.page.partnership.get_stage_display())
    if pack.stage_since is None:
        return stage
    words = {"stage": stage, "day": plain_date(pack.stage_since)}
    return _("%(stage)s (noted on %(day)s)") % words


def _contact(person: Contact) -> Part:
    """Return how somebody of a partner is reached, and in which language."""
    ways = [str(person.get_channel_display()), person.phone, person.email]
    title = f"{person.name}, {person.job_title}" if person.job_title else person.name
    return {
        "name": title,
        "is_head": person.is_head,
        "partner": person.partner.name,
        "language": str(person.get_language_display()),
        "zone": zone_place(person.time_zone),
        "ways": [way for way in ways if way],
    }


def _trend(found: PairTrend) -> Part:
    named = f"{with_colon(found.partner)} " if found.partner else ""
    return _row(_("Trend"), f"{named}{trend_text(found.trend)}")


def _standing(pack: HandOver) -> Part:
    """Say how it stands: the status with its rules, the trend, the lowest dimension."""
    page = pack.page
    index = page.reviewed.standing.index
    rows = []
    if index is not None:
        rows.append(_row(_("Health index, 0 to 100"), half_up(index)))
    rows += [_trend(each) for each in page.reviewed.trends]
    is_one = len(page.results) == 1
    for result in page.results:
        partner = "" if is_one else result.party
        rows += _of_result(result, partner)
    return {
        "status": page.reviewed.standing.status,
        "status_text": status_text(page.reviewed.standing.status),
        "reasons": sentences(
            page.reason_codes,
            page.reviewed.standing.days_overdue,
            page.reviewed.partners_behind,
        ),
        "rows": rows,
    }


def _of_result(result: LatestResult, partner: str) -> list[Part]:
    """Return the lowest dimension of both sides together and the widest difference.

    Only means that both sides may see; no lowest answer and no range.
    """
    known = {
        code: cell["joint"]
        for code, cell in result.joint.items()
        if cell["joint"] is not None
    }
    if not known:
        return []
    lowest = min(known, key=lambda code: Fraction(known[code]))
    text = _("%(dimension)s: %(joint)s of 5") % {
        "dimension": dimension_name(lowest),
        "joint": plain_figure(known[lowest]),
    }
    others = list(known.values()).count(known[lowest]) - 1
    lines: Sequence[Mapping[str, Any]] = result.block["lines"] if result.block else []
    return [
        _row(_("Last review"), _with(plain_date(result.on), partner)),
        _row(_("Lowest for both sides together"), _with(as_low(text, others), partner)),
        *(
            _row(_("Biggest difference"), _with(_gap(line, lines[1:]), partner))
            for line in lines[:1]
            if line["band"] != GapBand.SIMILAR
        ),
    ]


def _gap(line: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
    text = _(
        "%(dimension)s: foundation %(foundation)s, partner %(partner)s; %(say)s"
    ) % {
        "dimension": dimension_name(line["dimension"]),
        "foundation": plain_figure(line["foundation"]),
        "partner": plain_figure(line["partner"]),
        "say": band_text(GapBand(line["band"])),
    }
    return as_wide(text, sum(each["size"] == line["size"] for each in others))


def _with(text: str, partner: str) -> str:
    return f"{text} ({partner})" if partner else text


def _care(pack: HandOver) -> Part:
    """Return what is handled with care; nothing of it is for one side alone."""
    talk = pack.last_review.talk if pack.last_review else None
    return {
        "talk": talk,
        "interests": [
            each
            for each in pack.checks.statements
            if each.statement and not each.statement.is_none
        ],
        "is_empty": not (
            pack.has_report
            or (talk and talk.hurts)
            or pack.disputed
            or pack.declined
            or pack.page.sides.events
        ),
    }


def _plan(pack: HandOver) -> Part | None:
    """Say how ready the work is, and where help is needed first."""
    story = pack.plan
    if story is None:
        return None
    index = story.steps.index
    return {
        "plan": story.plan,
        "index": None if index is None else half_up(index),
        "band": str(READY_WORDS[story.band or ""]),
        "weakest": str(PILLAR_WORDS[story.weakest]) if story.weakest else "",
        "functions": [each.function for each in story.functions],
    }


def _checks(pack: HandOver) -> list[Part]:
    """Return the newest check of each kind and direction, with when it ends."""
    return [
        {
            "kind": str(block.kind.label),
            "direction": str(block.direction.label),
            "check": line.check,
            "is_over": line.is_over,
            "is_soon": line.is_soon,
        }
        for block in pack.checks.blocks
        for line in block.lines
        if line.is_newest
    ]

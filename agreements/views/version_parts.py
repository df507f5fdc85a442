"""Which rows does a page or a PDF show of one version?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.choices import SigningMethod
from agreements.gate_words import passed_words
from agreements.models import Signature
from agreements.promise_words import how_often
from agreements.rules.numbers import reporting_amount
from agreements.rules.terms import Promise, Terms, promises_of
from agreements.selectors.people import Names
from agreements.selectors.versions import SignedVersion
from eclt_partners.common.words import (
    money,
    own_name,
    plain_date,
    plain_datetime,
    plain_number,
    plain_rate,
    with_colon,
)
from partners.choices import OwnerSide, Side

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line of the budget: its amount in each year, and in all in two currencies."""

    label: str
    amounts: Sequence[Decimal | None]
    total: Decimal
    reported: Decimal


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as both sides sign it.

    Attributes:
        promise: its words, day and money.
        how_often: its rhythm in words, or "".
        typed: label and text of how it is measured and shown, where that is written.
        people: label and name of who looks after it and who confirms it.
    """

    promise: Promise
    how_often: str
    typed: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The promises of one side, or of one partner of a coalition."""

    name: str
    promises: Sequence[PromiseLine]


def version_parts(found: SignedVersion) -> Part:
    """Return everything of a version for its templates, in the words of the reader."""
    terms, version = found.terms, found.version
    return {
        **text_parts(terms, found.names),
        "found": found,
        "version": version,
        "facts": _facts(found),
        "reported": version.reporting_amount,
        "reporting_currency": version.reporting_currency,
        "signatures": [signature_part(row, found.names) for row in found.signatures],
        "proof": _proof(found),
    }


def text_parts(terms: Terms, names: Names) -> Part:
    """Return what `agreements/version/text.html` shows of a text."""
    return {
        "terms": terms,
        "said_in": own_name(terms.language),
        "years": list(terms.by_year()),
        "money_rows": _money_rows(terms),
        "year_totals": _year_totals(terms),
        "total": terms.total,
        "reported": reporting_amount(terms.total, terms.rate),
        "reporting_currency": settings.REPORTING_CURRENCY,
        "promise_groups": _promise_groups(terms, names),
        "working": _working(terms, names),
    }


def _facts(found: SignedVersion) -> list[Part]:
    version, terms = found.version, found.terms
    rows = [
        (_("Parties"), ", ".join(sides_named(found.names))),
        (_("Valid from"), plain_date(version.effective_from)),
        (_("Valid until"), _until(found)),
        (_("Money in all"), money(version.amount, version.currency)),
        (_("What changed"), version.summary),
        (_("How big the change is"), version.get_size_class_display()),
        (_("How it came in"), version.get_origin_display()),
        (_("Language"), own_name(terms.language)),
        (_("Which language decides"), terms.governing_note),
    ]
    if version.currency != version.reporting_currency:
        rows.insert(4, (_("The same for reports"), _in_reports(found)))
    if found.renegotiation is not None:
        rows.insert(-3, (_("Why"), found.renegotiation.get_reason_display()))
        rows.insert(-3, (_("Raised by"), _raised(found)))
    if version.health_index is not None:
        index = plain_number(version.health_index)
        rows.append((_("Health index on that day"), _("%(n)s of 100") % {"n": index}))
    return labelled(rows)


def _until(found: SignedVersion) -> str:
    last = plain_date(found.version.effective_to)
    if found.replaced_on is None:
        return last
    day = plain_date(found.replaced_on)
    return _("%(last)s, replaced on %(day)s") % {"last": last, "day": day}


def sides_named(names: Names) -> list[str]:
    """Return who agrees: the foundation first, then each partner."""
    return [str(settings.FOUNDATION_NAME), *names.parties.values()]


def _in_reports(found: SignedVersion) -> str:
    version = found.version
    return _("%(amount)s, rate %(rate)s of %(day)s") % {
        "amount": money(version.reporting_amount, version.reporting_currency),
        "rate": plain_rate(version.rate),
        "day": plain_date(version.rate_on),
    }


def _raised(found: SignedVersion) -> str:
    asked = found.renegotiation
    if asked is None:
        return ""
    who = side_name(asked.raised_side, asked.raised_party_id, found.names)
    return f"{who}, {plain_date(timezone.localdate(asked.raised_at))}"


def side_name(side: str, party_id: int | None, names: Names) -> str:
    """Return the foundation's name, or that of the partner."""
    if side == Side.FOUNDATION:
        return str(settings.FOUNDATION_NAME)
    return names.parties.get(party_id or 0, "") or str(Side(side).label)


def _money_rows(terms: Terms) -> list[MoneyRow]:
    """Return one row for each purpose, with a cell for each year."""
    years = list(terms.by_year())
    purposes = dict.fromkeys(line.label for line in terms.lines)
    rows = []
    for label in purposes:
        lines = [line for line in terms.lines if line.label == label]
        cells = [_sum(line.amount for line in lines if line.year == y) for y in years]
        total = sum((line.amount for line in lines), Decimal(0))
        reported = reporting_amount(total, terms.rate)
        rows.append(MoneyRow(label or _("In one sum"), cells, total, reported))
    return rows


def _sum(amounts: Iterable[Decimal]) -> Decimal | None:
    found = list(amounts)
    return sum(found, Decimal(0)) if found else None


def _year_totals(terms: Terms) -> list[tuple[Decimal, Decimal]]:
    """Return the total of each year, in the currency and for reports."""
    return [
        (total, reporting_amount(total, terms.rate))
        for total in terms.by_year().values()
    ]


def _promise_groups(terms: Terms, names: Names) -> list[PromiseGroup]:
    """Return the foundation's promises, each partner's, and those of both."""
    partner = promises_of(terms, OwnerSide.PARTNER)
    foundation = promises_of(terms, OwnerSide.FOUNDATION)
    groups = [
        PromiseGroup(str(settings.FOUNDATION_NAME), _promise_lines(foundation, names))
    ]
    parties = list(dict.fromkeys(promise.party_id for promise in partner)) or [None]
    for party_id in parties:
        mine = [each for each in partner if each.party_id == party_id]
        name = _partner_name(party_id, names)
        groups.append(PromiseGroup(name, _promise_lines(mine, names)))
    joint = promises_of(terms, OwnerSide.JOINT)
    if joint:
        groups.append(PromiseGroup(_("Both together"), _promise_lines(joint, names)))
    return groups


def _promise_lines(promises: Iterable[Promise], names: Names) -> list[PromiseLine]:
    return [_promise_line(promise, names) for promise in promises]


def _promise_line(promise: Promise, names: Names) -> PromiseLine:
    typed = [
        (_("How we measure it"), promise.measure),
        (_("What shows that it is kept"), promise.evidence_wanted),
    ]
    people = [
        (_("Who looks after it"), names.people.get(promise.owner_key)),
        (
            _("Who confirms it on the other side"),
            names.people.get(promise.confirmer_key),
        ),
    ]
    return PromiseLine(
        promise=promise,
        how_often=how_often(promise.rhythm_kind, promise.rhythm_number, promise.rhythm),
        typed=[(with_colon(label), text) for label, text in typed if text],
        people=[(with_colon(label), name) for label, name in people if name],
    )


def _partner_name(party_id: int | None, names: Names) -> str:
    """Return the name of a party; of the only one when none is named."""
    if party_id is None and len(names.parties) == 1:
        return next(iter(names.parties.values()))
    return side_name(Side.PARTNER, party_id, names)


def _working(terms: Terms, names: Names) -> list[Part]:
    rules, path = terms.rules, terms.talk_path
    numbers = [
        (_("Months between two reviews"), rules.take_stock_months),
        (_("Months until the first review"), rules.first_review_months),
        (_("Days to answer a wish to change"), rules.answer_days),
    ]
    people = [
        (_("Foundation: whom to call"), path.foundation_person),
        (_("Foundation: one step above"), path.foundation_above),
        (_("Partner: whom to call"), path.partner_person),
        (_("Partner: one step above"), path.partner_above),
    ]
    return labelled(
        [
            *((label, "" if n is None else plain_number(n)) for label, n in numbers),
            *((label, names.people.get(key, "")) for label, key in people),
        ]
    )


def signature_part(row: Signature, names: Names) -> Part:
    """Return a signature; who entered one from paper stays visible for ever."""
    how = str(row.get_method_display())
    if row.method == SigningMethod.PAPER:
        who = names.people.get(row.entered_by, row.entered_by)
        how = _("Signed on paper, entered by %(who)s on %(when)s") % {
            "who": who,
            "when": plain_datetime(row.signed_at),
        }
    return {
        "name": row.name,
        "role": row.role,
        "for_whom": side_name(row.side, row.party_id, names),
        "signed_on": row.signed_on,
        "how": how,
        "text_hash": row.text_hash,
        "passed": passed_words(row),
    }


def _proof(found: SignedVersion) -> list[Part]:
    version = found.version
    signed = found.signatures[0].text_hash if found.signatures else ""
    return labelled(
        [
            (_("What both sides signed"), signed),
            (_("This version"), version.hash),
            (_("The version before"), version.prev_hash),
        ]
    )


def labelled(pairs: Iterable[tuple[str, object]]) -> list[Part]:
    """Return label and value of all that is there."""
    return [{"label": label, "value": value} for label, value in pairs if value]

"""How do an invented version, its clauses and its promises become rows?"""

from collections.abc import Sequence
from datetime import date
from random import Random

from django.conf import settings

from agreements.choices import Confirmation, InstanceState
from agreements.rules.numbers import reporting_amount
from agreements.rules.seal import SignedBy, VersionLabel, version_text
from agreements.rules.terms import Terms
from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.scale.copying import Rows
from eclt_partners.demo.scale.deals import settled
from eclt_partners.demo.scale.registry_rows import noon
from eclt_partners.demo.scale.tables import Tables


def add_version(
    rows: Rows,
    agreement: int,
    label: VersionLabel,
    terms: Terms,
    *,
    on: date,
    signatures: Sequence[SignedBy] = (),
) -> int:
    """Write one version; the triggers check its text, chain it and say its terms."""
    return rows.add(
        agreement_id=agreement,
        number=label.version,
        kind=label.kind,
        origin=label.origin,
        effective_from=terms.effective_from,
        effective_to=terms.effective_to,
        amount=terms.total,
        currency=terms.currency,
        reporting_amount=reporting_amount(terms.total, terms.rate),
        reporting_currency=settings.REPORTING_CURRENCY,
        rate=terms.rate,
        rate_on=terms.rate_on,
        summary=label.summary,
        size_class=label.size,
        terms={},
        canonical=version_text(label, terms, signatures),
        created_at=noon(on),
        created_by=SYSTEM.key,
    )


def add_parts(
    tables: Tables, version: int, terms: Terms, *, until: date, today: date, rng: Random
) -> None:
    """Write the clauses and promises of a version.

    Args:
        tables: where to.
        version: of which.
        terms: of the version.
        until: due dates after this day belong to the version that follows.
        today: what was due by then has mostly been told.
        rng: says what became of each.
    """
    for position, clause in enumerate(terms.clauses, start=1):
        tables.clauses.add(
            version_id=version,
            key=clause.key,
            position=position,
            kind=clause.kind,
            heading=clause.heading,
            text=clause.text,
            is_locked=clause.is_locked,
        )
    for promise in terms.promises:
        commitment = tables.commitments.add(
            version_id=version,
            code=promise.code,
            side=promise.side,
            kind=promise.kind,
            text=promise.text,
            due_on=promise.due_on,
        )
        if promise.due_on is not None and promise.due_on <= until:
            _add_due_date(tables, commitment, promise.due_on, today, rng)


def _add_due_date(
    tables: Tables, commitment: int, due_on: date, today: date, rng: Random
) -> None:
    what = settled(rng, due_on, today)
    is_told = what.state != InstanceState.NOT_DUE
    tables.instances.add(
        commitment_id=commitment,
        due_on=due_on,
        state=what.state,
        reported_on=what.on,
        reported_by=SYSTEM.key if is_told else "",
        confirmation=Confirmation.CONFIRMED if what.is_confirmed else "",
        confirmed_on=what.on if what.is_confirmed else None,
        confirmed_by=SYSTEM.key if what.is_confirmed else "",
    )

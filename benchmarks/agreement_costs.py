"""How much slower is a chained version than a bare row, and a long story than a short?"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, AgreementVersion
from agreements.rules.seal import VersionLabel, version_text
from tests.agreements.drafts import KWACHA, add_version
from tests.agreements.table import make_agreement
from tests.agreements.visits import staff
from tests.cast import NOW, Cast, make_cast

ROUNDS, AGREEMENTS, VERSIONS = 9, 20, 5
FEW, MANY, LOOKS = 5, 50, 15
CHAINED = "agreements_agreementversion"
SAME = (
    "effective_to, amount, currency, reporting_amount, reporting_currency, rate, "
    "rate_on, summary, size_class, terms, prev_hash, created_at, created_by"
)
NEW = (
    "agreement_id",
    "number",
    "kind",
    "origin",
    "effective_from",
    "canonical",
    "hash",
)
Row = dict[str, object]
_unique = count(1)


def publishing() -> None:
    """Insert the same rows with all triggers and into a bare table of equal indexes."""
    cast = make_cast()
    first = make_agreement(cast, KWACHA).versions.get()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare (LIKE {CHAINED} INCLUDING ALL)")
    batches = _batches(cast)
    times: list[list[float]] = [[], [], []]
    for _ in range(ROUNDS):
        for found, table in zip(times, ("bare", "bare", CHAINED), strict=True):
            rows = next(batches)
            found.append(_seconds(lambda t=table, r=rows: _insert(t, r, first)))
    bare, again, chained = map(median, times)
    _line("bare insert, A/A", again / bare)
    speed = f"{AGREEMENTS * VERSIONS / chained:,.0f} a second"
    _line("publish / bare insert", chained / bare, speed)


def reading() -> None:
    """Open the comparison of the first and last of few and of many versions."""
    cast = make_cast()
    few = make_agreement(cast, KWACHA)
    many = _agreement(cast)
    add_version(many, 1, KWACHA)
    for agreement, last in ((few, FEW), (many, MANY)):
        for number in range(2, last + 1):
            add_version(agreement, number, replace(KWACHA, title=f"Schools {number}"))
    client = staff(cast, "dan")

    def look(agreement: Agreement, last: int) -> int:
        address = reverse("agreements:compare", args=[agreement.pk, 1, last])
        with CaptureQueriesContext(connection) as queries:
            client.get(address).content.index(b"Key changes")
        return len(queries)

    look(few, FEW)
    asked = (look(few, FEW), look(many, MANY))
    times: list[list[float]] = [[], [], []]
    for _ in range(LOOKS):
        for found, pair in zip(
            times, ((few, FEW), (few, FEW), (many, MANY)), strict=True
        ):
            found.append(_seconds(lambda p=pair: look(*p)))
    short, again, long = map(median, times)
    _line(f"comparing 1..{FEW}, A/A", again / short)
    _line(f"comparing 1..{MANY} / 1..{FEW}, time", long / short)
    queries = f"{asked[0]} and {asked[1]} queries"
    _line(f"comparing 1..{MANY} / 1..{FEW}, queries", asked[1] / asked[0], queries)


def _batches(cast: Cast) -> Iterator[list[Row]]:
    """Yield rows of fresh agreements, each with a few versions; made before the clock."""
    while True:
        yield [
            _row(agreement, number)
            for agreement in [_agreement(cast) for _ in range(AGREEMENTS)]
            for number in range(1, VERSIONS + 1)
        ]


def _agreement(cast: Cast) -> Agreement:
    return Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number=f"B/{next(_unique)}",
        kind_id="GRANT",
        title="Schools",
        created_at=NOW,
    )


def _row(agreement: Agreement, number: int) -> Row:
    starts = KWACHA.effective_from + timedelta(days=number)
    label = VersionLabel(agreement.number, number, "AMENDMENT", "REGISTERED")
    return {
        "agreement_id": agreement.pk,
        "number": number,
        "kind": "AMENDMENT",
        "origin": "REGISTERED",
        "effective_from": starts,
        "canonical": version_text(label, replace(KWACHA, effective_from=starts)),
        "hash": f"{next(_unique):064}",
    }


def _insert(table: str, rows: list[Row], like: AgreementVersion) -> None:
    values = ", ".join(f"%({name})s" for name in NEW)
    statement = (
        f"INSERT INTO {table} ({', '.join(NEW)}, {SAME}) "  # noqa: S608 - constants
        f"SELECT {values}, {SAME} FROM {CHAINED} WHERE id = %(like)s"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for row in rows:
            cursor.execute(statement, {**row, "like": like.pk})


def _seconds(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def _line(name: str, value: float, more: str = "") -> None:
    sys.stdout.write(f"{name:<40}{value:>8.2f}  {more}\n")

"""What do lists of partners ask the database, few rows or many in them?"""

from hashlib import sha256

from django.db import connection
from django.test.utils import CaptureQueriesContext

from eclt_partners.exchange.choices import ListState, Outcome
from eclt_partners.exchange.services.importing import import_list
from eclt_partners.exchange.services.lists import (
    check_list,
    counts_of,
    keep_list,
    verdicts_of,
)
from tests.cast import NOW, Cast
from tests.exchange.lists import list_of, whole


def asked(cast: Cast, rows: int) -> tuple[list[str], list[str]]:
    """Return the statements of checking and of importing a list of new partners."""
    names = [sha256(b"%d %d" % (rows, at)).hexdigest()[:16] for at in range(rows)]
    lines = [whole(Legal_name=name, Short_name=name[:4]) for name in names]
    kept = keep_list(
        owner=cast.amina, upload=list_of(*lines), language="en-gb", now=NOW
    )
    told = []
    for do in (check_list, import_list):
        with CaptureQueriesContext(connection) as found:
            do(actor=cast.actor("amina"), kept_id=kept.pk, now=NOW)
        told.append([each["sql"] for each in found])
    kept.refresh_from_db()
    assert counts_of(verdicts_of(kept)) == {Outcome.NEW: rows}
    assert kept.state == ListState.WRITTEN
    return told[0], told[1]


def test_more_rows_ask_no_more_than_one_statement_for_each_twenty_five(
    cast: Cast,
) -> None:
    few, many = asked(cast, 3), asked(cast, 53)
    assert [len(many[at]) - len(few[at]) for at in (0, 1)] == [2, 2]


def test_a_check_locks_nothing_where_others_register_and_writes_nothing_there(
    cast: Cast,
) -> None:
    check, _import = asked(cast, 2)
    writes = [sql for sql in check if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    locks = [sql for sql in check if "FOR UPDATE" in sql or "FOR NO KEY" in sql]
    assert [sql.split('"')[1] for sql in writes] == [
        "exchange_partnerimport",
        "audit_auditentry",
    ]
    assert ["exchange_partnerimport" in sql for sql in locks] == [True]

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

# A partner and a person: rights, locks, rules, row and audit of each.
MOST_OF_A_CHANGE = 18


def listed(rows: int, **more: str) -> list[dict[str, str]]:
    """Return rows of partners that do not look the same."""
    names = [sha256(b"%d %d" % (rows, at)).hexdigest()[:16] for at in range(rows)]
    return [whole(Legal_name=name, Short_name=name[:4], **more) for name in names]


def asked(
    cast: Cast, lines: list[dict[str, str]], outcome: Outcome
) -> tuple[list[str], list[str]]:
    """Return the statements of checking and of importing a list."""
    kept = keep_list(
        owner=cast.amina, upload=list_of(*lines), language="en-gb", now=NOW
    )
    told = []
    for do in (check_list, import_list):
        with CaptureQueriesContext(connection) as found:
            do(actor=cast.actor("amina"), kept_id=kept.pk, now=NOW)
        told.append([each["sql"] for each in found])
    kept.refresh_from_db()
    assert counts_of(verdicts_of(kept)) == {outcome: len(lines)}
    assert kept.state == ListState.WRITTEN
    return told[0], told[1]


def test_more_new_rows_ask_nothing_more_and_read_what_may_look_the_same_once(
    cast: Cast,
) -> None:
    few, many = (asked(cast, listed(rows), Outcome.NEW) for rows in (3, 53))
    assert [len(many[at]) - len(few[at]) for at in (0, 1)] == [0, 0]
    compared = [sql for sql in many[0] if "show_trgm(UNACCENT" in sql]
    assert len(compared) == 1


def test_rows_that_change_ask_nothing_more_to_be_checked_and_as_by_hand_to_be_written(
    cast: Cast,
) -> None:
    counts = []
    for rows in (3, 13):
        asked(cast, listed(rows), Outcome.NEW)
        lines = listed(rows, What_it_does="Schools", Job_title="Chair")
        counts.append([len(each) for each in asked(cast, lines, Outcome.CHANGED)])
    (check, write), (more_check, more_write) = counts
    assert more_check == check
    assert (more_write - write) / 10 <= MOST_OF_A_CHANGE


def test_a_check_locks_nothing_where_others_register_and_writes_nothing_there(
    cast: Cast,
) -> None:
    check, _import = asked(cast, listed(2), Outcome.NEW)
    writes = [sql for sql in check if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    locks = [sql for sql in check if "FOR UPDATE" in sql or "FOR NO KEY" in sql]
    assert [sql.split('"')[1] for sql in writes] == [
        "exchange_partnerimport",
        "audit_auditentry",
    ]
    assert ["exchange_partnerimport" in sql for sql in locks] == [True]

"""Did looking change a row, has the answer the headers of trust, do its forms go out?"""

import re
from collections.abc import Iterator

from django.db import connection
from django.http import HttpResponse

# Rows that looking may write: when somebody was last here ends a session in time, how
# many wrong links came from a place ends guessing.
OWN_ROWS = ("accounts_personsession", "accounts_trycount")
# What the view pg_stat_xact_user_tables adds to these counts (indexes, scans) is most of
# its cost, and it is asked after each of thousands of answers.
WRITES = """
    SELECT relname, written
    FROM pg_class, LATERAL (
        SELECT pg_stat_get_xact_tuples_inserted(oid)
            + pg_stat_get_xact_tuples_updated(oid)
            + pg_stat_get_xact_tuples_deleted(oid) AS written
    ) AS counted
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND written > 0 AND relname <> ALL(%s)
"""
FORM = re.compile(rb'<form[^>]*method="post".*?</form>', re.DOTALL)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def written() -> dict[str, int]:
    """Table -> rows written so far in the transaction of this test."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, [list(OWN_ROWS)])
        return dict(cursor.fetchall())


def faults_of_headers(answer: HttpResponse, *, is_signed_in: bool) -> Iterator[str]:
    """Say what is wrong with the headers of an answer."""
    for name, value in HEADERS.items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    parts = answer.headers.get("Content-Security-Policy", "").split(";")
    policy = dict(part.strip().partition(" ")[::2] for part in parts)
    for name, value in POLICY.items():
        if policy.get(name) != value:
            yield f"{name} is {policy.get(name)}"
    kept = answer.headers.get("Cache-Control", "")
    # What a shared computer keeps, the next person reads (trust 3.1, 14.3.2).
    if is_signed_in and not {"no-store", "no-cache"} & set(kept.split(", ")):
        yield f"Cache-Control is {kept}"


def faults_of_forms(answer: HttpResponse) -> Iterator[str]:
    """Name the forms that a browser sends in vain: they lack the secret of the form.

    A template that is included with `only` gets it only when it is handed over.
    """
    if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
        return
    for form in FORM.findall(answer.content):
        if b"csrfmiddlewaretoken" not in form:
            yield f"cannot be sent: {form[:90]!r}"


class Watch:
    """Watches what is written from one answer to the next."""

    def __init__(self) -> None:
        self._before = written()

    def changed(self) -> bool:
        """Tell whether anything was written since the last time."""
        before, self._before = self._before, written()
        return self._before != before

    def faults(self, answer: HttpResponse, *, is_signed_in: bool) -> Iterator[str]:
        """Say what is wrong with an answer to somebody who only looked."""
        yield from faults_of_headers(answer, is_signed_in=is_signed_in)
        yield from faults_of_forms(answer)
        if self.changed():
            yield "changes rows"

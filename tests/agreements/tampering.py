"""Somebody who owns the tables changes what was signed, for tests that find it."""

from django.db import connection

TABLES = (
    "agreementversion",
    "agreementhead",
    "effectiverange",
    "clause",
    "commitment",
    "commitmentinstance",
    "signature",
    "proposal",
    "renegotiation",
    "anchor",
)
NEWEST = "(SELECT max(id) FROM agreements_agreementversion)"


def tamper(*statements: str) -> None:
    """Run statements with all triggers off; the connection is that of the owner.

    Args:
        statements: in this order; @newest is the id of the newest version.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE agreements_{table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement.replace("@newest", NEWEST))

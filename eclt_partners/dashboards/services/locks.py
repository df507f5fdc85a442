"""Who builds, prepares or asks for a country? One at a time, until the transaction ends."""

from typing import Final

from django.db import connection

BUILDING: Final = "dashboards.snapshot"
ASKING: Final = "dashboards.asking"
PREPARING: Final = "dashboards.preparing"


def take_country(country_code: str, work: str = BUILDING) -> bool:
    """Take a country for this transaction, or find it taken.

    Args:
        country_code: which.
        work: for what.
    """
    return bool(_ask("SELECT pg_try_advisory_xact_lock", work, country_code))


def wait_for_country(country_code: str, work: str = BUILDING) -> None:
    """Take a country as others take it for the same work; wait while one of them does."""
    _ask("SELECT pg_advisory_xact_lock", work, country_code)


def _ask(question: str, work: str, country_code: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"{question}(hashtext(%s), hashtext(%s))", [work, country_code])
        return cursor.fetchone()[0]

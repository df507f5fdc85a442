"""Who ends a doubt, or sends again, and why? The story of a message tells it.

The database writes the story by itself; what it cannot see is told to it for the
length of one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

# Who may end a doubt beside a named person; the database knows the same three.
JOURNAL: Final = "journal"
RELAY: Final = "relay"
WAITED: Final = "waited"

_TELL: Final = """
SELECT set_config('outbox.by', %s, true), set_config('outbox.why', %s, true)
"""


@contextmanager
def in_the_name_of(by: str, why: str) -> Iterator[None]:
    """Write `by` and `why` into the story of every message that changes inside.

    Args:
        by: the key of a person ("user:12") or one of this module's names.
        why: one sentence, at most 200 characters.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TELL, [by[:40], why[:200]])
        yield
        cursor.execute(_TELL, ["", ""])

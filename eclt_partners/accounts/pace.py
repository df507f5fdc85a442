"""How long does an answer take that must not tell whether somebody is known?"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Writing a mail to somebody known takes about a fifth of it on a busy computer.
LEAST_SECONDS: Final = 0.2


@contextmanager
def even_pace() -> Iterator[None]:
    """Take the same time for an address that is known and one that is not.

    Who asks for a mail is told the same, but a mail that is written takes longer than
    one that is not: with a clock addresses could be tried one after the other.
    """
    ends_at = time.monotonic() + LEAST_SECONDS
    try:
        yield
    finally:
        time.sleep(max(0.0, ends_at - time.monotonic()))

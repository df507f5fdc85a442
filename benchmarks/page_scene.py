"""What do pages ask that the invented data has no row for?

The story of the tests (tests/architecture/story.py) is told inside an installation, in
its largest country: proposals of both sides, answers half given, sent and corrected, a
mail in doubt, a job, a file, what is paused, ended, signed or lapsed. Its people open
every page of the country wall. Then all of it is rolled back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import time_machine
from django.db import transaction
from django.test import Client, override_settings

from tests.architecture.story import count, most_asked
from tests.cast import NOW, make_cast


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening one page took.

    Attributes:
        queries: how many; None when it took longer than anybody waits.
        seconds: of this one time.
    """

    queries: int | None
    seconds: float


def worse(one: Opened | None, other: Opened) -> Opened:
    """Return the most of both; a question without an answer is more than any."""
    if one is None:
        return other
    counts = (one.queries, other.queries)
    queries = None if None in counts else max(each or 0 for each in counts)
    return Opened(queries, max(one.seconds, other.seconds))


def opened_in_scene(place: Any) -> Mapping[str, Opened]:
    """Return the name of each page that opens -> the most that it took.

    Args:
        place: the installation; nothing stays in it.
    """
    found: dict[str, Opened] = {}

    def ask(name: str, client: Client, address: str) -> int | None:
        begun = perf_counter()
        queries = count(name, client, address)
        if queries is not None:
            opened = Opened(queries, perf_counter() - begun)
            found[name] = worse(found.get(name), opened)
        return queries

    # The story reads a link in a mail of its own; nothing is mailed to anybody.
    in_memory = override_settings(
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    )
    at_once = time_machine.travel(NOW, tick=True)
    with place.used(), in_memory, transaction.atomic(), at_once:
        most_asked(make_cast(), ask)
        transaction.set_rollback(True)
    return found

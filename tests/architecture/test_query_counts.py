"""Does every page of the product ask the database at most eight questions?

Each address of the country wall is opened by people of both sides who may, where a
review is open, compared and being talked about, and each that opens only once in its
own moment (story.py). None is left out.
"""

import time_machine

from tests.architecture.story import most_asked
from tests.architecture.wall import PAGES
from tests.cast import NOW, Cast

# With session, person and rights.
MOST = 8


def test_every_page_asks_at_most_eight_questions(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=True):
        found = most_asked(cast)
    assert {name: n for name, n in found.items() if n > MOST} == {}
    pages = {page.name for page in PAGES if not page.post_only}
    # And a country through filters that nobody used before.
    assert (pages | {"dashboards:country through filters"}) - found.keys() == set()

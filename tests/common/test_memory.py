"""Is what is loaded left alone, and what comes later looked through?"""

import gc
import weakref

import pytest

from eclt_partners.celery import app, settle_in_worker
from eclt_partners.common.memory import settle_in


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def thaw():
    yield
    gc.unfreeze()


def test_what_is_loaded_is_not_looked_through(db):
    loaded = len(gc.get_objects())
    settle_in()
    assert gc.get_freeze_count() > loaded / 2
    assert len(gc.get_objects()) < loaded / 2


def test_what_comes_later_is_still_thrown_away():
    settle_in()
    seen = weakref.ref(Ring())
    gc.collect()
    assert seen() is None


def test_each_process_of_a_worker_settles_in():
    settle_in_worker()
    assert gc.get_freeze_count() > 0
    assert app.main == "eclt_partners"

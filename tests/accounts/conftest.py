"""What tests of accounts share: nobody has tried to sign in before."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_tried_yet() -> None:
    """Forget how often somebody asked for something (limits of the library)."""
    cache.clear()

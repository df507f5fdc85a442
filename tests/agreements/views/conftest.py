"""A change that Gift raised, and who sits at its table."""

import pytest

from agreements.models import Proposal, Renegotiation
from tests.agreements.table import gift, proposed, raised
from tests.agreements.views.at_the_table import Seat, staff
from tests.cast import Cast


@pytest.fixture
def table(cast: Cast) -> Renegotiation:
    """The change that Gift raised."""
    return raised(cast)


@pytest.fixture
def sent(cast: Cast, table: Renegotiation) -> Proposal:
    """Gift's proposal, which is on the table."""
    return proposed(gift(cast), table)


@pytest.fixture
def amina(cast: Cast, table: Renegotiation) -> Seat:
    """The officer, at the table."""
    return staff(cast, "amina", table.pk)

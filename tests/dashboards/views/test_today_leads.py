"""Does Today say where another lead is needed?"""

import pytest
from django.urls import reverse

from eclt_partners.accounts.models import RoleAssignment, User
from partners.models import Partnership
from tests.cast import Cast
from tests.dashboards.views.pages import client_of

WORDS = "1 partnership is led by somebody who no longer works there"


def page_of(person: User) -> str:
    return client_of(person).get(reverse("dashboards:today")).content.decode()


def leave(cast: Cast) -> None:
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)


def move(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country="UG")


@pytest.mark.parametrize("goes", [leave, move])
def test_where_the_lead_left_or_moved_those_who_may_name_another_one_read_it(
    cast, goes
) -> None:
    assert WORDS not in page_of(cast.brian)
    goes(cast)
    page = page_of(cast.brian)
    assert WORDS in page
    assert cast.malawi_partnership.name in page
    assert reverse("partners:unreached") in page
    assert WORDS in page_of(cast.dan)
    assert WORDS not in page_of(cast.chloe)
    assert WORDS not in page_of(cast.fay)


def test_where_it_is_over_nobody_is_asked_for_a_lead(cast) -> None:
    leave(cast)
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage="CONCLUDED")
    assert WORDS not in page_of(cast.brian)

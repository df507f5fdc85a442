"""What do pages cost with the real portfolio behind them?"""

from django.urls import reverse

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from partners.models import Partnership
from tests.dashboards.views.pages import client_of, queries_of

MOST = 8


def test_no_partnership_of_the_portfolio_takes_many_queries(portfolio_db, db):
    director = User.objects.create(email="director@example.org")
    RoleAssignment.objects.create(user=director, role=Role.DIRECTOR)
    client = client_of(director)
    counts = {
        found.code: queries_of(
            client, reverse("dashboards:partnership", args=[found.pk])
        )
        for found in Partnership.objects.all()
    }
    assert len(counts) == 26
    assert {code: count for code, count in counts.items() if count > MOST} == {}

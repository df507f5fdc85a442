"""An invented portfolio: its pages open, its texts are proven, its seed decides."""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from agreements.models import AgreementVersion, Renegotiation
from eclt_partners.accounts.models import User
from eclt_partners.audit.models import AuditEntry
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services.snapshots import rebuild_all
from eclt_partners.embedded.testing import clone_database, drop_database
from partners.models import Partnership, StageChange
from reviews.models import Answer, Review, ReviewScore
from reviews.services.scoring import store_successors
from tests.conftest import _elsewhere
from tests.dashboards.views.pages import client_of

LINK = re.compile(r'href="(/[^"#?]*)')
# Each leads to a file, to another site's page, or changes something.
NOT_A_PAGE = re.compile(r"\.[a-z0-9]+$|^/static/|/pdf/$|/out/$")
MOST_OF_A_KIND = 1


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database of its own with sixty invented partnerships in three countries."""
    name = f"eclt_scale_{worker_name}"
    with django_db_blocker.unblock(), _elsewhere(clone_database(name)):
        out = StringIO()
        call_command("seed_scale", partners=60, countries=3, years=4, stdout=out)
        yield out.getvalue()
    drop_database(name)


def test_the_command_says_what_it_invented_and_who_may_look(
    told: str, db: None
) -> None:
    assert told.startswith("Invented 60 partnerships in 3 countries with ")
    assert "director@scale.example" in told


def test_the_first_country_holds_four_of_ten_or_more(told: str, db: None) -> None:
    counts = Counter(Partnership.objects.values_list("country", flat=True))
    (first, most), *others = counts.most_common()
    assert first == "MW"
    assert most >= 24
    assert sum(counts.values()) == 60
    assert min(count for _code, count in others) >= 1


def test_history_is_there(told: str, db: None) -> None:
    assert Review.objects.filter(state="COMPLETED").count() > 100
    assert AuditEntry.objects.count() > 200
    assert Renegotiation.objects.filter(state="SIGNED").count() >= 2
    for changes in (
        list(one.stage_changes.order_by("changed_on", "pk"))
        for one in Partnership.objects.all()
    ):
        assert all(a.to_stage == b.from_stage for a, b in pairwise(changes))
        assert changes[-1].to_stage == changes[-1].partnership.stage
    assert StageChange.objects.exists()


def test_nothing_is_told_of_tomorrow(told: str, db: None) -> None:
    now = timezone.now()
    assert not AuditEntry.objects.filter(at__gt=now).exists()
    assert not Review.objects.filter(completed_at__gt=now).exists()
    assert not AgreementVersion.objects.filter(created_at__gt=now).exists()


def test_stored_scores_are_those_that_the_answers_give(told: str, db: None) -> None:
    """The product scores the stored answers anew, and comes to the same."""
    rows = ReviewScore.objects.filter(review__state="COMPLETED")
    assert Answer.objects.exists()
    for stored in list(rows.order_by("-review__completed_on")[:6]):
        kept = {
            name: getattr(stored, name)
            for name in ("index", "gap_index", "coverage_pct", "status", "rules")
        }
        (again,) = store_successors(
            review=stored.review,
            party_id=stored.party_id,
            reason="Scored anew",
            now=stored.scored_at,
        )
        assert {name: getattr(again, name) for name in kept} == kept
        assert again.figures == stored.figures


def test_every_chain_of_versions_is_proven(told: str, db: None) -> None:
    out = StringIO()
    call_command("verify_agreements", stdout=out)
    assert AgreementVersion.objects.filter(number=2).exists()


def test_it_refuses_to_stand_among_others(told: str, db: None) -> None:
    before = Partnership.objects.count()
    with pytest.raises(CommandError, match="There are partnerships here already"):
        call_command("seed_scale", partners=5, countries=1)
    assert Partnership.objects.count() == before


def test_it_says_how_many_countries_it_knows() -> None:
    with pytest.raises(CommandError, match="from 1 to 60"):
        call_command("seed_scale", partners=100, countries=61)


def test_all_pages_of_the_biggest_country_open(told: str, db: None) -> None:
    rebuild_all(now=timezone.now())
    assert CountrySnapshot.objects.count() == Country.objects.count()
    client = client_of(User.objects.get(email="manager.mw@scale.example"))
    seen: Counter[str] = Counter()
    waiting, known = ["/", "/countries/MW/"], {"/", "/countries/MW/"}
    wrong = {}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code not in {200, 302}:
            wrong[address] = answer.status_code
        for link in LINK.findall(answer.content.decode()):
            if link in known or NOT_A_PAGE.search(link):
                continue
            name = resolve(link).view_name
            known.add(link)
            if seen[name] < MOST_OF_A_KIND:
                seen[name] += 1
                waiting.append(link)
    assert wrong == {}
    assert {
        "dashboards:partnership",
        "agreements:detail",
        "dashboards:partners",
    } <= set(seen)
    assert len(seen) > 25

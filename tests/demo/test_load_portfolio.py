"""The command that loads a portfolio: all or nothing, and only once."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from agreements.models import AgreementVersion
from eclt_partners.audit.models import AuditEntry
from eclt_partners.countries.models import Country
from partners.models import PillarReading
from reviews.models import Answer, Review, ReviewScore
from tests.conftest import DATA, LoadedPortfolio

FILE = DATA / "portfolio.json"


@pytest.fixture
def loaded(portfolio_db: LoadedPortfolio, db: None) -> str:
    return portfolio_db.told


def test_the_command_says_what_it_loaded(loaded: str) -> None:
    assert loaded.startswith("Loaded 12 countries, 26 partnerships, 74 reviews")


def test_every_rating_of_the_file_is_an_answer(loaded: str) -> None:
    content = json.loads(FILE.read_text("utf-8"))
    ratings = sum(
        len(review[side] or [])
        for partnership in content["partnerships"]
        for review in partnership["reviews"]
        for side in ("foundation", "partner")
    )
    assert Answer.objects.count() == ratings


def test_every_review_has_the_scores_of_the_file(loaded: str) -> None:
    content = json.loads(FILE.read_text("utf-8"))
    for row in content["partnerships"]:
        for expected in row["reviews"]:
            score = ReviewScore.objects.get(
                review__partnership__code=row["code"],
                review__completed_on=expected["date"],
            )
            found = [
                None if value is None else float(value)
                for value in (score.index, score.index_foundation, score.index_partner)
            ]
            assert found == [expected["H"], expected["H_F"], expected["H_P"]]
            assert score.status == expected["rag_from_ratings"]


def test_loading_again_changes_nothing(loaded: str) -> None:
    before = (Review.objects.count(), AuditEntry.objects.count())
    again = StringIO()
    call_command("load_portfolio", str(FILE), stdout=again)
    assert again.getvalue().startswith(
        "Loaded 0 countries, 0 partnerships, 0 reviews and 0"
    )
    assert (Review.objects.count(), AuditEntry.objects.count()) == before


def test_an_imported_agreement_has_one_version_with_its_number(loaded: str) -> None:
    version = AgreementVersion.objects.get(agreement__partnership__code="MW-01")
    assert (version.number, version.origin) == (4, "REGISTERED")
    assert version.effective_from.isoformat() == "2019-03-04"


def test_pillar_readings_carry_the_day_of_the_last_review(loaded: str) -> None:
    reading_ = PillarReading.objects.filter(
        function__plan__partnership__code="UG-01"
    ).first()
    assert reading_.read_on.isoformat() == "2026-07-15"


def test_bangladesh_rests_on_friday_and_saturday(loaded: str) -> None:
    assert Country.objects.get(code="BD").weekend == "56"


def test_a_language_without_interface_falls_back_to_english(loaded: str) -> None:
    assert Country.objects.get(code="TZ").default_language == "en-gb"
    assert Country.objects.get(code="MZ").default_language == "pt"

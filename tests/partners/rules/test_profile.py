"""On which page a fact stands, and how tags are read."""

import pytest

from partners.models import OrganisationProfile
from partners.profile_choices import ProfilePart
from partners.rules.profile import DONE_DAYS, PART_FIELDS, clean_tags


def test_every_fact_stands_on_one_page() -> None:
    placed = [name for names in PART_FIELDS.values() for name in names]
    facts = {field.name for field in OrganisationProfile._meta.concrete_fields}

    assert sorted(placed) == sorted(facts - {"id", "partner"})
    assert set(PART_FIELDS) == set(ProfilePart)
    assert set(placed) >= DONE_DAYS


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        (" , ,", []),
        ("Tobacco, schools ,tobacco", ["tobacco", "schools"]),
        ("child   labour", ["child labour"]),
    ],
)
def test_tags_are_small_and_each_once(typed: str, tags: list[str]) -> None:
    assert clean_tags(typed) == tags

"""The facts about an organisation, part by part."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.models import OrganisationProfile, Partner
from partners.profile_choices import PolicyState, ProfilePart, RiskRating
from partners.services.profiles import change_profile
from tests.cast import NOW, TODAY, Cast


def change(cast: Cast, part: ProfilePart, who: str = "amina", **values):
    return change_profile(
        actor=cast.actor(who), now=NOW, partner=cast.nyali, part=part, values=values
    )


def test_the_first_fact_makes_the_row_and_the_next_one_keeps_it(cast: Cast) -> None:
    first = change(cast, ProfilePart.POLICIES, child_policy=PolicyState.IN_USE)
    second = change(cast, ProfilePart.REACH, address="Box 7, Lilongwe")

    assert first.pk == second.pk
    profile = OrganisationProfile.objects.get(partner=cast.nyali)
    assert (profile.child_policy, profile.address) == ("IN_USE", "Box 7, Lilongwe")


def test_the_audit_names_the_facts_and_not_what_they_say(cast: Cast) -> None:
    change(cast, ProfilePart.RISK, risk_rating="HIGH", risk_drivers="One cashier")

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == (
        "partners.profile.changed",
        cast.nyali.pk,
    )
    assert entry.facts == {"fields": ["risk_rating", "risk_drivers"]}


def test_a_change_of_nothing_writes_nothing(cast: Cast) -> None:
    change(cast, ProfilePart.REACH, address="")

    assert not AuditEntry.objects.exists()
    assert not OrganisationProfile.objects.exists()


def test_facts_of_another_part_are_not_touched(cast: Cast) -> None:
    change(cast, ProfilePart.REACH, address="Box 7", former_name="Smuggled in")

    assert OrganisationProfile.objects.get().former_name == ""


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_change_no_facts(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        change(cast, ProfilePart.REACH, who, address="Box 7")


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (ProfilePart.REGISTRATION, "registered_on"),
        (ProfilePart.MONEY, "bank_checked_on"),
        (ProfilePart.MONEY, "last_audit_on"),
        (ProfilePart.MONEY, "sanctions_checked_on"),
    ],
)
def test_what_was_done_lies_not_ahead(cast: Cast, part: ProfilePart, name: str) -> None:
    change(cast, part, **{name: TODAY})
    with pytest.raises(InvalidInput) as refusal:
        change(cast, part, **{name: TODAY + timedelta(days=1)})

    assert list(refusal.value.problems) == [name]


def test_a_registration_ends_after_it_began(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="must end after"):
        change(
            cast,
            ProfilePart.REGISTRATION,
            registered_on=date(2020, 1, 1),
            registration_expires_on=date(2019, 1, 1),
        )


def test_a_risk_says_what_drives_it(cast: Cast) -> None:
    change(cast, ProfilePart.RISK, risk_rating=RiskRating.LOW)
    with pytest.raises(InvalidInput) as refusal:
        change(cast, ProfilePart.RISK, risk_rating=RiskRating.MEDIUM)

    assert list(refusal.value.problems) == ["risk_drivers"]


@pytest.mark.parametrize("who", ["nyali", "kasanyi"])
def test_a_parent_is_another_partner_in_sight(cast: Cast, who: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change(cast, ProfilePart.NAMES, parent=getattr(cast, who))

    assert list(refusal.value.problems) == ["parent"]


def test_a_federation_has_its_members(cast: Cast) -> None:
    house = Partner.objects.create(name="House", kind="OTHER", country=cast.malawi)

    change(cast, ProfilePart.NAMES, parent=house)

    assert house.daughters.get().partner == cast.nyali


@pytest.mark.parametrize(
    "wrong",
    [
        {"registered_in": "mw"},
        {"risk_rating": "HIGH"},
        {
            "registered_on": date(2020, 1, 1),
            "registration_expires_on": date(2020, 1, 1),
        },
    ],
)
def test_the_database_refuses_what_cannot_be(cast: Cast, wrong: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationProfile.objects.create(partner=cast.nyali, **wrong)


def test_the_database_refuses_a_partner_as_its_own_parent(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationProfile.objects.create(partner=cast.nyali, parent=cast.nyali)

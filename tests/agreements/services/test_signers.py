"""Whom of the foundation does a table ask to sign? Whoever the size lets sign."""

from datetime import timedelta

import pytest

from agreements.choices import RenegotiationState, SizeClass
from agreements.models import Agreement, Proposal, RenegotiationStep
from agreements.selectors.signers import SIGNING_ROLES, STEPPING_IN, foundation_signers
from agreements.services.waiting import plan_waiting
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.models import Partnership
from tests.agreements.table import accepted, raised, ready, sign
from tests.cast import NOW

CORRECTION, SMALL, STANDARD, MAJOR, TRANSFORM = SizeClass


def works_no_more(cast, who: str) -> None:
    RoleAssignment.objects.filter(user=getattr(cast, who)).delete()


def asked(cast, size: SizeClass, lead: str | None) -> tuple[set[str], set[str]]:
    """Who is asked by the rule for one table, and who by the statement for all."""
    proposal = accepted(cast, raised(cast))
    Proposal.objects.filter(pk=proposal.pk).update(size_class=size)
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        foundation_lead=getattr(cast, lead) if lead else None
    )
    plan_waiting(now=NOW + timedelta(days=8))
    keys = Reminder.objects.values_list("recipient_key", flat=True)
    agreement = Agreement.objects.get(pk=proposal.renegotiation.agreement_id)
    by_rule = {f"user:{each.pk}" for each in foundation_signers(agreement, size)}
    return by_rule, {key for key in keys if key.startswith("user:")}


@pytest.mark.parametrize(
    ("size", "lead", "gone", "who"),
    [
        (CORRECTION, "amina", (), "amina"),
        (SMALL, "amina", (), "amina"),
        (SMALL, "brian", (), "brian"),
        (SMALL, None, (), "brian"),
        (STANDARD, "amina", (), "brian"),
        (STANDARD, "brian", (), "brian"),
        (STANDARD, "dan", (), "dan"),
        (STANDARD, "amina", ("brian",), "dan"),
        (STANDARD, None, (), "brian"),
        (MAJOR, "amina", (), "dan"),
        (MAJOR, "brian", (), "dan"),
        (TRANSFORM, "dan", (), "dan"),
        (MAJOR, "amina", ("dan",), "amina"),
    ],
)
def test_who_may_sign_is_asked_and_nobody_else(cast, size, lead, gone, who) -> None:
    for each in gone:
        works_no_more(cast, each)
    wanted = {f"user:{getattr(cast, who).pk}"}
    assert asked(cast, size, lead) == (wanted, wanted)


def test_two_managers_of_the_country_are_both_asked(cast) -> None:
    role = RoleAssignment.objects.get(user=cast.brian)
    role.pk, role.user = None, cast.fay
    role.save()
    wanted = {f"user:{cast.brian.pk}", f"user:{cast.fay.pk}"}
    assert asked(cast, STANDARD, "amina") == (wanted, wanted)


def test_a_manager_of_another_country_is_not_asked(cast) -> None:
    RoleAssignment.objects.filter(user=cast.brian).update(country=cast.uganda)
    wanted = {f"user:{cast.dan.pk}"}
    assert asked(cast, STANDARD, "amina") == (wanted, wanted)


def test_who_cannot_sign_in_any_more_is_not_asked(cast) -> None:
    User.objects.filter(pk=cast.brian.pk).update(is_active=False)
    wanted = {f"user:{cast.dan.pk}"}
    assert asked(cast, STANDARD, "amina") == (wanted, wanted)


def test_after_our_signature_nobody_of_us_is_asked(cast) -> None:
    ready(cast)
    proposal = accepted(cast, raised(cast))
    sign(cast, proposal, "brian")
    plan_waiting(now=NOW + timedelta(days=8))
    keys = set(Reminder.objects.values_list("recipient_key", flat=True))
    assert keys == {f"contact:{cast.gift.pk}"}


def test_with_the_agreement_of_both_the_signer_is_told_at_once(cast) -> None:
    """Amina accepts; Brian signs a change of this size, Gift for the partner."""
    accepted(cast, raised(cast))
    step = RenegotiationStep.objects.get(state=RenegotiationState.AGREED)
    told = Outgoing.objects.filter(facts__step=step.pk)
    assert set(told.values_list("recipient_key", flat=True)) == {
        f"user:{cast.brian.pk}",
        f"contact:{cast.gift.pk}",
    }


def test_each_size_is_signed_by_the_roles_of_the_table_of_permissions() -> None:
    assert SIGNING_ROLES[STANDARD] == ["DIRECTOR", "MANAGER"]
    assert SIGNING_ROLES[MAJOR] == SIGNING_ROLES[TRANSFORM] == ["DIRECTOR"]
    assert STEPPING_IN == ["DIRECTOR", "MANAGER"]
    assert SIGNING_ROLES[SMALL] == ["DIRECTOR", "MANAGER", "OFFICER"]

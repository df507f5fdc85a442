"""What was typed stays with its owner, and becomes a partnership as a whole or not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.lifecycle.models import Registration
from eclt_partners.lifecycle.services.registration import (
    Plan,
    StepRefused,
    finish_registration,
    forget_abandoned,
    keep_step,
)
from partners.models import Partner
from partners.services.contacts import ContactFields
from partners.services.partners import PartnerFields
from partners.services.partnerships import PartnershipFields
from reviews.selectors.standing import standing_of
from tests.cast import NOW, Cast


def way(cast: Cast, who: str = "amina") -> Registration:
    owner = getattr(cast, who).pk
    step = RegistrationStep.BASICS
    return keep_step(owner_id=owner, now=NOW, step=step, typed={"name": "Chuma"})


def plan(cast: Cast) -> Plan:
    return Plan(
        country=cast.malawi,
        partner=PartnerFields(name="Chuma Union", kind="TRADE_UNION"),
        is_different=False,
        contact=ContactFields(
            name="Tiya",
            job_title="",
            email="t@partner.example",
            phone="",
            channel="EMAIL",
            language="en-gb",
            time_zone="Africa/Blantyre",
        ),
        partnership=PartnershipFields("Chuma Union", date(2026, 2, 1), 6),
        deal=None,
    )


def finish(cast: Cast, row: Registration, wanted: Plan, who: str = "amina"):
    return finish_registration(
        actor=cast.actor(who), now=NOW, way_id=row.pk, plan=wanted
    )


def test_each_page_is_kept_beside_the_others(cast: Cast) -> None:
    way(cast)
    row = keep_step(
        owner_id=cast.amina.pk,
        now=NOW,
        step=RegistrationStep.CONTACT,
        typed={"name": "Tiya"},
    )

    assert row.typed == {"basics": {"name": "Chuma"}, "contact": {"name": "Tiya"}}
    assert Registration.objects.count() == 1


def test_the_parts_write_the_audit(cast: Cast) -> None:
    finish(cast, way(cast), plan(cast))

    assert {entry.verb for entry in AuditEntry.objects.all()} == {
        "partners.partner.registered",
        "partners.contact.added",
        "partners.partnership.started",
        "reviews.review.scheduled",
    }


def test_nobody_is_late_with_the_review_of_a_partnership_that_is_told_of_today(
    cast: Cast,
) -> None:
    older = PartnershipFields("Chuma Union", NOW.date() - timedelta(days=900), 6)
    partnership = finish(cast, way(cast), replace(plan(cast), partnership=older))

    assert standing_of(partnership, NOW.date()).days_overdue == 0


def test_the_way_of_somebody_else_is_not_walked(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        finish(cast, way(cast), plan(cast), "brian")


def test_a_country_without_right_is_refused_and_nothing_is_left(cast: Cast) -> None:
    wanted = replace(plan(cast), country=cast.uganda)
    with pytest.raises(NotPermitted):
        finish(cast, way(cast), wanted)

    assert not Partner.objects.filter(name="Chuma Union").exists()


def test_a_refusal_names_its_page_and_leaves_everything_typed(cast: Cast) -> None:
    wanted = plan(cast)
    wanted = replace(wanted, partnership=replace(wanted.partnership, clause_months=20))
    row = way(cast)
    with pytest.raises(StepRefused) as refusal:
        finish(cast, row, wanted)

    assert refusal.value.step is RegistrationStep.RHYTHM
    assert not Partner.objects.filter(name="Chuma Union").exists()
    row.refresh_from_db()
    assert row.typed == {"basics": {"name": "Chuma"}}


def test_the_second_press_finds_the_partnership_of_the_first(cast: Cast) -> None:
    row = way(cast)
    first = finish(cast, row, plan(cast))

    assert finish(cast, row, plan(cast)) == first
    assert Partner.objects.filter(name="Chuma Union").count() == 1


def test_after_the_end_a_new_way_begins(cast: Cast) -> None:
    finish(cast, way(cast), plan(cast))

    assert way(cast).partnership is None
    assert Registration.objects.count() == 2


def test_the_database_keeps_one_open_way_per_person(cast: Cast) -> None:
    way(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(owner=cast.amina, begun_at=NOW, kept_at=NOW)


def test_the_database_keeps_nothing_typed_after_the_end(cast: Cast) -> None:
    row = way(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(
            partnership=cast.malawi_partnership
        )


def test_what_nobody_came_back_to_in_90_days_is_forgotten(cast: Cast) -> None:
    way(cast)
    assert forget_abandoned(now=NOW + timedelta(days=90)) == 0
    assert forget_abandoned(now=NOW + timedelta(days=90, seconds=1)) == 1
    assert not Registration.objects.exists()


def test_a_way_that_led_to_a_partnership_stays(cast: Cast) -> None:
    finish(cast, way(cast), plan(cast))
    assert forget_abandoned(now=NOW + timedelta(days=400)) == 0
    assert Registration.objects.count() == 1

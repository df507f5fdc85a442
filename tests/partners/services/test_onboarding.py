"""A new lead gets first steps in the moment the lead changes, and ticks them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from partners.choices import FirstStep
from partners.models import Contact, Onboarding, OnboardingStep
from partners.selectors.onboarding import first_steps_at, first_steps_left
from partners.services.beginnings import start_partnership
from partners.services.onboarding import begin_onboarding, note_first_steps
from partners.services.partnerships import (
    PartnershipFields,
    PartyChoice,
    change_partnership,
)
from tests.cast import TODAY
from tests.reviews.factories import link_actor

FIELDS = PartnershipFields(
    name="Nyali Trust", relationship_start=date(2022, 3, 1), clause_months=12
)


@pytest.fixture
def fatsani(cast) -> Contact:
    """A second person of the partner."""
    return Contact.objects.create(
        partner=cast.nyali,
        name="Fatsani",
        email="fatsani@partner.example",
        time_zone="Africa/Blantyre",
    )


def led_by(cast, now, who, *, leads=None):
    """Let Amina hand the partnership over."""
    return change_partnership(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        fields=replace(FIELDS, foundation_lead=who),
        leads=leads or {},
    )


def begun(cast, now, who="brian") -> Onboarding:
    found = begin_onboarding(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        newcomer=getattr(cast, who),
    )
    assert found is not None
    return found


def tick(cast, now, onboarding, done, *, who="brian", on=TODAY, actor=None):
    return note_first_steps(
        actor=actor or cast.actor(who),
        now=now,
        onboarding=onboarding,
        done=done,
        done_on=on,
    )


def days(onboarding) -> dict[str, date | None]:
    return dict(onboarding.steps.values_list("step", "done_on"))


def test_a_new_lead_of_the_foundation_gets_first_steps(cast, now) -> None:
    led_by(cast, now, cast.brian)

    found = Onboarding.objects.get()
    assert (found.user, found.party, found.started_on) == (cast.brian, None, TODAY)
    assert list(days(found)) == list(FirstStep)
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert "partners.onboarding.begun" in verbs


def test_a_new_lead_of_a_partner_gets_them_too(cast, now, fatsani) -> None:
    led_by(cast, now, cast.amina, leads={cast.malawi_party.pk: fatsani})

    found = Onboarding.objects.get()
    assert (found.contact, found.party) == (fatsani, cast.malawi_party)


def test_who_stays_lead_gets_nothing(cast, now) -> None:
    led_by(cast, now, cast.amina, leads={cast.malawi_party.pk: cast.gift})
    assert not Onboarding.objects.exists()


def test_who_begins_a_partnership_is_no_newcomer(cast, now) -> None:
    start_partnership(
        actor=cast.actor("amina"),
        now=now,
        country=cast.malawi,
        parties=[PartyChoice(cast.nyali, cast.gift)],
        fields=replace(FIELDS, name="Another", foundation_lead=cast.amina),
    )
    assert not Onboarding.objects.exists()


def test_the_list_of_whoever_led_before_ends(cast, now) -> None:
    led_by(cast, now, cast.brian)
    led_by(cast, now, cast.dan)

    first, second = Onboarding.objects.order_by("pk")
    assert (first.ended_on, second.ended_on) == (TODAY, None)
    assert second.user == cast.dan


def test_without_a_new_lead_the_old_list_only_ends(cast, now) -> None:
    led_by(cast, now, cast.brian)
    led_by(cast, now, None)

    assert Onboarding.objects.get().ended_on == TODAY


def test_the_same_person_keeps_the_list_and_its_ticks(cast, now) -> None:
    found = begun(cast, now)
    tick(cast, now, found, [FirstStep.CALL])

    assert begun(cast, now) == found
    assert days(found)[FirstStep.CALL] == TODAY


def test_a_lead_who_does_not_change_in_the_end_begins_nothing(cast, now) -> None:
    """The list begins in the same transaction as the lead changes."""
    with pytest.raises(InvalidInput):
        led_by(cast, now, cast.brian, leads={cast.malawi_party.pk: cast.grace})
    assert not Onboarding.objects.exists()


@pytest.mark.parametrize("who", ["eve", "fay", "chloe", "ada"])
def test_who_may_not_change_leads_begins_no_list(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        begin_onboarding(
            actor=cast.actor(who),
            now=now,
            partnership=cast.malawi_partnership,
            newcomer=cast.brian,
        )


def test_a_tick_keeps_its_day_and_its_person(cast, now) -> None:
    found = begun(cast, now)
    earlier = TODAY - timedelta(days=3)
    tick(cast, now, found, [FirstStep.CALL], on=earlier)
    tick(cast, now, found, [FirstStep.CALL, FirstStep.PACK])

    kept = found.steps.get(step=FirstStep.CALL)
    assert (kept.done_on, kept.done_by) == (earlier, f"user:{cast.brian.pk}")
    assert days(found)[FirstStep.PACK] == TODAY
    entry = AuditEntry.objects.first()
    assert entry.verb == "partners.onboarding.noted"
    assert entry.facts == {"done": ["PACK"], "undone": []}


def test_a_tick_can_be_taken_away(cast, now) -> None:
    found = begun(cast, now)
    tick(cast, now, found, [FirstStep.CALL])
    tick(cast, now, found, [])

    assert days(found)[FirstStep.CALL] is None
    assert AuditEntry.objects.first().facts == {"done": [], "undone": ["CALL"]}


def test_ticking_the_same_again_writes_nothing(cast, now) -> None:
    found = begun(cast, now)
    tick(cast, now, found, [FirstStep.CALL])
    count = AuditEntry.objects.count()
    tick(cast, now, found, [FirstStep.CALL])
    assert AuditEntry.objects.count() == count


def test_nothing_is_done_tomorrow(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        tick(cast, now, begun(cast, now), [], on=TODAY + timedelta(days=1))
    assert set(refusal.value.problems) == {"done_on"}


@pytest.mark.parametrize("who", ["amina", "dan", "eve", "fay", "chloe"])
def test_nobody_ticks_for_a_newcomer_of_the_foundation(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        tick(cast, now, begun(cast, now), [FirstStep.CALL], who=who)


def test_who_leads_no_longer_ticks_nothing(cast, now) -> None:
    found = begun(cast, now)
    begun(cast, now, "dan")
    with pytest.raises(StaleObject):
        tick(cast, now, found, [FirstStep.CALL])


def test_a_newcomer_of_a_partner_ticks_by_link_or_by_phone(cast, now, fatsani) -> None:
    led_by(cast, now, cast.amina, leads={cast.malawi_party.pk: fatsani})
    found = Onboarding.objects.get()
    own = link_actor(fatsani, cast.malawi_partnership, LinkPurpose.HOME)
    tick(cast, now, found, [FirstStep.CALL], actor=own)
    tick(cast, now, found, [FirstStep.CALL, FirstStep.HELLO], who="amina")

    done_by = dict(found.steps.values_list("step", "done_by"))
    assert done_by[FirstStep.CALL] == f"contact:{fatsani.pk}"
    assert done_by[FirstStep.HELLO] == f"user:{cast.amina.pk}"
    other = link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.HOME)
    with pytest.raises(NotPermitted):
        tick(cast, now, found, [], actor=other)
    with pytest.raises(NotPermitted):
        tick(cast, now, found, [], who="fay")


def test_what_is_left_is_known_until_the_last_tick(cast, now) -> None:
    found = begun(cast, now)
    left = first_steps_left(cast.actor("brian")).get()
    assert (left.done_count, left.step_count) == (0, len(FirstStep))
    assert not first_steps_left(cast.actor("amina")).exists()

    tick(cast, now, found, list(FirstStep))

    assert not first_steps_left(cast.actor("brian")).exists()
    shown = first_steps_at(cast.malawi_partnership, cast.actor("fay"))
    assert [(each.is_done, each.done_on, each.may_note) for each in shown] == [
        (True, TODAY, False)
    ]


def test_the_database_keeps_one_running_list_for_each_side(cast, now) -> None:
    found = begun(cast, now)
    found.pk, found.user = None, cast.dan
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


@pytest.mark.parametrize("values", [{"done_on": TODAY}, {"done_by": "user:1"}])
def test_the_database_keeps_day_and_person_of_a_tick_together(
    cast, now, values
) -> None:
    begun(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        OnboardingStep.objects.update(**values)

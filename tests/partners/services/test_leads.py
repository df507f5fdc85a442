"""A new lead or head, on either side, brings a short review."""

from dataclasses import replace
from datetime import timedelta

import pytest

from partners.choices import EventKind, Side, Stage
from partners.models import Contact, Event, Partnership
from partners.services.contacts import ContactFields, add_contact, change_contact
from partners.services.partnerships import PartnershipFields, change_partnership
from reviews.choices import ReviewKind
from reviews.models import Review
from reviews.services import planning
from tests.cast import NOW, TODAY, Cast


def change(cast: Cast, *, lead="amina", partner_lead="gift") -> None:
    partnership = Partnership.objects.get(pk=cast.malawi_partnership.pk)
    change_partnership(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=partnership,
        fields=PartnershipFields(
            name=partnership.name,
            relationship_start=partnership.relationship_start,
            clause_months=partnership.clause_months,
            foundation_lead=getattr(cast, lead) if lead else None,
        ),
        leads={
            cast.malawi_party.pk: getattr(cast, partner_lead)
            if isinstance(partner_lead, str)
            else partner_lead
        },
    )


def told() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("side").values_list("kind", "side"))


def another(cast: Cast, **more) -> Contact:
    return Contact.objects.create(
        partner=cast.nyali, name="Tiya", phone="1", time_zone="UTC", **more
    )


def test_another_lead_of_the_foundation_is_an_event_of_that_day(cast) -> None:
    change(cast, lead="brian")

    event = Event.objects.get()
    assert (event.kind, event.side) == (EventKind.LEADERSHIP, Side.FOUNDATION)
    assert (event.happened_on, event.reported_by) == (
        TODAY,
        f"user:{cast.amina.pk}",
    )


def test_another_lead_of_the_partner_is_an_event_of_the_partner(cast) -> None:
    change(cast, partner_lead=another(cast))

    assert told() == [(EventKind.LEADERSHIP, Side.PARTNER)]


def test_both_leads_at_once_are_two_events(cast) -> None:
    change(cast, lead="brian", partner_lead=another(cast))

    assert [side for _kind, side in told()] == [Side.FOUNDATION, Side.PARTNER]


def test_a_lead_who_is_gone_is_an_event_and_the_next_one_is_none(cast) -> None:
    change(cast, lead="", partner_lead=None)
    assert len(told()) == 2

    change(cast, lead="brian", partner_lead=another(cast))
    assert len(told()) == 2


def test_the_same_leads_are_no_event(cast) -> None:
    change(cast)

    assert told() == []


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.NOT_PURSUED])
def test_after_the_end_nobody_is_told(cast, stage) -> None:
    Partnership.objects.update(stage=stage)

    change(cast, lead="brian")

    assert told() == []


def test_a_refused_change_leaves_no_event(cast) -> None:
    with pytest.raises(Exception, match="still there"):
        change(cast, lead="brian", partner_lead="grace")

    assert told() == []


def test_a_new_lead_brings_a_short_review_within_45_days(cast) -> None:
    change(cast, lead="brian")
    planning.advance_reviews(now=NOW)

    pulse = Review.objects.get(event=Event.objects.get())
    assert pulse.kind == ReviewKind.PULSE
    assert pulse.due_on == TODAY + timedelta(days=45)


FIELDS = ContactFields(
    name="Tiya",
    job_title="",
    email="t@partner.example",
    phone="",
    channel="EMAIL",
    language="en-gb",
    time_zone="Africa/Blantyre",
)


def add(cast: Cast, *, is_head: bool) -> Contact:
    return add_contact(
        actor=cast.actor("amina"),
        now=NOW,
        partner=cast.nyali,
        fields=replace(FIELDS, is_head=is_head),
    )


def test_a_head_after_another_one_is_an_event_in_each_partnership(cast) -> None:
    add(cast, is_head=True)

    assert told() == [(EventKind.LEADERSHIP, Side.PARTNER)]
    assert Event.objects.get().partnership == cast.malawi_partnership


def test_a_person_who_becomes_the_head_is_an_event_once(cast) -> None:
    person = add(cast, is_head=False)
    assert told() == []

    for job in ("Director", "Managing director"):
        fields = replace(FIELDS, is_head=True, job_title=job)
        change_contact(
            actor=cast.actor("amina"), now=NOW, contact=person, fields=fields
        )

    assert len(told()) == 1


def test_the_first_head_is_no_event(cast) -> None:
    Contact.objects.filter(partner=cast.nyali).update(is_head=False)

    add(cast, is_head=True)

    assert told() == []


def set_head(cast: Cast, person: Contact, *, is_head: bool) -> None:
    fields = replace(FIELDS, name=person.name, email=person.email, is_head=is_head)
    change_contact(actor=cast.actor("amina"), now=NOW, contact=person, fields=fields)


@pytest.fixture
def head(cast: Cast) -> Contact:
    """Gift, the head of Nyali so far."""
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)
    return Contact.objects.get(pk=cast.gift.pk)


def test_a_head_exchanged_in_two_steps_is_an_event(cast, head) -> None:
    person = add(cast, is_head=False)

    set_head(cast, head, is_head=False)
    assert told() == []
    set_head(cast, person, is_head=True)

    assert told() == [(EventKind.LEADERSHIP, Side.PARTNER)]


def test_somebody_new_after_a_head_who_stayed_is_an_event(cast, head) -> None:
    set_head(cast, head, is_head=False)
    add(cast, is_head=True)

    assert told() == [(EventKind.LEADERSHIP, Side.PARTNER)]


def test_a_tick_taken_away_by_mistake_and_set_again_is_no_event(cast, head) -> None:
    Contact.objects.create(
        partner=cast.nyali, name="Old", phone="1", time_zone="UTC", was_head=True
    )
    for is_head in (False, True):
        set_head(cast, head, is_head=is_head)

    assert told() == []


def test_a_former_head_after_another_one_is_an_event(cast, head) -> None:
    set_head(cast, head, is_head=False)
    add(cast, is_head=True)
    Event.objects.all().delete()

    set_head(cast, head, is_head=True)

    assert told() == [(EventKind.LEADERSHIP, Side.PARTNER)]

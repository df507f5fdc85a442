"""Noting what may bring a review forward."""

from datetime import date, timedelta

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.choices import EventKind, Side
from partners.models import Event
from partners.services.events import report_event


def report(cast, now, actor=None, **changes) -> Event:
    values = {
        "kind": EventKind.LEADERSHIP,
        "happened_on": date(2026, 11, 20),
        "side": Side.FOUNDATION,
        "note": "",
        **changes,
    }
    return report_event(
        actor=actor or cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        **values,
    )


def link_actor(cast, now, partnership, purpose=LinkPurpose.HOME) -> Actor:
    return actor_of_link(
        PartnerLink.objects.create(
            contact_id=cast.gift.pk,
            partnership_id=partnership.pk,
            country=partnership.country,
            purpose=purpose,
            subject_id=partnership.pk,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
    )


def test_an_event_is_open_until_a_review_closes_it(cast, now) -> None:
    event = report(cast, now)

    assert (event.reported_on, event.closed_on) == (now.date(), None)


def test_a_report_writes_one_audit_entry(cast, now) -> None:
    event = report(cast, now, note="A new director")

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("partners.event.reported", event.pk)
    assert entry.facts == {"kind": "LEADERSHIP", "side": "FOUNDATION"}


def test_a_partner_reports_by_its_link_for_its_own_side(cast, now) -> None:
    actor = link_actor(cast, now, cast.malawi_partnership)

    event = report(cast, now, actor, kind=EventKind.TALK_ASKED)

    assert event.side == Side.PARTNER
    assert event.reported_by == f"contact:{cast.gift.pk}"


def test_a_link_of_another_partnership_reports_nothing(cast, now) -> None:
    with pytest.raises(NotPermitted):
        report(cast, now, link_actor(cast, now, cast.uganda_partnership))


def test_a_link_for_answers_only_reports_nothing(cast, now) -> None:
    actor = link_actor(cast, now, cast.malawi_partnership, LinkPurpose.REVIEW)

    with pytest.raises(NotPermitted):
        report(cast, now, actor)


@pytest.mark.parametrize("who", ["chloe", "fay", "ada", "sam"])
def test_others_report_nothing(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        report(cast, now, cast.actor(who))


def test_the_facilitator_reports_too(cast, now) -> None:
    assert report(cast, now, cast.actor("eve")).pk


def test_a_second_press_of_the_button_notes_nothing_twice(cast, now) -> None:
    assert report(cast, now) == report(cast, now)
    assert AuditEntry.objects.count() == 1


def test_nothing_happened_tomorrow(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report(cast, now, happened_on=date(2026, 11, 24))

    assert set(refusal.value.problems) == {"happened_on"}


@pytest.mark.parametrize("kind", [EventKind.TURNED_RED, EventKind.AMENDMENT])
def test_people_do_not_report_what_the_product_notes_itself(cast, now, kind) -> None:
    with pytest.raises(InvalidInput):
        report(cast, now, kind=kind)


def test_the_product_notes_a_changed_agreement_of_a_day_to_come(cast, now) -> None:
    event = report(
        cast, now, SYSTEM, kind=EventKind.AMENDMENT, happened_on=date(2027, 1, 1)
    )

    assert event.happened_on == date(2027, 1, 1)


def test_a_safeguarding_concern_is_no_event_that_people_note(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report(cast, now, kind=EventKind.SAFEGUARDING)

    assert set(refusal.value.problems) == {"kind"}

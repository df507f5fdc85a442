"""A danger is told to the safeguarding lead, and to nobody else."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing
from partners.choices import EventKind, IncidentState, IncidentWish, Side
from partners.models import Event, Incident, IncidentNote
from partners.services import incidents as services
from partners.services.incident_mails import tell_of_waiting_incidents
from reviews.selectors.standing import standing_of
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
SECRET = "The supervisor hit a boy at the barn"


def report(cast, now, who="amina", **changes) -> Incident:
    return services.report_incident(
        actor=cast.actor(who),
        now=now,
        partnership=cast.malawi_partnership,
        **{"wish": IncidentWish.SAW} | changes,
    )


def codes(found) -> list[str]:
    return [each.code for each in found.red]


def test_the_safeguarding_lead_of_the_country_gets_a_mail_at_once(cast, now) -> None:
    incident = report(cast, now, note=SECRET)
    message = Outgoing.objects.get()
    assert message.recipient_key == f"user:{cast.sam.pk}"
    assert message.due_at == now
    assert message.facts == {"incident": incident.pk, "country": "MW"}


def test_without_a_lead_administrator_and_director_hear_that_one_is_missing(
    cast, now
) -> None:
    RoleAssignment.objects.filter(user=cast.sam).delete()
    report(cast, now)
    told = set(Outgoing.objects.values_list("recipient_key", "letter"))
    assert told == {
        (f"user:{cast.ada.pk}", "restricted.nobody"),
        (f"user:{cast.dan.pk}", "restricted.nobody"),
    }


def test_who_becomes_lead_hears_once_of_each_danger_that_waits(cast, now) -> None:
    RoleAssignment.objects.filter(user=cast.sam).delete()
    report(cast, now)
    cast.ada.roles.create(role=Role.SAFEGUARDING, country=cast.malawi)

    for _again in range(2):
        tell_of_waiting_incidents(now=now + timedelta(days=1))

    told = Outgoing.objects.get(letter="restricted.incident")
    assert told.recipient_key == f"user:{cast.ada.pk}"


def test_reporting_twice_adds_a_note_and_sends_no_second_mail(cast, now) -> None:
    first = report(cast, now)
    again = report(cast, now, note=SECRET)
    assert again == first
    assert [note.text for note in first.notes.all()] == [SECRET]
    assert Outgoing.objects.count() == 1


def test_who_saw_something_may_still_ask_to_speak_and_the_lead_hears_so(
    cast, now
) -> None:
    report(cast, now)
    report(cast, now, wish=IncidentWish.SPEAK)
    report(cast, now, wish=IncidentWish.SAW)
    assert Incident.objects.get().wish == IncidentWish.SPEAK
    told = Outgoing.objects.values_list("recipient_key", "facts__again")
    assert set(told) == {(f"user:{cast.sam.pk}", None), (f"user:{cast.sam.pk}", True)}


def test_after_contact_a_new_report_is_a_new_incident(cast, now) -> None:
    first = report(cast, now)
    services.note_contact(actor=cast.actor("sam"), now=now, incident=first)
    assert report(cast, now) != first


def test_somebody_of_another_country_cannot_report_here(cast, now) -> None:
    with pytest.raises(NotPermitted):
        report(cast, now, who="chloe")


def test_a_report_that_is_too_long_is_refused_with_its_limit(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report(cast, now, note="x" * 4001)
    assert refusal.value.problems == {
        "note": "The text must be 4,000 characters or less."
    }


def test_the_audit_of_a_report_names_neither_place_nor_words(cast, now) -> None:
    report(cast, now, note=SECRET)
    entry = AuditEntry.objects.get(verb="partners.incident.reported")
    assert (entry.partnership_id, entry.country_code) == (None, "")
    assert (entry.subject_text, entry.facts) == ("", {})


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "ada"])
def test_only_the_safeguarding_lead_sees_and_handles_it(cast, now, who) -> None:
    incident = report(cast, now)
    assert not Incident.objects.visible_to(cast.actor(who)).exists()
    with pytest.raises(NotPermitted):
        services.note_contact(actor=cast.actor(who), now=now, incident=incident)


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay"])
def test_its_mail_stands_in_no_ledger(cast, now, who) -> None:
    report(cast, now)
    assert not Outgoing.objects.visible_to(cast.actor(who)).exists()


def test_an_incident_that_is_not_rated_changes_no_status(cast, now) -> None:
    before = standing_of(cast.malawi_partnership, TODAY)
    report(cast, now)
    assert standing_of(cast.malawi_partnership, TODAY) == before


def test_a_serious_incident_turns_the_partnership_red(cast, now) -> None:
    incident = report(cast, now)
    services.rate_serious(actor=cast.actor("sam"), now=now, incident=incident)
    found = standing_of(cast.malawi_partnership, TODAY)
    assert found.status == "RED"
    assert "R5" in codes(found)


def test_rating_tells_the_dashboard_of_the_country_and_no_history(cast, now) -> None:
    incident = report(cast, now)
    services.rate_serious(actor=cast.actor("sam"), now=now, incident=incident)
    entry = AuditEntry.objects.get(verb="partners.incident.rated")
    assert (entry.country_code, entry.partnership_id) == ("MW", None)


def test_a_review_is_due_30_days_after_people_are_safe(cast, now) -> None:
    incident = report(cast, now - timedelta(days=4))
    services.confirm_safe(
        actor=cast.actor("sam"), now=now, incident=incident, safe_on=date(2026, 11, 21)
    )
    event = Event.objects.get()
    assert (event.kind, event.side) == (EventKind.SAFEGUARDING, Side.FOUNDATION)
    due_on = standing_of(cast.malawi_partnership, TODAY).due_on
    assert due_on <= date(2026, 12, 21)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_safety_cannot_lie_before_the_report_or_in_the_future(cast, now, day) -> None:
    incident = report(cast, now)
    with pytest.raises(InvalidInput):
        services.confirm_safe(
            actor=cast.actor("sam"), now=now, incident=incident, safe_on=day
        )
    assert not Event.objects.exists()


def test_an_incident_without_danger_leaves_no_trace_for_others(cast, now) -> None:
    incident = report(cast, now)
    closed = services.close_without_danger(
        actor=cast.actor("sam"), now=now, incident=incident, note="A misunderstanding"
    )
    assert closed.state == IncidentState.NO_DANGER
    assert not Event.objects.exists()


def test_closing_without_danger_needs_a_reason(cast, now) -> None:
    incident = report(cast, now)
    with pytest.raises(InvalidInput):
        services.close_without_danger(
            actor=cast.actor("sam"), now=now, incident=incident, note=" "
        )


def test_what_is_over_stays_over(cast, now) -> None:
    incident, sam = report(cast, now), cast.actor("sam")
    services.confirm_safe(actor=sam, now=now, incident=incident, safe_on=TODAY)
    with pytest.raises(IllegalTransition):
        services.note_contact(actor=sam, now=now, incident=incident)
    with pytest.raises(InvalidInput):
        services.rate_serious(actor=sam, now=now, incident=incident)


def test_a_serious_incident_that_is_over_is_red_no_more(cast, now) -> None:
    incident, sam = report(cast, now), cast.actor("sam")
    services.rate_serious(actor=sam, now=now, incident=incident)
    services.confirm_safe(actor=sam, now=now, incident=incident, safe_on=TODAY)
    assert "R5" not in codes(standing_of(cast.malawi_partnership, TODAY))


def test_notes_cannot_be_changed_or_deleted(cast, now) -> None:
    report(cast, now, note=SECRET)
    for act in (IncidentNote.objects.update, IncidentNote.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(text="x") if act == IncidentNote.objects.update else act()


def test_an_incident_cannot_be_deleted(cast, now) -> None:
    incident = report(cast, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        incident.delete()


def test_a_note_is_added_with_its_author(cast, now) -> None:
    incident = report(cast, now)
    note = services.add_note(
        actor=cast.actor("sam"), now=now, incident=incident, note="Called the mother"
    )
    assert (note.text, note.written_by) == ("Called the mother", f"user:{cast.sam.pk}")

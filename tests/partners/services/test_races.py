"""Two people do the same at once: each gets a clear answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import transaction

from eclt_partners.common.errors import InvalidInput
from eclt_partners.notifications.models import Outgoing
from partners.choices import (
    CheckDirection,
    CheckKind,
    CheckOutcome,
    EventKind,
    Fate,
    Horizon,
    IncidentState,
    IncidentWish,
    LookResult,
    PartnerKind,
    Side,
)
from partners.models import (
    Event,
    Incident,
    IncidentNote,
    Partner,
    Partnership,
    SafeguardingCheck,
)
from partners.models import SustainabilityPlan as Plan
from partners.services.beginnings import start_partnership
from partners.services.checks import CheckFields, record_check
from partners.services.events import report_event
from partners.services.expectations import Look, look_back, write_expectations
from partners.services.incidents import close_without_danger, report_incident
from partners.services.partners import PartnerFields, register_partner
from partners.services.partnerships import PartnershipFields, PartyChoice
from partners.services.plans import FunctionFields, add_function
from tests.cast import NOW, make_cast
from tests.conftest import AT_ONCE
from tests.waiting import beside, until_somebody_waits_or_is_done


def test_each_of_many_new_partnerships_gets_its_own_code(
    committed_db, together
) -> None:
    cast = make_cast()
    actor = cast.actor("amina")

    together(
        lambda number: start_partnership(
            actor=actor,
            now=NOW,
            country=cast.malawi,
            parties=[PartyChoice(cast.nyali)],
            fields=PartnershipFields(f"Schools {number}", date(2026, 2, 1), 12),
        )
    )

    codes = set(Partnership.objects.values_list("code", flat=True))
    assert codes == {"UG-01"} | {f"MW-{n:02}" for n in range(1, AT_ONCE + 2)}


def test_one_name_is_registered_once_however_many_press(committed_db, together) -> None:
    cast = make_cast()
    actor = cast.actor("amina")

    answers = together(
        lambda _number: register_partner(
            actor=actor,
            now=NOW,
            country=cast.malawi,
            fields=PartnerFields(name="Chuma", kind=PartnerKind.OTHER),
            is_different=True,
        )
    )

    assert Partner.objects.filter(name="Chuma").count() == 1
    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == AT_ONCE - 1


def test_an_event_is_noted_once_however_often_the_button_is_pressed(
    committed_db, together
) -> None:
    cast = make_cast()
    actor = cast.actor("amina")

    together(
        lambda _number: report_event(
            actor=actor,
            now=NOW,
            partnership=cast.malawi_partnership,
            kind=EventKind.LEADERSHIP,
            happened_on=NOW.date(),
            side=Side.FOUNDATION,
        )
    )

    assert Event.objects.filter(kind=EventKind.LEADERSHIP).count() == 1


def test_a_check_is_noted_once_however_often_the_button_is_pressed(
    committed_db, together
) -> None:
    cast = make_cast()
    actor = cast.actor("amina")

    together(
        lambda _number: record_check(
            actor=actor,
            now=NOW,
            partnership=cast.malawi_partnership,
            party=cast.malawi_party,
            kind=CheckKind.SAFEGUARDING,
            direction=CheckDirection.PARTNER,
            fields=CheckFields(NOW.date(), CheckOutcome.GOOD),
        )
    )

    assert SafeguardingCheck.objects.count() == 1


def test_a_plan_takes_a_name_once_and_refuses_it_in_words_afterwards(
    committed_db, together
) -> None:
    cast = make_cast()
    actor = cast.actor("amina")
    plan = Plan.objects.create(partnership=cast.malawi_partnership)

    answers = together(
        lambda number: add_function(
            actor=actor,
            now=NOW,
            plan=plan,
            fields=FunctionFields("Club", 2, Fate.CONTINUE, f"District {number}"),
        )
    )

    assert plan.functions.count() == 1
    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == AT_ONCE - 1


def test_what_is_reported_while_the_lead_closes_the_first_report_is_a_new_one(
    committed_db,
) -> None:
    cast = make_cast()

    def report() -> Incident:
        return report_incident(
            actor=cast.actor("amina"),
            now=NOW,
            partnership=cast.malawi_partnership,
            wish=IncidentWish.SAW,
            note="A boy was hit again",
        )

    first = report()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            close_without_danger(
                actor=cast.actor("sam"), now=NOW, incident=first, note="A mistake"
            )
            again = beside(report, pool=pool)
            until_somebody_waits_or_is_done(again)
        second = again.result(timeout=30)

    assert (second == first, second.state) == (False, IncidentState.NEW)
    assert [note.text for note in second.notes.all()] == ["A boy was hit again"]
    assert Outgoing.objects.filter(facts__incident=second.pk).exists()


def test_one_report_that_is_sent_many_times_at_once_is_one(
    committed_db, together
) -> None:
    cast = make_cast()
    together(
        lambda _number: report_incident(
            actor=cast.actor("amina"),
            now=NOW,
            partnership=cast.malawi_partnership,
            wish=IncidentWish.SAW,
            note="A boy was hit",
        )
    )
    assert (Incident.objects.count(), IncidentNote.objects.count()) == (1, 1)


def test_a_look_back_is_noted_once_however_often_the_button_is_pressed(
    committed_db, together
) -> None:
    cast = make_cast()
    amina, partnership = cast.actor("amina"), cast.malawi_partnership
    [row] = write_expectations(
        actor=amina,
        now=NOW,
        partnership=partnership,
        party=None,
        texts={Horizon.YEAR_1: "Fewer children at work"},
        doubt="",
        seen="",
    )

    together(
        lambda _number: look_back(
            actor=amina,
            now=NOW,
            partnership=partnership,
            looks=[Look(row, LookResult.PARTLY)],
        )
    )

    assert row.looks.count() == 1

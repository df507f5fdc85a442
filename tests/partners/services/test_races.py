"""Two people do the same at once: each gets a clear answer."""

from datetime import date

from eclt_partners.common.errors import InvalidInput
from partners.choices import (
    CheckDirection,
    CheckKind,
    CheckOutcome,
    EventKind,
    Fate,
    PartnerKind,
    Side,
)
from partners.models import Event, Partner, Partnership, SafeguardingCheck
from partners.models import SustainabilityPlan as Plan
from partners.services.beginnings import start_partnership
from partners.services.checks import CheckFields, record_check
from partners.services.events import report_event
from partners.services.partners import PartnerFields, register_partner
from partners.services.partnerships import PartnershipFields, PartyChoice
from partners.services.plans import FunctionFields, add_function
from tests.cast import NOW, make_cast
from tests.conftest import AT_ONCE


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
        lambda _number: add_function(
            actor=actor,
            now=NOW,
            plan=plan,
            fields=FunctionFields("Club", 2, Fate.CONTINUE),
        )
    )

    assert plan.functions.count() == 1
    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == AT_ONCE - 1

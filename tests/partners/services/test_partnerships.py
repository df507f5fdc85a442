"""Beginning and changing partnerships."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.choices import PartnerKind, Stage
from partners.models import Partner, Partnership
from partners.services.beginnings import start_partnership
from partners.services.partnerships import (
    PartnershipFields,
    PartyChoice,
    change_partnership,
)

FIELDS = PartnershipFields(
    name="Schools of Nyali", relationship_start=date(2026, 2, 1), clause_months=6
)


def start(cast, now, who="amina", parties=None, **changes) -> Partnership:
    return start_partnership(
        actor=cast.actor(who),
        now=now,
        country=cast.malawi,
        parties=parties or [PartyChoice(cast.nyali, cast.gift)],
        fields=replace(FIELDS, **changes),
    )


def another_partner(cast, name="Chuma Union") -> Partner:
    return Partner.objects.create(
        name=name, kind=PartnerKind.TRADE_UNION, country=cast.malawi
    )


def test_a_partnership_begins_at_exploring_with_the_next_code(cast, now) -> None:
    partnership = start(cast, now, foundation_lead=cast.amina)

    assert (partnership.code, partnership.stage) == ("MW-02", Stage.EXPLORING)
    assert partnership.foundation_lead == cast.amina
    assert partnership.parties.get().partner_lead == cast.gift


def test_each_country_counts_its_own_codes(cast, now) -> None:
    start(cast, now)
    second = start(cast, now, name="Another")

    assert second.code == "MW-03"


@pytest.mark.parametrize(
    ("began_on", "registered_on"),
    [
        (date(2019, 3, 1), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), None),
    ],
)
def test_what_began_before_it_was_registered_says_since_when_it_is_here(
    cast, now, began_on, registered_on
) -> None:
    partnership = start(cast, now, relationship_start=began_on)

    assert partnership.registered_on == registered_on


def test_the_history_of_a_partnership_begins_with_it(cast, now) -> None:
    partnership = start(cast, now)

    change = partnership.stage_changes.get()
    assert (change.from_stage, change.to_stage) == ("", Stage.EXPLORING)


def test_beginning_writes_one_audit_entry(cast, now) -> None:
    partnership = start(cast, now)

    entry = AuditEntry.objects.get()
    assert entry.verb == "partners.partnership.started"
    assert (entry.country_code, entry.partnership_id) == ("MW", partnership.pk)


def test_a_coalition_has_one_party_per_partner(cast, now) -> None:
    ally = another_partner(cast)

    partnership = start(cast, now, parties=[PartyChoice(cast.nyali), PartyChoice(ally)])

    assert {party.partner for party in partnership.parties.all()} == {cast.nyali, ally}


def test_a_second_press_of_the_button_begins_nothing_twice(cast, now) -> None:
    start(cast, now)

    with pytest.raises(InvalidInput) as refusal:
        start(cast, now)

    assert "MW-02" in refusal.value.problems["name"]


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_begin_nothing_in_malawi(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        start(cast, now, who)


def test_a_partner_out_of_sight_cannot_become_a_party(cast, now) -> None:
    with pytest.raises(InvalidInput):
        start(cast, now, parties=[PartyChoice(cast.kasanyi)])


def test_a_partner_is_a_party_once(cast, now) -> None:
    with pytest.raises(InvalidInput):
        start(cast, now, parties=[PartyChoice(cast.nyali), PartyChoice(cast.nyali)])


def test_nobody_knows_each_other_since_tomorrow(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        start(cast, now, relationship_start=date(2026, 11, 24))

    assert set(refusal.value.problems) == {"relationship_start"}


def test_the_lead_of_the_foundation_works_in_the_country(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        start(cast, now, foundation_lead=cast.chloe)

    assert set(refusal.value.problems) == {"foundation_lead"}


def test_the_lead_of_the_partner_is_a_person_of_the_partner(cast, now) -> None:
    with pytest.raises(InvalidInput):
        start(cast, now, parties=[PartyChoice(cast.nyali, cast.grace)])


def test_somebody_who_left_leads_nothing(cast, now) -> None:
    cast.gift.left_on = date(2026, 1, 1)
    cast.gift.save()

    with pytest.raises(InvalidInput):
        start(cast, now)


@pytest.mark.parametrize("months", [1, 13])
def test_the_clause_is_two_to_twelve_months(cast, now, months) -> None:
    with pytest.raises(InvalidInput) as refusal:
        start(cast, now, clause_months=months)

    assert "between 2 and 12" in refusal.value.problems[""]


def change(cast, now, who="amina", leads=None, **changes) -> Partnership:
    fields = PartnershipFields(
        name="Nyali Trust",
        relationship_start=date(2022, 3, 1),
        clause_months=12,
        foundation_lead=cast.amina,
    )
    return change_partnership(
        actor=cast.actor(who),
        now=now,
        partnership=cast.malawi_partnership,
        fields=replace(fields, **changes),
        leads=leads or {},
    )


def test_both_leads_are_changed_in_one_step(cast, now) -> None:
    partnership = change(
        cast, now, foundation_lead=cast.brian, leads={cast.malawi_party.pk: None}
    )

    assert partnership.foundation_lead == cast.brian
    assert partnership.parties.get().partner_lead is None
    entry = AuditEntry.objects.get(verb="partners.partnership.changed")
    assert entry.facts == {
        "fields": ["foundation_lead"],
        "new_leads_of_parties": [cast.malawi_party.pk],
    }


def test_a_change_of_nothing_writes_nothing(cast, now) -> None:
    change(cast, now, leads={cast.malawi_party.pk: cast.gift})

    assert not AuditEntry.objects.exists()


def test_a_party_of_another_partnership_keeps_its_lead(cast, now) -> None:
    change(cast, now, leads={cast.uganda_party.pk: None})

    cast.uganda_party.refresh_from_db()
    assert cast.uganda_party.partner_lead == cast.grace


def test_a_new_lead_comes_from_the_partner(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change(cast, now, leads={cast.malawi_party.pk: cast.grace})

    assert set(refusal.value.problems) == {f"lead_{cast.malawi_party.pk}"}


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada"])
def test_others_change_nothing(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        change(cast, now, who, name="Mine")


@pytest.mark.parametrize(
    "values",
    [{"stage": "PAUSED"}, {"stage": "NEW"}, {"clause_months": 1}, {"code": "UG-01"}],
)
def test_the_database_refuses_what_no_partnership_may_be(cast, values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(**values)

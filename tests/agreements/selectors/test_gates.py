"""What gate G2 hears from the partnership and its country."""

from dataclasses import replace
from datetime import date

from agreements.gate_words import gap_words
from agreements.models import Proposal
from agreements.rules.gate import Gap, Lack
from agreements.selectors.gates import gate_of
from eclt_partners.countries.models import Country
from partners.choices import EventKind, FlagKind, FlagLevel, FlagOutcome
from partners.models import Event
from partners.services.flags import FlagFields, lift_flag, raise_flag
from tests.agreements.coalitions import table_of_three
from tests.agreements.table import (
    TERMS,
    fill_the_gate,
    make_agreement,
    proposed,
    raised,
)
from tests.cast import NOW, TODAY, Cast


def line(proposal: Proposal, code: str) -> list[Gap]:
    (found,) = [line for line in gate_of(proposal) if line.code == code]
    return list(found.gaps)


def b9(proposal: Proposal) -> list[Gap]:
    return line(proposal, "B9")


def test_a_red_flag_closes_the_gate_until_it_is_lifted(cast: Cast) -> None:
    proposal = proposed(cast.actor("amina"), raised(cast))
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)
    assert b9(proposal) == []

    flag = raise_flag(
        actor=cast.actor("amina"),
        now=NOW,
        partner=cast.nyali,
        fields=FlagFields(FlagKind.INTEGRITY, FlagLevel.RED, "Copied receipts"),
    )
    # The review that the flag asks for is over; the flag still stands.
    Event.objects.filter(kind=EventKind.INTEGRITY).update(closed_on=TODAY)
    assert b9(proposal) == [Gap(Lack.INTEGRITY_OPEN)]

    lift_flag(
        actor=cast.actor("dan"),
        now=NOW,
        flag=flag,
        outcome=FlagOutcome.SETTLED,
        reason="Paid back",
    )
    assert b9(proposal) == []


def test_a_reported_concern_closes_the_gate_until_its_review(cast: Cast) -> None:
    proposal = proposed(cast.actor("amina"), raised(cast))
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)

    event = Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=EventKind.INTEGRITY,
        happened_on=TODAY,
        reported_on=TODAY,
        reported_by="user:1",
        side="PARTNER",
    )
    assert b9(proposal) == [Gap(Lack.INTEGRITY_OPEN)]

    Event.objects.filter(pk=event.pk).update(closed_on=TODAY)
    assert b9(proposal) == []


def test_a_first_review_in_the_harvest_of_the_country_is_warned_of(cast: Cast) -> None:
    agreement = make_agreement(cast, replace(TERMS, effective_from=date(2026, 10, 1)))
    proposal = proposed(cast.actor("amina"), raised(cast, agreement))
    assert line(proposal, "W4") == []

    Country.objects.filter(pk="MW").update(harvest_months=[4])

    first_on = date(2027, 4, 1)
    assert line(proposal, "W4") == [Gap(Lack.IN_HARVEST, value=first_on)]


def test_a_coalition_is_told_which_partner_lacks_a_safeguarding_check(cast) -> None:
    proposal = proposed(cast.actor("amina"), table_of_three(cast))
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)

    (line,) = [each for each in gate_of(proposal) if each.code == "B9"]

    assert gap_words(line) == ["Zuwa: there is no safeguarding check."]

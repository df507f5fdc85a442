"""Warnings about an organisation: raised, lifted, and never forgotten."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.choices import EventKind, FlagKind, FlagLevel, FlagOutcome, Stage
from partners.models import (
    Event,
    FlagLift,
    Partner,
    PartnerFlag,
    Partnership,
    PartnershipParty,
)
from partners.selectors.flags import (
    flag_lines,
    flags_of,
    integrity_flags,
    open_flags,
)
from partners.services.flags import FlagFields, lift_flag, raise_flag
from reviews.selectors.standing import standing_of
from tests.cast import NOW, TODAY, Cast


def warn(
    cast: Cast,
    who: str = "amina",
    kind: FlagKind = FlagKind.MONEY,
    level: FlagLevel = FlagLevel.RED,
    reason: str = "Two receipts are copies",
) -> PartnerFlag:
    return raise_flag(
        actor=cast.actor(who),
        now=NOW,
        partner=cast.nyali,
        fields=FlagFields(kind, level, reason),
    )


def lift(cast: Cast, flag: PartnerFlag, who: str = "dan", reason: str = "Checked"):
    return lift_flag(
        actor=cast.actor(who),
        now=NOW,
        flag=flag,
        outcome=FlagOutcome.UNFOUNDED,
        reason=reason,
    )


def reds(partnership: Partnership) -> list[str]:
    return [each.code for each in standing_of(partnership, TODAY).red]


def test_a_flag_says_who_warned_when_and_why(cast: Cast) -> None:
    flag = warn(cast)

    assert (flag.raised_by, flag.raised_on) == (f"user:{cast.amina.pk}", TODAY)
    assert list(open_flags([cast.nyali.pk])) == [flag]
    entry = AuditEntry.objects.get()
    assert entry.verb == "partners.flag.raised"
    assert "receipts" not in f"{entry.facts} {entry.subject_text}"


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_raise_no_flag(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        warn(cast, who)


@pytest.mark.parametrize(
    ("kind", "level", "is_serious"),
    [
        (FlagKind.INTEGRITY, FlagLevel.RED, True),
        (FlagKind.SAFEGUARDING, FlagLevel.RED, True),
        (FlagKind.INTEGRITY, FlagLevel.AMBER, False),
        (FlagKind.MONEY, FlagLevel.RED, False),
    ],
)
def test_a_red_flag_on_integrity_or_safety_turns_the_partnership_red(
    cast: Cast, kind: FlagKind, level: FlagLevel, is_serious: bool
) -> None:
    warn(cast, kind=kind, level=level)

    assert ("R5" in reds(cast.malawi_partnership)) is is_serious
    assert "R5" not in reds(cast.uganda_partnership)


def test_a_flag_that_is_lifted_turns_nothing_red(cast: Cast) -> None:
    lift(cast, warn(cast, kind=FlagKind.INTEGRITY))

    assert "R5" not in reds(cast.malawi_partnership)


def test_a_flag_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        warn(cast, reason="")


def test_the_same_flag_sent_twice_is_one(cast: Cast) -> None:
    assert warn(cast) == warn(cast)
    assert AuditEntry.objects.count() == 1


def test_a_lifted_flag_stays_with_how_it_ended(cast: Cast) -> None:
    flag = warn(cast)

    lift(cast, flag)

    assert list(open_flags([cast.nyali.pk])) == []
    (line,) = flag_lines(flags_of(cast.nyali))
    assert (line.raised_by, line.lifted_by) == ("Amina", "Dan")
    assert line.lift is not None
    assert (line.lift.outcome, line.lift.lifted_on) == (FlagOutcome.UNFOUNDED, TODAY)


@pytest.mark.parametrize("who", ["amina", "brian", "eve", "fay", "sam"])
def test_only_a_director_lifts(cast: Cast, who: str) -> None:
    flag = warn(cast)

    with pytest.raises(NotPermitted):
        lift(cast, flag, who)


def test_a_flag_is_lifted_once_and_with_a_reason(cast: Cast) -> None:
    flag = warn(cast)
    with pytest.raises(InvalidInput):
        lift(cast, flag, reason="")
    lift(cast, flag)

    with pytest.raises(InvalidInput, match="already"):
        lift(cast, flag, reason="Another reason")


def test_the_same_end_of_a_flag_sent_twice_is_one(cast: Cast) -> None:
    flag = warn(cast)

    assert lift(cast, flag) == lift(cast, flag)
    assert AuditEntry.objects.filter(verb="partners.flag.lifted").count() == 1


def test_a_warning_may_be_given_again_after_the_first_was_lifted(cast: Cast) -> None:
    lift(cast, warn(cast))
    again = warn(cast)

    assert list(open_flags([cast.nyali.pk])) == [again]
    assert [line.lift is None for line in flag_lines(flags_of(cast.nyali))] == [
        True,
        False,
    ]


def test_the_database_keeps_flags_and_their_ends(cast: Cast) -> None:
    flag = warn(cast)
    end = lift(cast, flag)
    for change in (
        lambda: PartnerFlag.objects.filter(pk=flag.pk).update(reason="Nothing"),
        lambda: PartnerFlag.objects.filter(pk=flag.pk).delete(),
        lambda: FlagLift.objects.filter(pk=end.pk).update(reason="Nothing"),
        lambda: FlagLift.objects.filter(pk=end.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("wrong", [{"kind": "X"}, {"level": "X"}, {"reason": ""}])
def test_the_database_refuses_what_no_flag_may_be(cast: Cast, wrong: dict) -> None:
    right = {"kind": "MONEY", "level": "RED", "reason": "Why"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerFlag.objects.create(
            partner=cast.nyali,
            raised_on=TODAY,
            raised_at=NOW,
            raised_by="user:1",
            **{**right, **wrong},
        )


def test_a_flag_on_integrity_is_an_event_in_every_partnership(cast: Cast) -> None:
    PartnershipParty.objects.create(
        partnership=cast.uganda_partnership,
        partner=cast.nyali,
        from_on=date(2025, 1, 1),
    )

    warn(cast, kind=FlagKind.INTEGRITY)

    events = Event.objects.order_by("partnership__code")
    assert {event.kind for event in events} == {EventKind.INTEGRITY}
    # Amina has no right in Uganda: there the product reports, and her words stay here.
    assert [event.reported_by for event in events] == [
        f"user:{cast.amina.pk}",
        "system",
    ]
    assert {event.note for event in events} == {""}


def test_a_flag_on_something_else_is_no_event(cast: Cast) -> None:
    warn(cast)

    assert not Event.objects.exists()


def test_after_the_end_a_flag_brings_no_review(cast: Cast) -> None:
    Partnership.objects.update(stage=Stage.CONCLUDED)

    warn(cast, kind=FlagKind.INTEGRITY)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("kind", "level", "blocks"),
    [
        (FlagKind.INTEGRITY, FlagLevel.RED, True),
        (FlagKind.INTEGRITY, FlagLevel.AMBER, False),
        (FlagKind.MONEY, FlagLevel.RED, False),
    ],
)
def test_a_red_flag_on_integrity_stops_agreements_until_it_is_lifted(
    cast: Cast, kind: FlagKind, level: FlagLevel, blocks: bool
) -> None:
    flag = warn(cast, kind=kind, level=level)
    assert integrity_flags([cast.nyali.pk]).exists() is blocks

    lift(cast, flag)
    assert not integrity_flags([cast.nyali.pk]).exists()


def test_a_flag_says_nothing_of_other_partners(cast: Cast) -> None:
    warn(cast, kind=FlagKind.INTEGRITY)
    other = Partner.objects.get(pk=cast.kasanyi.pk)

    assert not integrity_flags([other.pk]).exists()
    assert flag_lines(flags_of(other)) == []

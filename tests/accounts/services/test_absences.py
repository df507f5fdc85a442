"""Saying who stands in while somebody is away."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import Absence, RoleAssignment, User
from eclt_partners.accounts.selectors import people_who_may_stand_in
from eclt_partners.accounts.services.absences import (
    AbsenceFields,
    set_away,
    take_back_absence,
)
from eclt_partners.accounts.services.people import (
    PersonFields,
    RolePlace,
    change_person,
    roles_of,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing
from tests.cast import TODAY

DAY = timedelta(days=1)


def away(
    cast,
    now,
    who="amina",
    stand_in="brian",
    *,
    by="",
    first=TODAY,
    last=TODAY + 7 * DAY,
) -> Absence:
    return set_away(
        actor=cast.actor(by or who),
        now=now,
        person=getattr(cast, who),
        fields=AbsenceFields(getattr(cast, stand_in), first, last),
    )


def problems(cast, now, *args: str, **more: object) -> set[str]:
    with pytest.raises(InvalidInput) as refusal:
        away(cast, now, *args, **more)
    return set(refusal.value.problems)


def test_the_stand_in_is_told_and_the_audit_says_it(cast, now) -> None:
    absence = away(cast, now)
    message = Outgoing.objects.get()
    assert (message.letter, message.to_address) == (
        "accounts.standing_in",
        "brian@example.org",
    )
    assert message.facts == {"absence": absence.pk}
    assert AuditEntry.objects.get().verb == "accounts.absence.set"


@pytest.mark.parametrize("by", ["brian", "dan", "ada"])
def test_managers_and_administrators_say_it_for_people_they_look_after(
    cast, now, by
) -> None:
    assert away(cast, now, stand_in="dan", by=by).created_by == cast.actor(by).key


@pytest.mark.parametrize("by", ["chloe", "eve", "fay", "sam"])
def test_nobody_else_says_it_for_others(cast, now, by) -> None:
    with pytest.raises(NotPermitted):
        away(cast, now, stand_in="dan", by=by)


def test_a_manager_says_nothing_for_people_of_another_country(cast, now) -> None:
    with pytest.raises(NotPermitted):
        away(cast, now, who="chloe", stand_in="dan", by="brian")


def test_only_who_may_do_the_same_in_the_same_places_stands_in(cast, now) -> None:
    assert set(people_who_may_stand_in(cast.amina)) == {cast.brian, cast.dan}
    assert set(people_who_may_stand_in(cast.brian)) == {cast.dan}
    assert set(people_who_may_stand_in(cast.eve)) == {cast.dan}
    assert problems(cast, now, "amina", "chloe") == {"stand_in"}
    assert problems(cast, now, "brian", "amina") == {"stand_in"}


def test_nobody_stands_in_for_oneself(cast, now) -> None:
    assert problems(cast, now, "amina", "amina")


def test_two_times_away_of_one_person_never_overlap(cast, now) -> None:
    away(cast, now)
    assert problems(cast, now, first=TODAY + 7 * DAY, last=TODAY + 9 * DAY)
    away(cast, now, first=TODAY + 8 * DAY, last=TODAY + 9 * DAY)


def test_the_database_itself_refuses_an_overlap(cast, now) -> None:
    first = away(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            person=first.person,
            stand_in=cast.dan,
            from_on=first.until_on,
            until_on=first.until_on,
            created_at=now,
            created_by="user:0",
        )


def test_whoever_stands_in_is_not_away_then(cast, now) -> None:
    away(cast, now, who="brian", stand_in="dan")
    assert problems(cast, now) == {"stand_in"}


def test_whoever_is_away_stands_in_for_nobody_then(cast, now) -> None:
    away(cast, now)
    assert problems(cast, now, "brian", "dan") == {"from_on"}


def test_the_database_itself_refuses_a_chain(cast, now) -> None:
    away(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            person=cast.brian,
            stand_in=cast.dan,
            from_on=TODAY,
            until_on=TODAY,
            created_at=now,
            created_by="user:0",
        )


def test_days_that_are_over_or_turned_round_are_refused(cast, now) -> None:
    assert problems(cast, now, first=TODAY - 5 * DAY, last=TODAY - DAY) == {"until_on"}
    assert problems(cast, now, first=TODAY + DAY, last=TODAY)
    assert problems(cast, now, last=TODAY + 400 * DAY) == {"until_on"}


def test_a_time_away_that_is_taken_back_frees_its_days(cast, now) -> None:
    take_back_absence(actor=cast.actor("amina"), now=now, absence=away(cast, now))
    take_back_absence(actor=cast.actor("amina"), now=now, absence=Absence.objects.get())
    assert Absence.objects.get().taken_back_by == cast.actor("amina").key
    away(cast, now)


def test_a_stranger_takes_nothing_back(cast, now) -> None:
    absence = away(cast, now)
    with pytest.raises(NotPermitted):
        take_back_absence(actor=cast.actor("chloe"), now=now, absence=absence)


def test_who_loses_the_right_no_longer_stands_in(cast, now) -> None:
    away(cast, now)
    brian = User.objects.get(pk=cast.brian.pk)
    change_person(
        actor=cast.actor("ada"),
        now=now,
        person=brian,
        fields=PersonFields(brian.name, brian.language, brian.time_zone),
        is_active=True,
        roles=frozenset(),
    )
    assert Absence.objects.get().taken_back_at == now


def test_who_cannot_do_what_the_person_may_now_do_no_longer_stands_in(
    cast, now
) -> None:
    away(cast, now)
    amina = User.objects.get(pk=cast.amina.pk)
    change_person(
        actor=cast.actor("ada"),
        now=now,
        person=amina,
        fields=PersonFields(amina.name, amina.language, amina.time_zone),
        is_active=True,
        roles=roles_of(amina) | {RolePlace(Role.OFFICER, cast.uganda.pk)},
    )
    assert Absence.objects.get().taken_back_at == now


def test_another_change_of_the_account_leaves_the_time_away_alone(cast, now) -> None:
    away(cast, now)
    RoleAssignment.objects.create(user=cast.brian, role=Role.AUDITOR)
    brian = User.objects.get(pk=cast.brian.pk)
    change_person(
        actor=cast.actor("ada"),
        now=now,
        person=brian,
        fields=PersonFields("Brian B", brian.language, brian.time_zone),
        is_active=True,
        roles=roles_of(brian),
    )
    assert Absence.objects.get().taken_back_at is None


def test_the_story_of_times_away_stays(cast, now) -> None:
    away(cast, now)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_absence")

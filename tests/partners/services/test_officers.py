"""Who may sign for an organisation: as what, up to what, from when to when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.models import AuthorisedOfficer, Contact
from partners.selectors.officers import OfficerLine, officer_lines, officers_of
from partners.services.officers import (
    OfficerFields,
    authorise_officer,
    change_officer,
)
from tests.cast import NOW, TODAY, Cast

SIGNS = OfficerFields("Director", date(2024, 1, 1), limits="Up to USD 50,000")


def authorised(
    cast: Cast,
    fields: OfficerFields = SIGNS,
    who: str = "amina",
    contact: Contact | None = None,
) -> AuthorisedOfficer:
    return authorise_officer(
        actor=cast.actor(who), now=NOW, contact=contact or cast.gift, fields=fields
    )


def changed(
    cast: Cast, officer: AuthorisedOfficer, fields: OfficerFields, who: str = "amina"
) -> AuthorisedOfficer:
    return change_officer(
        actor=cast.actor(who), now=NOW, officer=officer, fields=fields
    )


def lines(cast: Cast) -> list[OfficerLine]:
    return officer_lines(officers_of([cast.nyali.pk]), today=TODAY)


def test_an_officer_is_a_person_of_the_partner(cast: Cast) -> None:
    officer = authorised(cast)

    (line,) = lines(cast)
    assert (line.row, line.until) == (officer, None)
    assert not line.is_over
    assert not line.is_coming
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == (
        "partners.officer.authorised",
        cast.nyali.pk,
    )
    assert "50,000" not in str(entry.facts)


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_note_and_change_nothing(cast: Cast, who: str) -> None:
    officer = authorised(cast)

    with pytest.raises(NotPermitted):
        authorised(cast, replace(SIGNS, from_on=TODAY), who)
    with pytest.raises(NotPermitted):
        changed(cast, officer, replace(SIGNS, to_on=TODAY), who)


def test_the_same_officer_sent_twice_is_one(cast: Cast) -> None:
    assert authorised(cast) == authorised(cast)
    assert AuditEntry.objects.count() == 1


def test_somebody_who_left_cannot_be_authorised(cast: Cast) -> None:
    cast.gift.left_on = TODAY
    cast.gift.save()

    with pytest.raises(InvalidInput) as refusal:
        authorised(cast)
    assert list(refusal.value.problems) == ["contact"]


def test_the_last_day_is_not_before_the_first(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refusal:
        authorised(cast, replace(SIGNS, to_on=date(2023, 12, 31)))
    assert list(refusal.value.problems) == ["to_on"]


def test_a_person_has_one_authority_a_day(cast: Cast) -> None:
    first = authorised(cast, replace(SIGNS, to_on=date(2025, 12, 31)))
    with pytest.raises(InvalidInput, match="some of these days already"):
        authorised(cast, replace(SIGNS, from_on=date(2025, 12, 31)))

    second = authorised(cast, replace(SIGNS, from_on=date(2026, 1, 1)))

    assert [line.row for line in lines(cast)] == [second, first]
    with pytest.raises(InvalidInput, match="some of these days already"):
        changed(cast, first, SIGNS)


def test_two_people_may_sign_on_the_same_day(cast: Cast) -> None:
    other = Contact.objects.create(
        partner=cast.nyali, name="Abel", phone="1", time_zone="UTC"
    )

    authorised(cast)
    authorised(cast, contact=other)

    assert [line.row.contact for line in lines(cast)] == [other, cast.gift]


def test_those_of_today_stand_first_and_the_past_last(cast: Cast) -> None:
    day = timedelta(days=1)
    past = authorised(cast, replace(SIGNS, to_on=TODAY - day))
    today = authorised(cast, replace(SIGNS, from_on=TODAY, to_on=TODAY))
    coming = authorised(cast, replace(SIGNS, from_on=TODAY + day))

    assert [(line.row, line.is_coming, line.is_over) for line in lines(cast)] == [
        (today, False, False),
        (coming, True, False),
        (past, False, True),
    ]


@pytest.mark.parametrize("to_on", [None, TODAY + timedelta(days=9)])
def test_whoever_leaves_signs_no_more(cast: Cast, to_on: date | None) -> None:
    authorised(cast, replace(SIGNS, to_on=to_on))
    cast.gift.left_on = TODAY - timedelta(days=1)
    cast.gift.save()

    (line,) = lines(cast)

    assert (line.until, line.is_over) == (cast.gift.left_on, True)


def test_a_change_names_the_fields_without_what_they_hold(cast: Cast) -> None:
    officer = changed(cast, authorised(cast), replace(SIGNS, to_on=TODAY))

    assert officer.to_on == TODAY
    entry = AuditEntry.objects.get(verb="partners.officer.changed")
    assert entry.facts["fields"] == ["to_on"]


def test_a_change_that_changes_nothing_is_none(cast: Cast) -> None:
    changed(cast, authorised(cast), SIGNS)

    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"title": ""}, {"to_on": date(2023, 12, 31)}])
def test_the_database_refuses_what_no_officer_may_be(
    cast: Cast, wrong: dict[str, object]
) -> None:
    officer = authorised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorisedOfficer.objects.filter(pk=officer.pk).update(**wrong)


def test_the_database_keeps_one_authority_a_day(cast: Cast) -> None:
    officer = authorised(cast)
    officer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        officer.save()

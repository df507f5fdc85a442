"""Assessments of an organisation that others made: noted, corrected, never lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.models import OutsideAssessment
from partners.profile_choices import AssessmentKind, AssessmentRating
from partners.selectors.assessments import (
    AssessmentLine,
    assessment_lines,
    assessments_of,
)
from partners.services.assessments import (
    AssessmentFields,
    change_assessment,
    note_assessment,
)
from tests.cast import NOW, TODAY, Cast

MICRO = AssessmentFields(
    kind=AssessmentKind.MICRO,
    assessed_by="UNICEF",
    assessed_on=date(2024, 3, 1),
    rating=AssessmentRating.MODERATE,
    expires_on=date(2027, 12, 31),
)
OTHER = replace(MICRO, kind=AssessmentKind.OTHER, other_kind="Data protection")


def noted(
    cast: Cast, fields: AssessmentFields = MICRO, who: str = "amina"
) -> OutsideAssessment:
    return note_assessment(
        actor=cast.actor(who), now=NOW, partner=cast.nyali, fields=fields
    )


def changed(
    cast: Cast, row: OutsideAssessment, fields: AssessmentFields, who: str = "amina"
) -> OutsideAssessment:
    return change_assessment(
        actor=cast.actor(who), now=NOW, assessment=row, fields=fields
    )


def lines(cast: Cast) -> list[AssessmentLine]:
    return assessment_lines(assessments_of([cast.nyali.pk]), today=TODAY)


def counting(cast: Cast) -> list[OutsideAssessment]:
    return [line.row for line in lines(cast) if line.counts]


def test_an_assessment_is_noted_with_who_noted_it(cast: Cast) -> None:
    row = noted(cast)

    assert (row.noted_by, row.noted_at) == (f"user:{cast.amina.pk}", NOW)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == (
        "partners.assessment.noted",
        cast.nyali.pk,
    )
    assert "UNICEF" not in str(entry.facts)


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_note_and_change_nothing(cast: Cast, who: str) -> None:
    row = noted(cast)

    with pytest.raises(NotPermitted):
        noted(cast, OTHER, who)
    with pytest.raises(NotPermitted):
        changed(cast, row, OTHER, who)


def test_the_same_assessment_sent_twice_is_one(cast: Cast) -> None:
    assert noted(cast) == noted(cast)
    assert AuditEntry.objects.count() == 1


def test_the_same_assessment_with_another_rating_is_refused(cast: Cast) -> None:
    noted(cast)

    with pytest.raises(InvalidInput, match="noted already"):
        noted(cast, replace(MICRO, assessed_by="Unicef", rating=AssessmentRating.LOW))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        (replace(MICRO, assessed_on=TODAY + timedelta(days=1)), "assessed_on"),
        (replace(MICRO, expires_on=MICRO.assessed_on), "expires_on"),
        (replace(OTHER, other_kind=""), "other_kind"),
        (replace(MICRO, other_kind="Data protection"), "kind"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    cast: Cast, fields: AssessmentFields, where: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        noted(cast, fields)
    assert list(refusal.value.problems) == [where]


def test_of_each_kind_the_latest_counts(cast: Cast) -> None:
    new = noted(cast)
    old = noted(cast, replace(MICRO, assessed_on=date(2020, 3, 1)))
    money = noted(cast, replace(MICRO, kind=AssessmentKind.MONEY))
    data = noted(cast, OTHER)
    board = noted(cast, replace(OTHER, other_kind="The board"))

    assert set(counting(cast)) == {new, money, data, board}
    assert lines(cast)[-1].row == old


def test_one_that_has_expired_still_counts_and_says_so(cast: Cast) -> None:
    for number, until in enumerate((TODAY - timedelta(days=1), TODAY, None)):
        noted(cast, replace(OTHER, other_kind=f"Part {number}", expires_on=until))

    said = {line.row.title: (line.is_over, line.is_soon) for line in lines(cast)}

    assert said == {
        "Part 0": (True, False),
        "Part 1": (False, True),
        "Part 2": (False, False),
    }
    assert len(counting(cast)) == len(said)


def test_a_mistake_stays_and_never_counts(cast: Cast) -> None:
    old = noted(cast, replace(MICRO, assessed_on=date(2020, 3, 1)))
    wrong = noted(cast)

    changed(cast, wrong, replace(MICRO, is_mistake=True))

    assert counting(cast) == [old]
    assert [line.row for line in lines(cast)] == [old, wrong]
    assert noted(cast) != wrong


def test_a_correction_names_the_fields_without_what_they_hold(cast: Cast) -> None:
    row = noted(cast)

    row = changed(cast, row, replace(MICRO, rating=AssessmentRating.HIGH))

    assert row.rating == AssessmentRating.HIGH
    entry = AuditEntry.objects.get(verb="partners.assessment.changed")
    assert entry.facts["fields"] == ["rating"]


def test_a_correction_that_corrects_nothing_is_no_change(cast: Cast) -> None:
    changed(cast, noted(cast), MICRO)

    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "X"},
        {"rating": "X"},
        {"assessed_by": ""},
        {"kind": "OTHER"},
        {"other_kind": "Data"},
        {"expires_on": date(2024, 3, 1)},
    ],
)
def test_the_database_refuses_what_no_assessment_may_be(
    cast: Cast, wrong: dict[str, object]
) -> None:
    row = noted(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideAssessment.objects.filter(pk=row.pk).update(**wrong)

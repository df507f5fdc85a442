"""Checks after the end: left out with a reason, and scored."""

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.lifecycle.selectors.outcomes import outcome_of
from eclt_partners.lifecycle.services.checks import waive_check
from partners.choices import CheckState, HowKnown
from partners.models import AfterCheckItem
from tests.cast import NOW, TODAY
from tests.lifecycle.world import check, function


def planned(cast):
    return check(cast, state=CheckState.SCHEDULED, settled_on=None)


def waive(cast, found, who="brian", reason="The office burned down"):
    return waive_check(actor=cast.actor(who), now=NOW, check=found, reason=reason)


def item(found, of, value, **more):
    how = "" if value is None else HowKnown.VISIT
    return AfterCheckItem.objects.create(
        check_of=found, function=of, value=value, how_known=how, **more
    )


def test_a_check_is_left_out_with_a_reason(cast) -> None:
    found = waive(cast, planned(cast))

    assert (found.state, found.settled_on) == (CheckState.WAIVED, TODAY)
    assert AuditEntry.objects.get().verb == "lifecycle.check.waived"


def test_a_check_is_not_left_out_without_a_reason(cast) -> None:
    with pytest.raises(InvalidInput):
        waive(cast, planned(cast), reason=" ")


def test_an_officer_leaves_no_check_out(cast) -> None:
    with pytest.raises(NotPermitted):
        waive(cast, planned(cast), "amina")


def test_a_check_that_was_held_is_not_left_out(cast) -> None:
    with pytest.raises(IllegalTransition):
        waive(cast, check(cast))


def test_what_stopped_on_purpose_does_not_lower_the_score(cast) -> None:
    found = check(cast)
    item(found, function(cast, "Clubs"), 3)
    item(found, function(cast, "Bus"), None, is_stopped_on_purpose=True)

    outcome = outcome_of(found)
    assert (outcome.score, outcome.coverage) == (100, 1)


def test_too_little_known_gives_no_score(cast) -> None:
    found = check(cast)
    item(found, function(cast, "Clubs"), 3)
    item(found, function(cast, "Data", importance=3), None)

    assert outcome_of(found).score is None


@pytest.mark.parametrize(
    "more",
    [
        {"value": 4, "how_known": "VISIT"},
        {"value": 2, "how_known": ""},
        {"value": 2, "how_known": "VISIT", "has_grown": True},
        {"value": 2, "how_known": "VISIT", "is_stopped_on_purpose": True},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, more) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AfterCheckItem.objects.create(
            check_of=check(cast), function=function(cast), **more
        )

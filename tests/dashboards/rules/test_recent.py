"""What does a period leave out, and what does it leave alone?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from agreements.choices import InstanceState, RenegotiationState, VersionOrigin
from eclt_partners.dashboards.rules.changes import change_timelines
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.keeping import promises_kept
from eclt_partners.dashboards.rules.money import kinds_and_money
from eclt_partners.dashboards.rules.recent import came_on, reviewed_since
from partners.choices import OwnerSide
from tests.dashboards.records import (
    a_promise,
    a_version,
    a_wish,
    an_agreement,
    recorded,
)
from tests.dashboards.rows import TODAY, a_row, a_score

SINCE = date(2026, 5, 23)
BEFORE, AFTER = date(2026, 5, 22), date(2026, 6, 1)


def test_reviews_before_the_period_are_left_out():
    row = a_row(scores=(a_score(2, on=BEFORE), a_score(4, on=SINCE)))
    assert [score.on for score in reviewed_since(row, SINCE).scores] == [SINCE]
    assert reviewed_since(row, None) == row


def test_the_status_is_that_of_today_whatever_the_period():
    row = a_row(scores=(a_score(2, on=BEFORE),))
    whole = country_figures("MW", [row], TODAY)
    recent = country_figures("MW", [row], TODAY, SINCE)
    for block in ("opening", "tiles", "actions", "overdue", "endings", "calendar"):
        assert recent[block] == whole[block]
    assert recent["heat"]["rows"][0]["cells"]["D2"]["joint"] is None
    assert recent["gaps"]["blocks"] == recent["trust"]["lines"] == []


def test_a_change_keeps_its_health_of_before_the_period():
    """Only the change has to be recent: what it is compared with is older."""
    version = a_version(agreed_on=SINCE, starts=SINCE)
    row = recorded(
        agreements=[an_agreement(a_version(1, agreed_on=BEFORE), version)],
        scores=[a_score(2, on=BEFORE, index=Fraction(25))],
    )
    found = country_figures("MW", [row], TODAY, SINCE)["changes"]["agreements"]
    (entry,) = found[0]["entries"]
    assert entry["version"] == 2
    assert entry["health"][0]["before"]["index"] == 25


def test_an_agreement_without_anything_recent_is_left_out():
    old = an_agreement(a_version(agreed_on=BEFORE))
    assert change_timelines([recorded(agreements=[old])], SINCE)["agreements"] == []


def test_a_wish_counts_on_the_day_on_which_it_ended():
    def ended(days):
        wish = a_wish(RenegotiationState.DECLINED, raised_on=BEFORE, days=days)
        row = recorded(agreements=[an_agreement(wishes=[wish])])
        return change_timelines([row], SINCE)["ended"]["DECLINED"]

    assert (ended(0), ended(1)) == (0, 1)


def test_a_registered_version_counts_from_its_beginning():
    version = a_version(agreed_on=AFTER, starts=BEFORE)
    assert came_on(version) == AFTER
    assert came_on(replace(version, origin=VersionOrigin.REGISTERED)) == BEFORE


def test_promises_count_when_they_were_due_but_late_is_late():
    promises = [
        a_promise(due_on=BEFORE),
        a_promise(due_on=SINCE),
        a_promise(InstanceState.NOT_DUE, OwnerSide.PARTNER, due_on=BEFORE),
    ]
    found = promises_kept([recorded(promises=promises)], TODAY, SINCE)
    assert found["rows"][0]["sides"]["FOUNDATION"]["due"] == 1
    assert found["late_counts"]["PARTNER"] == 1


def test_money_is_what_was_agreed_in_the_period_and_is_in_force():
    def money(agreed_on):
        version = a_version(agreed_on=agreed_on, amount=Decimal("5.00"))
        row = recorded(agreements=[an_agreement(version)])
        return kinds_and_money([row], TODAY, SINCE)

    assert [deal["amount"] for deal in money(SINCE)["agreements"]] == ["5.00"]
    assert money(BEFORE)["agreements"] == []
    # It has an agreement in force, though none of this period.
    assert money(BEFORE)["without_count"] == 0

"""What have we changed together?"""

from datetime import date
from fractions import Fraction

import pytest

from agreements.choices import RenegotiationState, VersionKind, VersionOrigin
from eclt_partners.dashboards.rules.changes import change_timelines
from partners.choices import Side
from tests.dashboards.records import (
    a_first,
    a_version,
    a_wish,
    an_agreement,
    recorded,
)
from tests.dashboards.rows import a_score


def _found(agreement, **fields):
    return change_timelines([recorded(agreements=[agreement], **fields)])


def _entries(agreement):
    return _found(agreement)["agreements"][0]["entries"]


def test_versions_stand_newest_first_with_who_raised_them_and_the_days():
    wish = a_wish(side=Side.PARTNER, version=2, days=34)
    newest, first = _entries(
        an_agreement(a_first(), a_version(summary="Half a year"), wishes=[wish])
    )
    assert (newest["version"], newest["on"]) == (2, "2025-06-01")
    assert (newest["side"], newest["party"], newest["days"]) == ("PARTNER", "Nyali", 34)
    assert newest["summary"] == "Half a year"
    assert (first["version"], first["side"], first["days"]) == (1, "", None)


@pytest.mark.parametrize(
    ("kind", "is_change"),
    [
        (VersionKind.ORIGINAL, False),
        (VersionKind.AMENDMENT, True),
        (VersionKind.EXTENSION, True),
        (VersionKind.CORRECTION, False),
    ],
)
def test_a_first_version_and_a_typing_error_change_nothing(kind, is_change):
    (entry,) = _entries(an_agreement(a_version(kind=kind)))
    assert (entry["is_change"], bool(entry["health"])) == (is_change, is_change)


def test_of_a_registered_version_nobody_says_whether_it_helped():
    version = a_version(4, origin=VersionOrigin.REGISTERED)
    line = _found(an_agreement(version))["agreements"][0]
    assert (line["change_count"], line["unheld_count"]) == (0, 3)
    assert line["entries"][0]["on"] == "2025-07-01"
    assert line["entries"][0]["health"] == []


def test_a_wish_that_is_open_is_said_with_its_day():
    wish = a_wish(RenegotiationState.COUNTERED, id=8)
    line = _found(an_agreement(a_first(), wishes=[wish]))["agreements"][0]
    assert (line["open"]["table_id"], line["open"]["raised_on"]) == (8, "2025-04-28")


def test_what_came_to_nothing_is_counted_by_its_end():
    ends = ["DECLINED", "DECLINED", "WITHDRAWN", "LAPSED", "PARKED"]
    wishes = [a_wish(RenegotiationState(end)) for end in ends]
    found = _found(an_agreement(a_first(), wishes=wishes))
    assert found["ended"] == {"DECLINED": 2, "WITHDRAWN": 1, "LAPSED": 1, "PARKED": 1}
    assert found["agreements"][0]["ended"] == found["ended"]
    assert found["agreements"][0]["open"] is None


def test_changes_are_counted_by_side_and_by_what_health_did():
    scores = [
        a_score(on=date(2025, 3, 1), index=Fraction(50)),
        a_score(on=date(2026, 3, 1), index=Fraction(60)),
    ]
    helped = an_agreement(
        a_first(), a_version(), wishes=[a_wish(side=Side.PARTNER, version=2)]
    )
    unknown = an_agreement(a_first(), a_version(), wishes=[a_wish(version=2)])
    found = change_timelines(
        [
            recorded("MW-01", agreements=[helped], scores=scores),
            recorded("MW-02", agreements=[unknown]),
        ]
    )
    assert (found["change_count"], found["raised"]) == (
        2,
        {"FOUNDATION": 1, "PARTNER": 1},
    )
    assert found["helped"] == {"worse": 0, "unknown": 1, "same": 0, "better": 1}


def test_agreements_that_changed_come_before_those_that_did_not():
    found = change_timelines(
        [
            recorded("MW-01", agreements=[an_agreement(a_first())]),
            recorded("MW-02", agreements=[an_agreement(a_first(), a_version())]),
        ]
    )
    assert [line["code"] for line in found["agreements"]] == ["MW-02", "MW-01"]
    assert found["told_count"] == 1


def test_a_wish_that_failed_or_goes_on_is_something_to_tell():
    for state in (RenegotiationState.DECLINED, RenegotiationState.TALKING):
        found = _found(an_agreement(a_first(), wishes=[a_wish(state)]))
        assert found["told_count"] == 1


def test_writing_a_first_version_is_no_change_under_way():
    wish = a_wish(RenegotiationState.TALKING, is_first=True)
    found = _found(an_agreement(wishes=[wish]))
    assert (found["agreements"][0]["open"], found["told_count"]) == (None, 0)


def test_an_agreement_without_version_and_wish_has_no_timeline():
    assert _found(an_agreement())["agreements"] == []

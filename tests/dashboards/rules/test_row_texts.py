"""A row comes back exactly as it was written, and nothing else comes out."""

import zlib
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from msgspec import ValidationError, msgpack

from agreements.rules.parts import Target
from eclt_partners.dashboards.rules.records import DatedRow
from eclt_partners.dashboards.rules.row_texts import packed, unpacked
from partners.choices import OwnerSide, Side, Stage, Status
from partners.rules.handover import FunctionReading, Pillar
from reviews.rules.cadence import Interval
from reviews.rules.findings import Fired
from tests.dashboards.records import (
    a_check,
    a_first,
    a_goal,
    a_promise,
    a_result,
    a_version,
    a_wish,
    an_agreement,
    recorded,
)
from tests.dashboards.rows import TODAY, a_review, a_row, a_score, a_standing

FIRED = Fired("A7", "", (Side.PARTNER,), Fraction(2, 3))
STANDING = replace(
    a_standing(status=Status.RED, grey=["no_review"], hri=Fraction(125, 7)),
    red=(FIRED,),
    interval=Interval(Fraction(13, 3), 4),
)
DATED = DatedRow(4, OwnerSide.JOINT, "Pay\x00 «ten» days", TODAY)
LEVELS = {Pillar.RESOURCES: 3, Pillar.LINKAGES: None}
AGREEMENT = an_agreement(
    a_first(targets=(Target("children", "Children", 1800, date(2027, 6, 30)),)),
    a_version(places=("Mtsinje", "Zomba")),
    wishes=[a_wish(side=Side.PARTNER)],
    results=[a_result(reached={"children": 900}), a_result(withdrawn=None)],
)
WHOLE = replace(
    recorded(
        scores=[a_score([4, None, Fraction(10, 3)] + [1] * 7, index=Fraction(145, 2))],
        pulses=[a_score(3, None)],
        stage=Stage.TRANSITION,
        agreements=[AGREEMENT],
        promises=[a_promise()],
        goals=[a_goal(2, 4, None)],
        checks=[a_check(6, [(3, None), (2, 1)])],
    ),
    standing=STANDING,
    reviews=(a_review(closed_on=TODAY),),
    promises=(DATED,),
    actions=(DATED,),
    functions=(FunctionReading(2, LEVELS, owner_accepted=True),),
)


@pytest.mark.parametrize("row", [a_row(), WHOLE], ids=["bare", "whole"])
def test_a_row_comes_back_as_it_was(row):
    """Written out, since two findings are equal when only their rule is."""
    assert repr(unpacked(packed(row))) == repr(row)


def test_equal_means_are_kept_once_in_memory():
    first, second = (unpacked(packed(a_row(scores=(a_score(),)))) for _ in range(2))
    assert (
        first.scores[0].dimensions[0].partner is second.scores[0].dimensions[1].partner
    )


@pytest.mark.parametrize(
    "content", [{"id": 1}, {"stage": "OTHER"}, ["MW-01"], "cos\nsystem\n(S'id'\ntR."]
)
def test_what_is_no_row_is_refused(content):
    with pytest.raises(ValidationError):
        unpacked(zlib.compress(msgpack.encode(content)))

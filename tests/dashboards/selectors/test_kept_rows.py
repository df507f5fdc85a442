"""What is kept of a partnership is used as long as it is right, and no longer."""

import re
from datetime import timedelta

import pytest

from agreements.services.raising import raise_change
from eclt_partners.audit import services as audit
from eclt_partners.audit.models import AuditEntry
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.dashboards.models import KeptRow
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors import kept_rows
from eclt_partners.dashboards.selectors.country_rows import country_rows
from eclt_partners.dashboards.selectors.kept_rows import (
    heard_of,
    present_rows,
    rows_from_all_facts,
    told_of_since,
)
from eclt_partners.dashboards.services.kept_rows import keep_rows
from partners.models import Partnership
from tests.agreements.results import recorded
from tests.agreements.table import WISH
from tests.cast import NOW, TODAY
from tests.dashboards.deeds import (
    DEEDS,
    a_country_gets_another_zone,
    a_partner_is_of_another_kind,
    a_red_flag_is_lifted,
)
from tests.dashboards.views.pages import more_partnerships
from tests.lifecycle.world import make_ready


def _newest():
    newest = AuditEntry.objects.order_by("-id").first()
    return newest.pk if newest else 0


TOMORROW = TODAY + timedelta(days=1)


def _keep(country, floor=None, as_of=TODAY):
    found = present_rows(country, as_of, floor=floor)
    keep_rows(found, country, as_of)
    return found


def _told(partnership, verb="partners.partnership.changed"):
    audit.record(
        verb,
        actor=SYSTEM,
        subject=partnership,
        now=NOW,
        place=Place(partnership.country_id, partnership.pk),
    )


# The others share the country, and the partner.
OF_ALL = {
    a_country_gets_another_zone,
    a_partner_is_of_another_kind,
    a_red_flag_is_lifted,
}


@pytest.mark.parametrize("prepare", DEEDS, ids=lambda deed: deed.__name__)
def test_after_every_deed_rows_are_as_if_all_were_read(cast, prepare):
    """Also those of the next day, which were read before its eve was over."""
    others = [each.pk for each in more_partnerships(cast.malawi_partnership, 2)]
    deed = prepare(cast)
    before, _ = _keep(cast.malawi), _keep(cast.malawi, as_of=TOMORROW)
    floor = _newest()
    deed()
    cast.malawi.refresh_from_db()
    found = present_rows(cast.malawi, TODAY, floor=floor)
    assert repr(found.rows) == repr(country_rows(cast.malawi, TODAY))
    assert repr(found.rows) != repr(before.rows)
    assert bool(found.heard.keys() & others) is (prepare in OF_ALL)
    next_day = present_rows(cast.malawi, TOMORROW, floor=None)
    assert repr(next_day.rows) == repr(country_rows(cast.malawi, TOMORROW))
    assert next_day.heard == found.heard


def test_what_nothing_was_told_of_is_not_read_again(cast, django_assert_num_queries):
    _keep(cast.malawi)
    floor = _newest()
    with django_assert_num_queries(6):
        found = present_rows(cast.malawi, TODAY, floor=floor)
    assert not found.heard
    assert [row.code for row in found.rows] == ["MW-01"]


def test_what_was_read_after_it_was_told_is_not_read_again(cast):
    """Its entry lies above the floor for a long time; it counts once."""
    floor = _newest()
    _told(cast.malawi_partnership)
    assert _keep(cast.malawi, floor).heard
    assert not present_rows(cast.malawi, TODAY, floor=floor).heard


def test_an_entry_with_a_low_number_that_comes_late_is_heard(cast, monkeypatch):
    """Two are written; the build sees the newer one first."""
    floor = _newest()
    _told(cast.malawi_partnership)
    _told(cast.malawi_partnership)
    counted = kept_rows.heard_of
    monkeypatch.setattr(
        kept_rows,
        "heard_of",
        lambda ids: {key: count - 1 for key, count in counted(ids).items()},
    )
    _keep(cast.malawi, floor)
    monkeypatch.undo()
    assert present_rows(cast.malawi, TODAY, floor=floor).heard


@pytest.mark.parametrize(
    "other",
    [{"as_of": TODAY.replace(day=22)}, {"basis": "another country, zone or code"}],
)
def test_what_is_of_another_day_or_basis_is_read_again(cast, other):
    _keep(cast.malawi)
    KeptRow.objects.update(**other)
    assert present_rows(cast.malawi, TODAY, floor=_newest()).heard


def test_a_partnership_that_came_from_another_country_is_read_again(cast):
    """Nobody can move one; should it be moved by hand, its days are of another zone."""
    _keep(cast.malawi)
    Partnership.objects.update(country=cast.uganda)
    found = present_rows(cast.uganda, TODAY, floor=_newest())
    assert cast.malawi_partnership.pk in found.heard
    assert present_rows(cast.malawi, TODAY, floor=_newest()).rows == []


def test_rows_without_a_dashboard_of_their_day_are_all_counted(
    cast, django_assert_num_queries
):
    """They were kept each at its own moment: no floor tells which to doubt."""
    _keep(cast.malawi)
    with django_assert_num_queries(7):
        assert not present_rows(cast.malawi, TODAY, floor=None).heard
    _told(cast.malawi_partnership)
    newest = _newest()
    assert not present_rows(cast.malawi, TODAY, floor=newest).heard
    assert present_rows(cast.malawi, TODAY, floor=None).heard


def test_from_all_facts_means_that_nothing_kept_is_used(cast):
    _keep(cast.malawi)
    KeptRow.objects.update(content=b"no row")
    found = rows_from_all_facts(cast.malawi, TODAY)
    assert [row.code for row in found.rows] == ["MW-01"]
    assert found.heard.keys() == {cast.malawi_partnership.pk}


def test_a_new_partnership_is_read(cast):
    _keep(cast.malawi)
    (new,) = more_partnerships(cast.malawi_partnership, 1)
    assert set(present_rows(cast.malawi, TODAY, floor=_newest()).heard) == {new.pk}


def test_filters_use_what_is_kept(cast):
    _keep(cast.malawi)
    asked = Narrowing(stage="ACTIVE")
    found = present_rows(cast.malawi, TODAY, asked, floor=_newest())
    assert ([row.code for row in found.rows], found.heard) == (["MW-01"], {})


def test_entries_of_one_partnership_are_not_counted_for_another(cast):
    (other,) = more_partnerships(cast.malawi_partnership, 1)
    floor = _newest()
    before = heard_of([cast.malawi_partnership.pk, other.pk])
    _told(other)
    after = heard_of([cast.malawi_partnership.pk, other.pk])
    assert after[other.pk] == before[other.pk] + 1
    assert after[cast.malawi_partnership.pk] == before[cast.malawi_partnership.pk]
    assert told_of_since(floor) == {other.pk}


# Belong to one partnership: whoever writes into them names it in the audit.
OF_A_PARTNERSHIP = {
    *(f"agreements_{name}" for name in ("agreement", "agreement_parties")),
    *(f"agreements_{name}" for name in ("agreementversion", "commitment")),
    *(f"agreements_{name}" for name in ("commitmentinstance", "periodresult")),
    *(f"agreements_{name}" for name in ("renegotiation", "renegotiationstep")),
    "agreements_proposal",
    "agreements_resultperiod",
    *(f"partners_{name}" for name in ("partnership", "partnershipparty", "event")),
    "partners_stagechange",
    *(f"partners_{name}" for name in ("sustainabilityplan", "function")),
    *(f"partners_{name}" for name in ("pillarreading", "capacitygoal", "talk")),
    *(f"partners_{name}" for name in ("capacityreading", "aftercheck")),
    *(f"partners_{name}" for name in ("aftercheckitem", "aftercheckreport")),
    *(f"reviews_{name}" for name in ("review", "reviewside", "panelist")),
    *(f"reviews_{name}" for name in ("assessment", "reviewscore", "snooze", "action")),
}
# Belong to several partnerships, or may not be named beside one: the audit is asked for
# them by their own number. Of the country only the zone is read, and is in the basis.
ASKED_APART = {
    *(f"partners_{name}" for name in ("partner", "incident")),
    *(f"partners_{name}" for name in ("partnerflag", "flaglift")),
    "countries_country",
}


def test_a_row_is_read_from_nothing_else(cast, django_assert_max_num_queries):
    """Whoever reads one more table says here how the audit tells of its changes."""
    make_ready(cast)
    recorded(cast, NOW, cast.malawi_partnership.agreements.get(), reached={})
    raise_change(
        actor=cast.actor("amina"),
        now=NOW,
        agreement=cast.malawi_partnership.agreements.get(),
        wish=WISH,
    )
    with django_assert_max_num_queries(60) as asked:
        country_rows(cast.malawi, TODAY)
    text = " ".join(each["sql"] for each in asked.captured_queries)
    tables = set(re.findall(r'(?:FROM|JOIN) "([a-z_]+)"', text))
    assert tables == OF_A_PARTNERSHIP | ASKED_APART

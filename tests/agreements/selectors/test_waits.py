"""Which tables wait for whom, of many at once."""

from datetime import timedelta

from agreements.models import Renegotiation
from agreements.rules.clocks import Wait
from agreements.selectors.tables import clock_of, with_moments
from agreements.selectors.waits import tables_waiting
from agreements.services.drafting import start_draft
from agreements.services.endings import park
from agreements.services.raising import acknowledge
from eclt_partners.dashboards.selectors.others_to_do import table_tasks
from tests.agreements.table import accepted, gift, proposed, raised, ready, sign
from tests.cast import NOW

MOST = 50


def waits(cast, name):
    return tables_waiting(cast.actor(name), now=NOW, most=MOST)


def test_a_wish_of_the_partner_waits_for_the_foundation_as_the_clock_says(cast):
    table = raised(cast)
    (found,) = waits(cast, "amina")
    clock = clock_of(with_moments(Renegotiation.objects.all()).get(pk=table.pk))
    assert (found.table_id, found.wait) == (table.pk, Wait.ACKNOWLEDGE)
    assert (clock.wait, clock.due_on) == (found.wait, found.due_on)
    assert found.lead_id == cast.amina.pk
    assert not found.has_draft


def test_only_people_of_the_place_who_may_raise_changes_are_waited_for(cast):
    raised(cast)
    asked = {name: len(waits(cast, name)) for name in ("brian", "dan")}
    assert asked == {"brian": 1, "dan": 1}
    assert not any(waits(cast, name) for name in ("chloe", "eve", "fay", "sam", "ada"))


def test_a_paper_of_the_foundation_waits_for_the_partner(cast):
    proposed(cast.actor("amina"), raised(cast))
    assert waits(cast, "amina") == []


def test_what_is_put_aside_is_asked_for_from_its_day_on(cast):
    until = NOW.date() + timedelta(days=9)
    table = raised(cast)
    park(actor=gift(cast), now=NOW, renegotiation=table, until=until)
    actor = cast.actor("amina")
    days = {
        day: tables_waiting(actor, now=NOW + timedelta(days=day), most=MOST)
        for day in (8, 9)
    }
    assert days[8] == []
    (found,) = days[9]
    assert (found.wait, found.due_on) == (Wait.LOOK_AGAIN, until)
    (task,) = table_tasks(actor, [found])
    assert task.title == "Look again at the change with Nyali Trust"


def test_a_begun_draft_comes_back_though_the_partner_is_waited_for(cast):
    table = raised(cast)
    acknowledge(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    start_draft(
        actor=cast.actor("amina"), now=NOW + timedelta(hours=1), renegotiation=table
    )
    (found,) = waits(cast, "amina")
    assert found.has_draft


def test_the_draft_of_the_partner_is_nobodys_business(cast):
    table = raised(cast)
    start_draft(actor=gift(cast), now=NOW, renegotiation=table)
    (found,) = waits(cast, "amina")
    assert not found.has_draft


def test_a_big_change_is_signed_by_who_may(cast):
    ready(cast)
    proposal = accepted(cast, raised(cast))
    assert [each.wait for each in waits(cast, "brian")] == [Wait.SIGN]
    assert waits(cast, "amina") == []
    sign(cast, proposal, "brian")
    assert waits(cast, "brian") == []

"""What both sides write: expectations, goals, the plan, and checks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.accounts.services import issuing
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from partners.choices import (
    CapacityDomain,
    CheckDirection,
    CheckKind,
    CheckOutcome,
    Fate,
    HandoverMode,
    Horizon,
    LookResult,
)
from partners.models import CapacityReading, Expectation, SafeguardingCheck
from partners.rules.handover import Pillar
from partners.selectors.plans import plan_story
from partners.services import capacity, checks, expectations, plans
from tests.cast import NOW, TODAY

WORDS = dict.fromkeys(Horizon, "Children are back in school")
GOAL = capacity.GoalFields("We pay late", 2, TODAY, 4, TODAY + timedelta(days=365))
HEAD = plans.PlanFields("Clubs go on", HandoverMode.PHASE_OVER, None)
CLUB = plans.FunctionFields("Club", 2, Fate.CONTINUE)


@pytest.fixture
def gift(cast):
    link = issuing.issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=NOW + timedelta(days=30),
    )
    return actor_of_link(link)


def write(cast, actor, party, words=WORDS, doubt="Money", seen=""):
    return expectations.write_expectations(
        actor=actor,
        now=NOW,
        partnership=cast.malawi_partnership,
        party=party,
        texts=words,
        doubt=doubt,
        seen=seen,
    )


def confirm(cast, actor):
    seen = expectations.stamp_of(Expectation.objects.all())
    return expectations.confirm_expectations(
        actor=actor, now=NOW, partnership=cast.malawi_partnership, seen=seen
    )


def a_goal(cast, actor, party=None):
    return capacity.set_goal(
        actor=actor,
        now=NOW,
        partnership=cast.malawi_partnership,
        party=party,
        domain=CapacityDomain.C3,
        fields=GOAL,
    )


def a_plan(cast, actor, seen="", head=HEAD):
    return plans.write_plan(
        actor=actor,
        now=NOW,
        partnership=cast.malawi_partnership,
        fields=head,
        seen=seen,
    )


def test_new_words_take_the_confirmation_back_and_keep_the_old_ones(cast, gift):
    amina = cast.actor("amina")
    rows = write(cast, amina, None)
    write(cast, gift, cast.malawi_party)
    assert (confirm(cast, amina), confirm(cast, gift)) == (6, 6)
    words = {**WORDS, Horizon.YEAR_3: "Schools teach longer"}
    write(cast, amina, None, words, seen=expectations.stamp_of(rows))
    changed = Expectation.objects.get(party=None, horizon=Horizon.YEAR_3)
    assert changed.wordings.get().text == "Children are back in school"
    assert changed.partner_confirmed_on is None
    assert Expectation.objects.exclude(partner_confirmed_on=None).count() == 5


def test_the_database_itself_keeps_the_words(cast):
    row = write(cast, cast.actor("amina"), None)[0]
    Expectation.objects.filter(pk=row.pk).update(
        text="Other", foundation_confirmed_on=TODAY
    )
    row.refresh_from_db()
    assert row.foundation_confirmed_on is None
    assert row.wordings.get().text == "Children are back in school"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.wordings.update(text="Never said")


def test_a_partner_writes_only_its_own_words(cast, gift):
    with pytest.raises(NotPermitted):
        write(cast, gift, None)


def test_words_that_the_foundation_enters_say_so(cast, gift):
    assert write(cast, cast.actor("amina"), cast.malawi_party)[0].is_entered
    assert not write(cast, cast.actor("amina"), None)[0].is_entered


def test_who_has_not_seen_the_newest_words_is_told(cast):
    amina = cast.actor("amina")
    write(cast, amina, None)
    with pytest.raises(StaleObject):
        write(cast, amina, None, doubt="Time")
    with pytest.raises(StaleObject):
        expectations.confirm_expectations(
            actor=amina, now=NOW, partnership=cast.malawi_partnership, seen=""
        )


def test_a_talk_notes_what_became_of_an_expectation_once(cast, gift):
    row = write(cast, cast.actor("amina"), None)[0]
    looks = [expectations.Look(row, LookResult.PARTLY)]
    given = {"now": NOW, "partnership": cast.malawi_partnership, "looks": looks}
    expectations.look_back(actor=cast.actor("eve"), **given)
    expectations.look_back(actor=cast.actor("eve"), **given)
    assert row.looks.get().result == LookResult.PARTLY
    with pytest.raises(NotPermitted):
        expectations.look_back(actor=gift, **given)


def test_a_changed_goal_is_agreed_anew(cast, gift):
    goal = a_goal(cast, gift)
    for actor in (gift, cast.actor("amina")):
        goal = capacity.agree_goal(actor=actor, now=NOW, goal=goal, seen=goal.stamp)
    assert goal.foundation_agreed_on == goal.partner_agreed_on == TODAY
    fields = capacity.GoalFields("Why", 2, TODAY, 5, date(2028, 1, 1))
    goal = capacity.change_goal(
        actor=gift, now=NOW, goal=goal, fields=fields, seen=goal.stamp
    )
    goal.refresh_from_db()
    assert (goal.foundation_agreed_on, goal.partner_agreed_on) == (None, None)
    with pytest.raises(StaleObject):
        capacity.agree_goal(actor=gift, now=NOW, goal=goal, seen=f"{goal.pk}.1")


def test_one_goal_per_organisation_and_field(cast):
    a_goal(cast, cast.actor("amina"))
    with pytest.raises(InvalidInput):
        a_goal(cast, cast.actor("brian"))


def test_the_same_goal_sent_twice_is_one(cast):
    assert a_goal(cast, cast.actor("amina")) == a_goal(cast, cast.actor("amina"))
    assert AuditEntry.objects.filter(verb="partners.goal.set").count() == 1


def test_each_organisation_says_itself_where_it_stands(cast, gift):
    ours, theirs = a_goal(cast, gift), a_goal(cast, gift, cast.malawi_party)
    said = {"now": NOW, "level": 3, "evidence": "The audit"}
    with pytest.raises(NotPermitted):
        capacity.read_level(actor=gift, goal=ours, **said)
    for _press in range(2):
        capacity.read_level(actor=gift, goal=theirs, **said)
    assert theirs.readings.get().level == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        CapacityReading.objects.update(level=5)


def test_a_comment_is_written_once(cast, gift):
    goal = a_goal(cast, gift)
    for _press in range(2):
        capacity.comment_on_goal(actor=gift, now=NOW, goal=goal, text="Good")
    assert goal.comments.get().side == "PARTNER"


def test_the_plan_is_started_by_either_side_and_not_written_over(cast, gift):
    plan = a_plan(cast, gift)
    other = plans.PlanFields("All of it", HandoverMode.PHASE_OUT, TODAY)
    assert a_plan(cast, cast.actor("amina"), plan.stamp, other).revision == 2
    with pytest.raises(StaleObject):
        a_plan(cast, gift, plan.stamp)


def test_readings_of_pillars_add_up_and_stay(cast, gift):
    plan = a_plan(cast, gift)
    club = plans.add_function(actor=gift, now=NOW, plan=plan, fields=CLUB)
    for level in (1, 3, 3):
        levels = {**dict.fromkeys(Pillar, level), Pillar.LINKAGES: None}
        plans.read_pillars(actor=gift, now=NOW, function=club, levels=levels)
    assert club.readings.count() == 2
    story = plan_story(cast.malawi_partnership)
    assert story is not None
    assert story.weakest == Pillar.LINKAGES
    assert story.functions[0].latest.pillars == (3, 3, 3, None)


def test_an_owner_who_accepted_has_a_name(cast, gift):
    fields = plans.FunctionFields("Club", 2, Fate.CONTINUE, owner_accepted_on=TODAY)
    with pytest.raises(InvalidInput) as refusal:
        plans.add_function(actor=gift, now=NOW, plan=a_plan(cast, gift), fields=fields)
    assert list(refusal.value.problems) == ["owner_name"]


def test_a_function_is_changed_once_and_has_its_own_name(cast, gift):
    plan = a_plan(cast, gift)
    club = plans.add_function(actor=gift, now=NOW, plan=plan, fields=CLUB)
    other = replace(CLUB, fate=Fate.CHANGE)
    with pytest.raises(InvalidInput):
        plans.add_function(actor=gift, now=NOW, plan=plan, fields=other)
    fields = plans.FunctionFields("Clubs", 3, Fate.CHANGE, "District", "Mary", TODAY)
    given = {"actor": gift, "now": NOW, "function": club, "fields": fields}
    plans.change_function(seen=club.stamp, **given)
    with pytest.raises(StaleObject):
        plans.change_function(seen=club.stamp, **given)


def test_the_same_function_sent_twice_is_one(cast, gift):
    plan = a_plan(cast, gift)
    first, second = (
        plans.add_function(actor=gift, now=NOW, plan=plan, fields=CLUB)
        for _press in range(2)
    )

    assert first == second
    assert AuditEntry.objects.filter(verb="partners.function.added").count() == 1


def test_another_owner_accepts_anew(cast, gift):
    fields = plans.FunctionFields("Club", 2, Fate.CONTINUE, "District", "Mary", TODAY)
    club = plans.add_function(
        actor=gift, now=NOW, plan=a_plan(cast, gift), fields=fields
    )
    given = {"actor": gift, "now": NOW, "function": club}
    other = replace(fields, owner_person="Ruth")
    club = plans.change_function(seen=club.stamp, fields=other, **given)
    assert club.owner_accepted_on == TODAY

    other = replace(fields, owner_name="The parents")
    club = plans.change_function(seen=club.stamp, fields=other, **given)
    assert club.owner_accepted_on is None
    club = plans.change_function(seen=club.stamp, fields=other, **given)
    assert club.owner_accepted_on == TODAY


def test_a_partner_notes_its_own_check_of_the_foundation(cast, gift):
    fields = checks.CheckFields(TODAY, CheckOutcome.GOOD)
    checks.record_check(
        actor=gift,
        now=NOW,
        partnership=cast.malawi_partnership,
        party=cast.malawi_party,
        kind=CheckKind.SAFEGUARDING,
        direction=CheckDirection.PARTNER,
        fields=fields,
    )
    check = SafeguardingCheck.objects.get()
    assert check.direction == CheckDirection.FOUNDATION
    assert check.valid_until == date(2028, 11, 23)


def test_no_interest_is_an_answer(cast, gift):
    said = {"now": NOW, "partnership": cast.malawi_partnership}
    none = checks.state_interests(actor=gift, party=cast.malawi_party, text="", **said)
    assert none.is_none
    with pytest.raises(NotPermitted):
        checks.state_interests(actor=gift, party=None, text="", **said)


@pytest.mark.parametrize("who", ["chloe", "fay", "eve"])
def test_people_without_the_right_write_nothing(cast, who):
    with pytest.raises(NotPermitted):
        a_plan(cast, cast.actor(who))
    assert not AuditEntry.objects.filter(verb="partners.plan.started").exists()

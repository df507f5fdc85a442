"""The pages that both sides write: reached by both, nothing typed is lost."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing, links
from partners.choices import Stage
from partners.models import CapacityGoal, Expectation, Partnership, SustainabilityPlan
from tests.dashboards.views.pages import client_of
from tests.lifecycle.world import open_check

PLAN = {"vision": "Clubs go on", "mode": "PHASE_OVER"}
LEVELS = ("resources", "capacity", "motivation", "linkages")


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def gift(cast, now) -> Client:
    link = issuing.issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=now + timedelta(days=30),
    )
    client = Client()
    client.post(f"/r/{links.token_of(link)}/")
    return client


def theirs(name: str, *args: object) -> str:
    return reverse(f"partners:partner_{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_partner_starts_the_plan_and_says_how_it_stands(gift) -> None:
    assert "No plan yet" in text_of(gift.get(theirs("plan")))
    gift.post(theirs("plan_edit"), PLAN)
    club = {"name": "Club", "importance": "2", "fate": "CONTINUE"}
    page = gift.post(theirs("function_new"), club, follow=True)
    assert "How does it stand now?" in text_of(page)
    given = {**dict.fromkeys(LEVELS, "4"), "linkages": "unknown"}
    page = text_of(gift.post(page.request["PATH_INFO"], given, follow=True))
    assert "Weakest pillar: Linkages" in page
    assert "It goes on without allowances" in page


def test_each_pillar_without_an_answer_is_named_above_the_form(cast, gift) -> None:
    gift.post(theirs("plan_edit"), PLAN)
    plan = SustainabilityPlan.objects.get()
    club = plan.functions.create(name="Club", importance=2)
    page = text_of(gift.post(theirs("function_read", club.pk), {"capacity": "3"}))
    for name in ("Resources", "Motivation", "Linkages"):
        assert f"Choose the sentence that is closest for “{name}”" in page
    assert "closest for “Capacity”" not in page


def test_of_what_stops_on_purpose_nobody_asks_for_an_owner_or_how_it_stands(
    cast, gift
) -> None:
    gift.post(theirs("plan_edit"), PLAN)
    news = {"name": "Newsletter", "importance": "1", "fate": "STOP"}
    page = text_of(gift.post(theirs("function_new"), news, follow=True))
    assert "It is saved. Both sides see it." in page
    assert "Stop on purpose" in page
    for asked in ("Local owner", "Nobody has said yet", "Say how it stands now"):
        assert asked not in page
    partnership = cast.malawi_partnership
    amina = client_of(cast.amina)
    for name in ("partnership", "hand_over"):
        page = text_of(amina.get(reverse(f"dashboards:{name}", args=[partnership.pk])))
        assert "Newsletter" in page
        assert "No local owner yet" not in page
        assert ">Missing<" not in page
        assert ">?<" not in page


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.NOT_PURSUED])
def test_the_plan_of_a_partnership_that_is_over_stays_as_it_is(
    cast, gift, stage
) -> None:
    gift.post(theirs("plan_edit"), PLAN)
    plan = SustainabilityPlan.objects.get()
    club = plan.functions.create(name="Club", importance=2, fate="CONTINUE")
    Partnership.objects.update(stage=stage)
    page = text_of(gift.get(theirs("plan")))
    for button in ("Add something", "Say how it stands now", "Change this part"):
        assert button not in page
    more = {"name": "School", "importance": "2", "fate": "CONTINUE"}
    for place, typed in (
        (theirs("plan_edit"), {**PLAN, "risks": "Floods", "seen": plan.stamp}),
        (theirs("function_new"), more),
        (theirs("function_edit", club.pk), {**more, "seen": club.stamp}),
        (theirs("function_read", club.pk), dict.fromkeys(LEVELS, "4")),
    ):
        page = text_of(gift.post(place, typed))
        assert "The partnership is over: its handover plan stays as it is" in page
        # What did not go ahead has no new chapter.
        assert ("when a new chapter begins" in page) is (stage == Stage.CONCLUDED)
        # Who only opens the form types nothing in vain.
        assert gift.get(place).url == theirs("plan")
    plan.refresh_from_db()
    assert plan.risks != "Floods"
    assert [each.name for each in plan.functions.all()] == ["Club"]
    assert not club.readings.exists()


def test_a_plan_may_be_written_as_long_as_a_check_after_the_end_asks_about_it(
    cast, gift
) -> None:
    Partnership.objects.update(stage=Stage.CONCLUDED)
    open_check(cast)
    assert "Start the plan" in text_of(gift.get(theirs("plan")))
    gift.post(theirs("plan_edit"), PLAN)
    assert SustainabilityPlan.objects.exists()


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.NOT_PURSUED])
def test_no_page_offers_to_start_a_plan_where_none_can_be_written(
    cast, gift, stage
) -> None:
    partnership = cast.malawi_partnership
    pages = (
        (
            client_of(cast.amina),
            reverse("dashboards:partnership", args=[partnership.pk]),
        ),
        (gift, reverse("dashboards:partner_home")),
    )
    Partnership.objects.update(stage=stage)
    for client, place in pages:
        page = text_of(client.get(place))
        assert "No handover plan" in page
        assert "Start a plan" not in page
    open_check(cast)
    for client, place in pages:
        assert "Start a plan" in text_of(client.get(place))


def test_who_comes_late_keeps_the_typed_text(cast, gift) -> None:
    gift.post(theirs("plan_edit"), PLAN)
    seen = SustainabilityPlan.objects.get().stamp
    page = reverse("partners:plan_edit", args=[cast.malawi_partnership.pk])
    amina = client_of(cast.amina)
    amina.post(page, {**PLAN, "risks": "No money", "seen": seen})
    late = gift.post(theirs("plan_edit"), {**PLAN, "risks": "Floods", "seen": seen})
    assert late.status_code == 409
    assert "Floods" in text_of(late)
    assert SustainabilityPlan.objects.get().risks == "No money"
    newest = SustainabilityPlan.objects.get().stamp
    assert f'value="{newest}"' in text_of(late)


def test_a_goal_of_the_foundation_is_set_by_the_partner_and_drawn(cast, gift) -> None:
    given = {
        "who": "0",
        "why": "Payments come late",
        "baseline_level": "2",
        "baseline_on": "1 11 2026",
        "target_level": "4",
        "target_on": "1 11 2027",
    }
    page = text_of(gift.post(theirs("goal_new", "C3"), given, follow=True))
    assert "Payments come late" in page
    assert "chart-slope" in page
    assert "not looked at yet" in page
    goal = CapacityGoal.objects.get()
    assert goal.party is None
    gift.post(theirs("goal_agree", goal.pk), {"seen": goal.stamp})
    goal.refresh_from_db()
    assert goal.partner_agreed_on is not None
    assert "Payments come late" in text_of(gift.get(reverse("dashboards:partner_home")))


def test_a_strength_to_keep_is_not_said_to_go_from_itself_to_itself(cast, gift):
    CapacityGoal.objects.create(
        partnership=cast.malawi_partnership,
        domain="C3",
        why="Pay on time",
        baseline_level=4,
        baseline_on=date(2026, 1, 1),
        target_level=4,
        target_on=date(2028, 1, 1),
    )
    amina, at = client_of(cast.amina), [cast.malawi_partnership.pk]
    for page in (
        gift.get(reverse("dashboards:partner_home")),
        amina.get(reverse("dashboards:partnership", args=at)),
        amina.get(reverse("dashboards:hand_over", args=at)),
    ):
        assert "To keep “Strong” until 1 Jan 2028" in text_of(page)


def test_both_write_and_confirm_what_they_expect(cast, gift) -> None:
    words = {"YEAR_1": "A", "YEAR_3": "B", "END": "C", "doubt": "Money"}
    own = theirs("expectations_write", cast.malawi_party.pk)
    page = text_of(gift.post(own, {"YEAR_1": "A", "doubt": "Money"}))
    assert "Write what you expect after three years" in page
    assert "Write what you expect at the end" in page
    assert "Write what you expect after one year" not in page
    page = text_of(gift.post(own, words, follow=True))
    assert "Partner has not confirmed yet" in page
    assert gift.get(theirs("expectations_write", 0)).status_code == 403
    seen = " ".join(sorted(row.stamp for row in Expectation.objects.all()))
    page = gift.post(theirs("expectations_confirm"), {"seen": seen}, follow=True)
    assert "Partner confirmed on 23 Nov 2026" in text_of(page)
    row = Expectation.objects.get(horizon="END")
    look = reverse("partners:expectations_look", args=[cast.malawi_partnership.pk])
    assert "Unsure about:</strong> Money" in text_of(client_of(cast.amina).get(look))
    page = client_of(cast.amina).post(look, {f"result_{row.pk}": "PARTLY"}, follow=True)
    assert "It came true in part" in text_of(page)


def test_what_is_expected_is_read_from_one_year_to_the_end_then_the_doubt(
    cast, gift
) -> None:
    words = {"YEAR_1": "Alpha", "YEAR_3": "Bravo", "END": "Coda", "doubt": "Money"}
    own = theirs("expectations_write", cast.malawi_party.pk)
    gift.post(own, {key: f"Their {word}" for key, word in words.items()})
    amina = client_of(cast.amina)
    at = [cast.malawi_partnership.pk]
    ours = reverse("partners:expectations_write", args=[*at, 0])
    amina.post(ours, {key: f"Our {word}" for key, word in words.items()})
    for page in (
        gift.get(reverse("dashboards:partner_home")),
        amina.get(reverse("dashboards:partnership", args=at)),
    ):
        assert re.findall(r"(?:Our|Their) [A-Z]\w+", text_of(page)) == [
            *("Our Alpha", "Our Bravo", "Our Coda", "Our Money"),
            *("Their Alpha", "Their Bravo", "Their Coda", "Their Money"),
        ]


def test_checks_of_both_sides_are_noted(cast, gift) -> None:
    check = {"kind": "safeguarding", "checked_on": "1 11 2026", "outcome": "GOOD"}
    page = text_of(gift.post(theirs("check_new"), check, follow=True))
    assert "valid until 1 Nov 2028" in page
    page = gift.post(theirs("interests"), {"answer": "none"}, follow=True)
    assert "None" in text_of(page)
    amina = client_of(cast.amina)
    new = reverse("partners:check_new", args=[cast.malawi_partnership.pk])
    entered = {**check, "direction": "FOUNDATION"}
    assert "entered by the foundation" in text_of(amina.post(new, entered, follow=True))


def test_an_owner_who_accepted_and_is_not_named_is_not_missing(cast) -> None:
    plan = SustainabilityPlan.objects.create(
        partnership=cast.malawi_partnership, mode="PHASE_OVER"
    )
    club = plan.functions.create(name="Club", importance=2)
    address = reverse("partners:plan", args=[cast.malawi_partnership.pk])
    client = client_of(cast.amina)
    assert "<strong>missing</strong>" in text_of(client.get(address))

    club.owner_accepted_on = date(2026, 7, 15)
    club.save()

    page = text_of(client.get(address))
    assert "somebody accepted on 15 Jul 2026; it is not noted who" in page
    assert "<strong>missing</strong>" not in page

"""The one page about a partnership."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from agreements.choices import (
    CommitmentKind,
    FirstKind,
)
from agreements.models import (
    Agreement,
)
from agreements.rules.terms import Promise
from partners.choices import CheckOutcome, CheckState, HandoverMode, OwnerSide, Stage
from partners.models import (
    AfterCheck,
    Function,
    Partnership,
    PartnershipParty,
    PillarReading,
    SafeguardingCheck,
    SustainabilityPlan,
)
from reviews.choices import ReviewState
from tests.agreements.drafts import make_version
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import client_of
from tests.lifecycle.world import new_chapter, open_check
from tests.reviews.factories import make_review


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _address(partnership):
    return f"/partnerships/{partnership.pk}/"


def _page(cast, person):
    html = client_of(person).get(_address(cast.malawi_partnership)).content.decode()
    return re.sub(r"\s+", " ", html)


def _agreement(partnership, number="MW-01/2022", promises=()):
    agreement = Agreement.objects.create(
        partnership=partnership,
        number=number,
        kind_id=FirstKind.PROGRAMME,
        title="Clubs",
        created_at=NOW,
    )
    return make_version(
        agreement,
        number=2,
        ends=date(2027, 12, 31),
        amount=Decimal(640000),
        promises=promises,
    )


def _promise(code, side):
    text = f"Promise {code}"
    return Promise(code, side, CommitmentKind.PAY, text, date(2026, 12, 1))


def _function(plan, name):
    function = Function.objects.create(plan=plan, name=name, importance=2)
    PillarReading.objects.create(
        function=function,
        read_on=date(2026, 5, 1),
        resources=3,
        capacity=3,
        motivation=None,
        linkages=3,
    )


def test_an_empty_partnership_says_what_is_missing(cast):
    page = _page(cast, cast.amina)
    for words in (
        "No review is completed yet.",
        "No agreement yet.",
        "No handover plan yet.",
        "No goal yet.",
        "No check is recorded.",
        "No review has been completed yet.",
    ):
        assert words in page


def test_it_names_code_country_stage_leads_and_contacts(cast):
    page = _page(cast, cast.amina)
    for words in ("MW-01 · Malawi", "Working together", "Amina", "Gift"):
        assert words in page


def test_who_looks_after_it_and_the_next_review_stand_before_all_else(cast):
    make_review(cast, due_on=date(2026, 12, 7))
    page = _page(cast, cast.amina)
    top = page[page.index("<h1>") : page.index('class="page-actions"')]
    assert "Lead of the foundation: Amina" in top
    assert "Next review: 7 Dec 2026 (in 14 days)" in top


def test_after_the_end_the_next_check_comes_first(cast):
    check = open_check(cast, due_on=date(2026, 12, 7))
    Partnership.objects.update(stage=Stage.SUSTAINING)
    page = _page(cast, cast.amina)
    top = page[page.index("<h1>") : page.index("Note an event")]
    assert "Next check after the end: 7 Dec 2026 (in 14 days)" in top
    assert f'href="/after/{check.pk}/">Open the next check' in top
    assert "Plan a review" not in page
    assert "Next review" not in page


def test_no_review_is_offered_where_nothing_is_to_come(cast):
    open_check(cast, due_on=date(2026, 12, 7))
    Partnership.objects.update(stage=Stage.CONCLUDED)
    AfterCheck.objects.update(state=CheckState.DONE, settled_on=NOW.date())
    page = _page(cast, cast.amina)
    assert "Plan a review" not in page
    assert "Open the next check" not in page


def test_promises_of_both_sides_stand_side_by_side(cast):
    ours = _promise("F1", OwnerSide.FOUNDATION)
    theirs = _promise("P1", OwnerSide.PARTNER)
    _agreement(cast.malawi_partnership, promises=(ours, theirs))
    page = _page(cast, cast.amina)
    assert page.index("Ours") < page.index("Promise F1") < page.index("Theirs")
    assert page.index("Theirs") < page.index("Promise P1")
    assert "1 Dec 2026 (in 8 days)" in page
    assert "ours and theirs</span></dt><dd>1 + 1</dd>" in page


def test_in_a_new_chapter_what_was_open_at_the_end_says_so(cast):
    _agreement(
        cast.malawi_partnership, promises=(_promise("F1", OwnerSide.FOUNDATION),)
    )
    new_chapter(cast.malawi_partnership, NOW + timedelta(hours=1))
    assert "1 Dec 2026 (still open at the end)" in _page(cast, cast.amina)


def test_promises_of_both_together_are_counted_too(cast):
    made = [_promise("B1", OwnerSide.JOINT), _promise("F1", OwnerSide.FOUNDATION)]
    _agreement(cast.malawi_partnership, promises=made)
    page = _page(cast, cast.amina)
    assert "ours, theirs and of both together</span></dt><dd>1 + 0 + 1</dd>" in page


def test_the_agreement_in_force_is_shown_with_its_amount(cast):
    _agreement(cast.malawi_partnership)
    page = _page(cast, cast.amina)
    assert "In force" in page
    assert "USD 640,000" in page


def test_a_pillar_nobody_knows_counts_nothing(cast):
    plan = SustainabilityPlan.objects.create(
        partnership=cast.malawi_partnership, mode=HandoverMode.PHASE_OVER
    )
    _function(plan, "After-school club")
    page = _page(cast, cast.amina)
    assert "After-school club" in page
    assert "Handover: Not ready (28 of 100)" in page


def test_a_local_owner_without_a_name_is_said_to_be_somebody(cast):
    plan = SustainabilityPlan.objects.create(
        partnership=cast.malawi_partnership, mode=HandoverMode.PHASE_OVER
    )
    _function(plan, "After-school club")
    Function.objects.update(owner_accepted_on=date(2026, 5, 18))
    words = "somebody accepted on 18 May 2026; it is not noted who"
    assert words in _page(cast, cast.amina)


def test_scores_of_both_sides_are_shown_after_completion(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, foundation=5, partner=3, now=now)
    page = _page(cast, cast.amina)
    assert _line_of(page, "Trust and respect") == ["4.0", "5.0", "3.0"]
    assert "Where both sides see it differently" in page


@pytest.mark.parametrize("stage", [Stage.ACTIVE, Stage.ENDED_EARLY])
def test_after_the_end_a_status_asks_for_no_talk(cast, now, stage):
    make_review(cast, state=ReviewState.COMPLETED, foundation=2, partner=2, now=now)
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)
    page = _page(cast, cast.amina)
    assert "The health index is below 40." in page
    assert ("So it stood at the end." in page) is (stage == Stage.ENDED_EARLY)


def _line_of(page: str, dimension: str) -> list[str]:
    """The cells beside a dimension: both sides, the foundation, the partner."""
    line = page.partition(f'<th scope="row">{dimension}</th>')[2].partition("</tr>")[0]
    return re.findall(r"<td[^>]*>([\d.]+)", line)


def test_scores_stay_hidden_while_the_talk_is_not_held(cast, now):
    make_review(cast, state=ReviewState.CLOSED, foundation=5, partner=3, now=now)
    page = _page(cast, cast.amina)
    assert "heat-lines" not in page


def test_a_review_past_its_day_that_both_answered_is_not_called_late(cast, now):
    make_review(cast, state=ReviewState.CLOSED, now=now - timedelta(days=60))
    page = _page(cast, cast.amina)
    facts = page[: page.index("Agreement ends")]
    assert "Under way" in facts
    assert "8 Oct 2026" not in facts
    assert "days late" not in page


def test_a_review_past_its_day_that_nobody_answered_is_late(cast, now):
    make_review(cast, now=now - timedelta(days=60))
    assert "46 days late" in _page(cast, cast.amina)


def test_a_partner_that_answered_alone_is_not_shown_to_the_foundation(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, foundation=None, partner=2, now=now)
    page = _page(cast, cast.amina)
    scores = page[page.index('id="scores"') : page.index('id="promises"')]
    assert ">2.0" not in scores


def test_an_officer_may_change_and_an_auditor_only_reads(cast):
    assert "/edit/" in _page(cast, cast.amina)
    assert "/edit/" not in _page(cast, cast.fay)


def test_everybody_who_sees_it_finds_the_page_of_the_stage(cast):
    assert "/stage/" in _page(cast, cast.brian)
    assert "/stage/" in _page(cast, cast.amina)


def test_the_facilitator_sees_it_without_a_way_to_the_country(cast):
    page = _page(cast, cast.eve)
    assert "Nyali Trust" in page
    assert "/countries/MW/" not in page


@pytest.mark.parametrize("name", ["chloe", "ada", "sam"])
def test_a_stranger_gets_the_answer_of_a_missing_page(cast, name):
    client = client_of(getattr(cast, name))
    assert client.get(_address(cast.malawi_partnership)).status_code == 404
    assert client.get("/partnerships/999999/").status_code == 404


def test_in_a_coalition_each_safeguarding_check_names_its_partner(cast):
    PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=cast.kasanyi, from_on=TODAY
    )
    for partner in (cast.nyali, cast.kasanyi):
        SafeguardingCheck.objects.create(
            partner=partner,
            checked_on=TODAY,
            valid_until=TODAY + timedelta(days=730),
            outcome=CheckOutcome.GOOD,
        )
    page = _page(cast, cast.amina)
    checks = page[page.index('<h2 id="checks">') :]
    for partner in (cast.nyali, cast.kasanyi):
        assert f"{CheckOutcome.GOOD.label} · {partner.name}" in checks


def test_after_the_end_nobody_is_led_to_a_refusal_about_agreements(cast):
    _agreement(cast.malawi_partnership)
    page = _page(cast, cast.amina)
    assert "Begin a new agreement" in page
    assert "Ask for a change" in page
    Partnership.objects.update(stage=Stage.NOT_PURSUED)
    page = _page(cast, cast.amina)
    assert "Begin a new agreement" not in page
    assert "Ask for a change" not in page


def test_a_lead_of_the_partner_who_has_left_is_said_to_have_left(cast):
    addresses = [
        _address(cast.malawi_partnership),
        f"{_address(cast.malawi_partnership)}hand-over/",
        f"/partners/{cast.nyali.pk}/",
    ]
    amina = client_of(cast.amina)
    for address in addresses:
        assert "has left" not in amina.get(address).content.decode()
    cast.gift.left_on = TODAY
    cast.gift.save(update_fields=["left_on"])
    for address in addresses:
        assert "Gift (has left)" in amina.get(address).content.decode()

"""Both sides say what became of a promise, or one is silent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements.choices import InstanceState, PromiseStep
from agreements.models import CommitmentInstance
from agreements.services import confirming
from agreements.services.promise_steps import take_step
from agreements.services.silence import confirm_by_silence
from agreements.situations import mark_of_said
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.models import Contact, Partner, PartnershipParty
from tests.agreements.drafts import agreement_of, register
from tests.agreements.table import TERMS
from tests.partners.services.test_events import link_actor

S, STEP = InstanceState, PromiseStep


@pytest.fixture
def gift(cast, now) -> Actor:
    register(cast, now)
    return link_actor(cast, now, cast.malawi_partnership)


@pytest.fixture
def amina(cast) -> Actor:
    return cast.actor("amina")


def due(code: str = "F1") -> CommitmentInstance:
    return CommitmentInstance.objects.select_related(
        "commitment__version__agreement__partnership"
    ).get(commitment__code=code)


def step(actor, now, which, note="Because", code="F1", seen="") -> CommitmentInstance:
    return take_step(
        actor=actor,
        now=now,
        instance=due(code),
        step=STEP(which),
        note=note,
        seen=seen,
    )


def test_the_partner_confirms_what_the_foundation_reports(cast, gift, amina, now):
    step(amina, now, "KEPT")
    step(gift, now, "CONFIRM")

    found = due()
    assert (found.state, found.confirmation) == ("KEPT", "CONFIRMED")
    assert found.confirmed_by == f"contact:{cast.gift.pk}"
    assert found.confirmed_on == now.date()


def test_the_foundation_confirms_what_the_partner_reports(cast, gift, now):
    step(gift, now, "KEPT", code="P1")
    step(cast.actor("brian"), now, "CONFIRM", code="P1")

    assert due("P1").confirmation == "CONFIRMED"


def test_what_the_foundation_wrote_down_is_confirmed_by_the_partner(gift, amina, now):
    step(amina, now, "KEPT", code="P1")

    with pytest.raises(IllegalTransition):
        step(amina, now, "CONFIRM", code="P1")
    assert step(gift, now, "CONFIRM", code="P1").confirmation == "CONFIRMED"


def test_nobody_confirms_what_they_did_not_read(gift, amina, now):
    step(amina, now, "KEPT", note="Receipt")
    read = mark_of_said(due())
    step(amina, now, "PARTLY", note="Half of it")

    for which in ("CONFIRM", "OBJECT", "RELEASED"):
        with pytest.raises(StaleObject):
            step(gift, now, which, seen=read)
    assert (due().state, due().confirmation) == ("PARTLY", "")
    assert step(gift, now, "CONFIRM", seen=mark_of_said(due())).confirmation


@pytest.mark.parametrize(
    "steps",
    [
        ("amina KEPT",),
        ("amina KEPT", "gift CONFIRM"),
        ("amina KEPT", "gift OBJECT"),
        ("amina RELEASED",),
        ("amina RELEASED", "gift AGREE"),
        ("amina KEPT", "gift OBJECT", "gift PARTLY", "amina AGREE"),
    ],
)
def test_a_second_press_of_a_button_changes_nothing(gift, amina, now, steps):
    people = {"amina": amina, "gift": gift}
    for each in steps:
        who, which = each.split()
        seen = mark_of_said(due())
        step(people[who], now, which, seen=seen)
    entries = AuditEntry.objects.count()

    step(people[who], now, which, seen=seen)

    assert AuditEntry.objects.count() == entries


def test_nobody_writes_over_the_report_of_the_other_side(gift, amina, now):
    step(gift, now, "KEPT", code="P1")

    with pytest.raises(IllegalTransition):
        step(amina, now, "NOT_KEPT", code="P1")


def test_whoever_sees_it_differently_says_how(gift, amina, now):
    step(amina, now, "KEPT")

    with pytest.raises(InvalidInput) as refusal:
        step(gift, now, "OBJECT", note="")
    assert set(refusal.value.problems) == {"note"}
    found = step(gift, now, "OBJECT", note="Nothing came")
    assert (found.state, found.objection) == ("DISPUTED", "Nothing came")


def test_a_dispute_is_settled_by_both(gift, amina, now):
    step(amina, now, "KEPT")
    step(gift, now, "OBJECT")
    step(amina, now, "KEPT_LATE", note="It came on the 20th")

    with pytest.raises(IllegalTransition):
        step(amina, now, "AGREE")
    found = step(gift, now, "AGREE")
    assert (found.state, found.confirmation) == ("KEPT_LATE", "CONFIRMED")
    assert (found.asked_state, found.asked_note) == ("", "It came on the 20th")


def test_the_neutral_helper_writes_down_how_a_dispute_ended(cast, gift, amina, now):
    eve = cast.actor("eve")
    step(amina, now, "KEPT")
    with pytest.raises(IllegalTransition):
        step(eve, now, "PARTLY")
    step(gift, now, "OBJECT")

    found = step(eve, now, "PARTLY", note="Half of it came")
    assert (found.state, found.confirmed_by) == ("PARTLY", f"user:{cast.eve.pk}")


@pytest.mark.parametrize("who", ["amina", "dan", "chloe", "fay"])
def test_no_side_settles_a_dispute_as_helper(cast, gift, amina, now, who):
    step(amina, now, "KEPT")
    step(gift, now, "OBJECT")

    with pytest.raises(NotPermitted):
        confirming.settle_dispute(
            actor=cast.actor(who), now=now, instance=due(), outcome=S.KEPT, note="x"
        )


def test_a_promise_is_released_when_both_agree(gift, amina, now):
    step(gift, now, "RELEASED", note="The school is closed", code="P1")
    found = step(amina, now, "AGREE", code="P1")

    assert (found.state, found.confirmation) == ("RELEASED", "CONFIRMED")


def test_a_question_that_is_declined_leaves_all_as_it_was(gift, amina, now):
    step(gift, now, "RELEASED", code="P1")
    found = step(amina, now, "DECLINE", code="P1")

    assert (found.state, found.asked_state, found.asked_by) == ("NOT_DUE", "", "")


def test_a_report_answers_the_question_to_release(gift, amina, now):
    step(gift, now, "RELEASED")
    assert step(amina, now, "KEPT").asked_state == ""


def test_a_second_press_is_refused_and_changes_nothing(gift, amina, now):
    step(amina, now, "KEPT")
    step(gift, now, "CONFIRM")

    with pytest.raises(IllegalTransition):
        step(gift, now, "CONFIRM")
    assert AuditEntry.objects.filter(verb="agreements.promise.confirmed").count() == 1


@pytest.mark.parametrize("which", list(STEP))
@pytest.mark.parametrize("who", ["chloe", "fay", "ada", "sam"])
def test_others_take_no_step(cast, gift, now, who, which):
    with pytest.raises(NotPermitted):
        step(cast.actor(who), now, which)


def test_a_partner_of_a_coalition_speaks_for_itself_alone(cast, now):
    zuwa = Partner.objects.create(name="Zuwa", kind="OTHER", country=cast.malawi)
    other = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=zuwa, from_on=now.date()
    )
    register(cast, now)
    foreign = agreement_of(other, *TERMS.promises)
    mine = Contact.objects.create(
        partner=zuwa, name="Zola", email="z@example.org", time_zone="UTC"
    )
    gift = link_actor(cast, now, cast.malawi_partnership)

    row = CommitmentInstance.objects.get(
        commitment__version__agreement=foreign, commitment__code="P1"
    )
    with pytest.raises(NotPermitted):
        take_step(actor=gift, now=now, instance=row, step=STEP.KEPT, note="x")
    assert mine.partner_id == zuwa.pk


def test_each_step_writes_one_entry_without_its_words(gift, amina, now):
    step(amina, now, "KEPT")
    step(gift, now, "OBJECT", note="Secret words")

    entry = AuditEntry.objects.get(verb="agreements.promise.objected")
    assert entry.facts == {"code": "F1", "state": "DISPUTED", "asked": ""}


def test_silence_of_fourteen_days_counts_as_not_objected(gift, amina, now):
    step(amina, now, "KEPT")

    assert confirm_by_silence(now=now + timedelta(days=13)) == 0
    assert confirm_by_silence(now=now + timedelta(days=14)) == 1
    assert confirm_by_silence(now=now + timedelta(days=14)) == 0
    found = due()
    assert (found.state, found.confirmation) == ("KEPT", "NOT_OBJECTED")
    assert found.confirmed_by == "system"
    assert AuditEntry.objects.get(verb="agreements.promise.not_objected").facts == {
        "code": "F1",
        "state": "KEPT",
    }


def test_the_fourteen_days_end_at_midnight_in_the_country(gift, amina, now):
    step(amina, now, "KEPT")
    midnight = datetime(2026, 12, 6, 22, 0, tzinfo=UTC)

    assert confirm_by_silence(now=midnight - timedelta(seconds=1)) == 0
    assert confirm_by_silence(now=midnight) == 1


def test_a_dispute_is_never_settled_by_silence(gift, amina, now):
    step(amina, now, "KEPT")
    step(gift, now, "OBJECT")

    assert confirm_by_silence(now=now + timedelta(days=400)) == 0


def test_a_report_put_right_waits_anew(gift, amina, now):
    step(amina, now, "KEPT")
    step(amina, now + timedelta(days=10), "KEPT_LATE")

    assert confirm_by_silence(now=now + timedelta(days=14)) == 0
    assert confirm_by_silence(now=now + timedelta(days=24)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "DUE_SOON"},
        {"state": "KEPT"},
        {"state": "DISPUTED"},
        {"confirmation": "CONFIRMED", "confirmed_on": "2026-11-23"},
        {"state": "KEPT", "reported_on": "2026-11-23", "confirmation": "CONFIRMED"},
        {"asked_state": "RELEASED"},
        {"asked_state": "KEPT", "asked_on": "2026-11-23", "asked_by": "user:1"},
    ],
)
def test_the_database_refuses_half_a_story(gift, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentInstance.objects.filter(pk=due().pk).update(**wrong)

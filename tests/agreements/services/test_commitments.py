"""Saying what became of promises."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements.choices import InstanceState
from agreements.models import CommitmentInstance
from agreements.services.commitments import report_outcome
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from tests.agreements.drafts import register
from tests.partners.services.test_events import link_actor


def due(cast, now, code: str) -> CommitmentInstance:
    if not CommitmentInstance.objects.exists():
        register(cast, now)
    return CommitmentInstance.objects.get(commitment__code=code)


def report(cast, now, code="F1", actor=None, **changes) -> CommitmentInstance:
    instance = due(cast, now, code)
    values = {"outcome": InstanceState.KEPT, "evidence": "", **changes}
    return report_outcome(
        actor=actor or cast.actor("amina"), now=now, instance=instance, **values
    )


def test_the_foundation_reports_its_own_promise(cast, now) -> None:
    instance = report(cast, now)

    assert (instance.state, instance.reported_on) == ("KEPT", now.date())
    assert instance.reported_by == f"user:{cast.amina.pk}"


def test_a_report_writes_one_audit_entry(cast, now) -> None:
    instance = report(cast, now, evidence="Receipt")

    entry = AuditEntry.objects.get(verb="agreements.promise.reported")
    assert entry.facts == {"code": "F1", "from": "NOT_DUE", "to": "KEPT"}
    assert entry.subject_id == instance.pk


def test_what_the_partner_told_needs_a_word_on_how_we_know(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report(cast, now, "P1")

    assert set(refusal.value.problems) == {"evidence"}
    assert report(cast, now, "P1", evidence="Audit of 3 May").state == "KEPT"


def test_the_partner_reports_its_own_promise_by_link(cast, now) -> None:
    actor = link_actor(cast, now, cast.malawi_partnership)

    instance = report(cast, now, "P1", actor, evidence="Sent by mail")

    assert instance.reported_by == f"contact:{cast.gift.pk}"


def test_the_partner_does_not_report_for_the_foundation(cast, now) -> None:
    actor = link_actor(cast, now, cast.malawi_partnership)

    with pytest.raises(NotPermitted):
        report(cast, now, "F1", actor)


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_report_nothing(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        report(cast, now, actor=cast.actor(who))


def test_not_kept_needs_a_reason(cast, now) -> None:
    with pytest.raises(InvalidInput):
        report(cast, now, outcome=InstanceState.NOT_KEPT)


@pytest.mark.parametrize("state", [InstanceState.KEPT_LATE, InstanceState.NOT_KEPT])
def test_nobody_is_late_before_the_day_is_over(cast, now, state) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report(cast, now, "P1", outcome=state, evidence="Late")

    assert set(refusal.value.problems) == {"outcome"}


def test_a_promise_kept_early_is_kept(cast, now) -> None:
    assert report(cast, now, "P1", evidence="Came early").state == "KEPT"


def test_a_report_is_put_right(cast, now) -> None:
    report(cast, now)

    assert report(cast, now, outcome=InstanceState.KEPT_LATE).state == "KEPT_LATE"


def test_a_confirmed_report_stays(cast, now) -> None:
    instance = report(cast, now)
    instance.confirmed_on, instance.confirmation = now.date(), "CONFIRMED"
    instance.save()

    with pytest.raises(IllegalTransition):
        report(cast, now, outcome=InstanceState.PARTLY)
    with pytest.raises(IllegalTransition):
        report(cast, now, evidence="In fact the receipt is lost")


def test_people_do_not_release_a_promise_alone(cast, now) -> None:
    instance = report(cast, now)

    with pytest.raises(IllegalTransition):
        report_outcome(
            actor=cast.actor("amina"),
            now=now,
            instance=instance,
            outcome=InstanceState.RELEASED,
        )


def test_the_same_report_again_writes_nothing(cast, now) -> None:
    report(cast, now)

    report(cast, now + timedelta(days=1))

    assert AuditEntry.objects.filter(verb="agreements.promise.reported").count() == 1


def test_the_database_has_one_row_per_due_day(cast, now) -> None:
    instance = due(cast, now, "F1")

    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentInstance.objects.create(
            commitment=instance.commitment, due_on=instance.due_on
        )


def test_the_database_knows_the_states(cast, now) -> None:
    instance = due(cast, now, "F1")

    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentInstance.objects.filter(pk=instance.pk).update(state="MAYBE")

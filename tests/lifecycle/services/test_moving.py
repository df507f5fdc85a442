"""Moving through the gates: what blocks, what warns, and what is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from agreements.choices import RenegotiationState
from agreements.emails.turns import turn
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    GateBlocked,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from eclt_partners.documents.models import Document
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.given import BackWords
from eclt_partners.lifecycle.models import (
    EarlyEnding,
    GateNote,
    PauseEnd,
    StagePause,
    WarningPass,
)
from eclt_partners.lifecycle.services.moving import move_stage
from eclt_partners.lifecycle.services.notes import write_note
from eclt_partners.notifications.models import Outgoing
from partners.choices import Side, Stage
from partners.models import AfterCheck, Partner, StageChange
from reviews.choices import ReviewKind, ReviewState
from tests.agreements.table import make_agreement
from tests.cast import NOW, TODAY
from tests.lifecycle.world import (
    LAST_DAY,
    PAUSE,
    at,
    given,
    make_ready,
    move,
    note,
    open_renegotiation,
)
from tests.reviews.factories import fresh, make_review


def refused(cast, partnership, to_stage, who="dan", **changes) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        move(cast, partnership, to_stage, who, **changes)
    return refusal.value.problems


def blocked(cast, partnership, to_stage, who="dan", **changes) -> tuple[str, ...]:
    with pytest.raises(GateBlocked) as refusal:
        move(cast, partnership, to_stage, who, **changes)
    return refusal.value.reasons


def test_a_closed_gate_says_everything_that_is_missing(cast) -> None:
    reasons = blocked(cast, at(cast, Stage.EXPLORING), Stage.SHAPING, "brian")

    assert "Partner: write what this side brings." in reasons
    assert len(reasons) == 6
    assert not StageChange.objects.exists()


def test_a_manager_cannot_pass_a_warning(cast) -> None:
    make_ready(cast)
    Partner.objects.update(registration_number="")

    reasons = blocked(
        cast,
        at(cast, Stage.EXPLORING),
        Stage.SHAPING,
        "brian",
        pass_reason="All is fine",
    )

    assert reasons[-1] == "A director can set this warning aside."


def test_a_director_passes_a_warning_only_with_a_reason(cast) -> None:
    make_ready(cast)
    Partner.objects.update(registration_number="")

    assert set(refused(cast, at(cast, Stage.EXPLORING), Stage.SHAPING)) == {
        "pass_reason"
    }


def test_a_passed_warning_is_kept_and_logged(cast) -> None:
    make_ready(cast)
    Partner.objects.update(registration_number="")

    change = move(
        cast, at(cast, Stage.EXPLORING), Stage.SHAPING, pass_reason="On its way"
    )

    kept = WarningPass.objects.get()
    assert (kept.change, kept.code, kept.reason) == (change, "W1", "On its way")
    assert AuditEntry.objects.filter(verb="lifecycle.warning.passed").count() == 1


def test_no_warning_is_kept_where_none_was_passed(cast) -> None:
    make_ready(cast)

    move(cast, at(cast, Stage.EXPLORING), Stage.SHAPING, pass_reason="Just in case")

    assert not WarningPass.objects.exists()


def test_not_going_ahead_keeps_the_reason_and_the_lesson(cast) -> None:
    partnership = at(cast, Stage.EXPLORING)
    assert set(refused(cast, partnership, Stage.NOT_PURSUED, lesson=" ")) == {"lesson"}

    change = move(cast, partnership, Stage.NOT_PURSUED, "brian")

    assert change.reason == "Both want it"
    assert GateNote.objects.get(kind=NoteKind.LESSON).text == "Ask earlier"


def test_somebody_who_saw_an_older_stage_is_told(cast) -> None:
    make_ready(cast)
    seen = at(cast, Stage.EXPLORING)
    at(cast, Stage.SHAPING)

    with pytest.raises(StaleObject):
        move(cast, seen, Stage.SHAPING)


def test_a_pause_keeps_who_asked_and_what_goes_on(cast) -> None:
    change = move(cast, at(cast, Stage.ACTIVE), Stage.PAUSED)

    pause = StagePause.objects.get(change=change)
    assert (pause.asked_by, pause.look_again_on) == ("BOTH", date(2027, 1, 31))
    assert pause.cases_contact == "Grace, 555"


def test_the_safeguarding_lead_pauses_at_once(cast) -> None:
    assert (
        move(cast, at(cast, Stage.ACTIVE), Stage.PAUSED, "sam").to_stage == Stage.PAUSED
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("look_again_on", TODAY),
        ("look_again_on", TODAY + timedelta(days=91)),
        ("goes_on", " "),
        ("cases_contact", ""),
    ],
)
def test_what_a_pause_misses_is_told_at_its_field(cast, field, value) -> None:
    words = replace(PAUSE, **{field: value})

    assert set(refused(cast, at(cast, Stage.ACTIVE), Stage.PAUSED, pause=words)) == {
        field
    }


def test_a_pause_without_a_reason_is_refused(cast) -> None:
    assert set(refused(cast, at(cast, Stage.ACTIVE), Stage.PAUSED, reason="")) == {
        "reason"
    }


def test_the_database_allows_no_pause_above_90_days(cast) -> None:
    change = move(cast, at(cast, Stage.ACTIVE), Stage.PAUSED)
    back = move(cast, at(cast, Stage.PAUSED, Stage.ACTIVE), Stage.ACTIVE)

    longest = {"paused_on": TODAY, "look_again_on": TODAY + timedelta(days=91)}
    with pytest.raises(IntegrityError), transaction.atomic():
        StagePause.objects.create(
            change=back, asked_by="BOTH", goes_on="x", cases_contact="x", **longest
        )
    assert change.pause.look_again_on <= TODAY + timedelta(days=90)


def test_both_sides_say_what_changed_after_a_pause(cast) -> None:
    paused = at(cast, Stage.PAUSED, Stage.TRANSITION)
    one = BackWords("The road is open", " ")

    assert set(refused(cast, paused, Stage.TRANSITION, back=one)) == {"partner_note"}
    assert set(refused(cast, paused, Stage.TRANSITION, back=None)) == {
        "foundation_note",
        "partner_note",
    }

    change = move(cast, paused, Stage.TRANSITION)
    assert PauseEnd.objects.get(change=change).partner_note == "The staff are back"


def test_an_early_end_keeps_the_notice_and_the_plan(cast) -> None:
    change = move(cast, at(cast, Stage.ACTIVE), Stage.ENDED_EARLY)

    ending = EarlyEnding.objects.get(change=change)
    assert ending.category == "MONEY"
    assert ending.notice == Document.objects.get()
    assert (ending.notice.category, ending.talk_invited_on) == ("NOTICE", TODAY)


def test_an_early_end_ends_what_is_talked_about_and_both_sides_hear_of_it(
    cast,
) -> None:
    make_agreement(cast)
    partnership = at(cast, Stage.ACTIVE)
    table = open_renegotiation(cast)

    move(cast, partnership, Stage.ENDED_EARLY)

    table.refresh_from_db()
    assert (table.state, table.wants_note) == (RenegotiationState.LAPSED, False)
    assert AuditEntry.objects.filter(verb="agreements.renegotiation.lapsed").exists()
    told = Outgoing.objects.filter(letter="agreements.turn").order_by("pk")
    assert {row.recipient_key for row in told} == {
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    }
    letter = turn(told[0], now=NOW)
    assert letter.subject == "Ended: change of our agreement, Nyali Trust"


def test_an_early_end_still_plans_the_check_after_six_months(cast) -> None:
    move(cast, at(cast, Stage.ACTIVE), Stage.ENDED_EARLY)

    check = AfterCheck.objects.get()
    assert (check.month, check.due_on, check.contact) == (
        6,
        date(2027, 5, 23),
        cast.gift,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice", None),
        ("category", ""),
        ("children_plan", " "),
        ("talk_invited_on", None),
        ("talk_invited_on", TODAY + timedelta(days=1)),
    ],
)
def test_what_an_early_end_misses_is_told_at_its_field(cast, field, value) -> None:
    words = replace(given(cast).ending, **{field: value})
    name = "file" if field == "notice" else field

    partnership = at(cast, Stage.ACTIVE)
    assert set(refused(cast, partnership, Stage.ENDED_EARLY, ending=words)) == {name}
    assert not Document.objects.exists()


def test_a_refused_notice_leaves_nothing_behind(cast) -> None:
    words = replace(
        given(cast).ending, notice=replace(given(cast).ending.notice, content=b"MZ\0")
    )

    assert "file" in refused(
        cast, at(cast, Stage.ACTIVE), Stage.ENDED_EARLY, ending=words
    )
    assert not StageChange.objects.exists()


def test_closing_plans_three_checks_with_a_person_to_ask(cast) -> None:
    make_ready(cast)
    AfterCheck.objects.all().delete()

    move(cast, at(cast, Stage.TRANSITION), Stage.SUSTAINING, reason="")

    assert list(AfterCheck.objects.values_list("month", "due_on", "contact")) == [
        (6, date(2027, 5, 23), cast.gift.pk),
        (12, date(2027, 11, 23), cast.gift.pk),
        (24, date(2028, 11, 23), cast.gift.pk),
    ]


def test_an_agreement_that_just_ended_counts_from_its_last_day(cast) -> None:
    make_ready(cast)
    AfterCheck.objects.all().delete()

    move_stage(
        actor=cast.actor("dan"),
        now=NOW.replace(year=2027, month=12, day=20),
        partnership=at(cast, Stage.TRANSITION),
        to_stage=Stage.SUSTAINING,
        given=given(cast),
    )

    assert {check.ended_on for check in AfterCheck.objects.all()} == {LAST_DAY}


def test_closing_names_a_person_who_is_still_there(cast) -> None:
    make_ready(cast)
    partnership = at(cast, Stage.TRANSITION)

    assert set(refused(cast, partnership, Stage.SUSTAINING, contact=None)) == {
        "contact"
    }
    assert set(refused(cast, partnership, Stage.SUSTAINING, contact=cast.grace)) == {
        "contact"
    }


def test_leaving_out_the_handover_needs_a_reason(cast) -> None:
    make_ready(cast)

    assert set(refused(cast, at(cast, Stage.ACTIVE), Stage.SUSTAINING, reason="")) == {
        "reason"
    }


@pytest.mark.parametrize("stage", [Stage.SUSTAINING, Stage.CONCLUDED])
def test_a_new_chapter_needs_a_reason(cast, stage) -> None:
    assert set(refused(cast, at(cast, stage), Stage.SHAPING, reason=" ")) == {"reason"}


def test_a_new_chapter_starts_with_new_notes(cast) -> None:
    make_ready(cast)
    move(cast, at(cast, Stage.CONCLUDED), Stage.SHAPING, "brian")
    at(cast, Stage.SUSTAINING)
    later = NOW + timedelta(days=1)

    reasons = blocked(cast, at(cast, Stage.SUSTAINING), Stage.CONCLUDED)

    assert "Partner: write what this side learned." in reasons
    GateNote.objects.bulk_create(
        GateNote(
            partnership=cast.malawi_partnership,
            kind=NoteKind.LESSON,
            side=side,
            text="We asked too late",
            noted_on=later.date(),
            noted_at=later,
            noted_by="user:1",
        )
        for side in Side
    )
    assert (
        move(cast, at(cast, Stage.SUSTAINING), Stage.CONCLUDED).to_stage
        == Stage.CONCLUDED
    )


def confirm_the_plan(cast, now) -> None:
    for side in Side:
        write_note(
            actor=cast.actor("amina"),
            now=now,
            partnership=cast.malawi_partnership,
            kind=NoteKind.PLAN_CONFIRMED,
            side=side,
            text="Read and agreed",
        )


def test_after_a_new_agreement_the_next_handover_is_confirmed_and_told_anew(
    cast,
) -> None:
    make_ready(cast)
    confirm_the_plan(cast, NOW)
    move(cast, at(cast, Stage.TRANSITION), Stage.ACTIVE, "system")

    missing = blocked(cast, at(cast, Stage.ACTIVE), Stage.TRANSITION, "brian")

    assert missing == (
        "Foundation: confirm the handover plan.",
        "Partner: confirm the handover plan.",
        "Tell the staff, and note it.",
        "Tell the community, and note it.",
        "Tell the local government, and note it.",
    )
    # The same words on the same day: said of another handover.
    confirm_the_plan(cast, NOW + timedelta(hours=1))
    assert blocked(cast, at(cast, Stage.ACTIVE), Stage.TRANSITION) == missing[2:]


def test_nobody_without_the_right_learns_what_a_gate_misses(cast) -> None:
    with pytest.raises(NotPermitted):
        move(cast, at(cast, Stage.EXPLORING), Stage.SHAPING, "amina")


def test_what_was_noted_never_changes(cast) -> None:
    note(cast, NoteKind.BRINGS)

    with pytest.raises(DatabaseError), transaction.atomic():
        GateNote.objects.update(text="Something else")


def test_what_was_planned_stops_when_a_partnership_ends(cast) -> None:
    make_ready(cast)
    planned = make_review(cast, kind=ReviewKind.PULSE, state=ReviewState.SCHEDULED)
    move(cast, at(cast, Stage.ACTIVE), Stage.ENDED_EARLY)

    assert fresh(planned).state == ReviewState.CANCELLED

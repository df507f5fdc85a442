"""An action is done, and helped or not; or both sides drop it."""

from datetime import timedelta

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from reviews.choices import ActionState, Helped, ReviewState
from reviews.models import Action
from reviews.services.follow_ups import close_action
from tests.cast import TODAY
from tests.reviews.factories import make_review


@pytest.fixture
def action(cast) -> Action:
    review = make_review(cast, state=ReviewState.COMPLETED)
    return Action.objects.create(
        review=review,
        text="Shorter forms",
        side="FOUNDATION",
        due_on=TODAY,
        created_on=TODAY,
    )


def close(cast, now, action, who="amina", state=ActionState.DONE, helped=Helped.YES):
    return close_action(
        actor=cast.actor(who), now=now, action=action, state=state, helped=helped
    )


@pytest.mark.parametrize("helped", Helped)
def test_a_done_action_says_whether_it_helped(cast, now, action, helped) -> None:
    done = close(cast, now, action, helped=helped)
    assert (done.state, done.helped, done.closed_on) == ("DONE", helped, TODAY)
    assert done.closed_by == f"user:{cast.amina.pk}"


def test_a_dropped_action_helped_nobody(cast, now, action) -> None:
    done = close(cast, now, action, state=ActionState.DROPPED, helped=None)
    assert (done.state, done.helped) == ("DROPPED", "")


@pytest.mark.parametrize(
    ("state", "helped"),
    [
        (ActionState.DONE, None),
        (ActionState.DROPPED, Helped.YES),
        (ActionState.OPEN, None),
    ],
)
def test_half_an_answer_is_refused(cast, now, action, state, helped) -> None:
    with pytest.raises(InvalidInput):
        close(cast, now, action, state=state, helped=helped)


def test_what_is_over_stays_over(cast, now, action) -> None:
    close(cast, now, action)
    for other in ({"helped": Helped.NO}, {"who": "brian"}):
        with pytest.raises(IllegalTransition):
            close(cast, now, action, **other)


def test_the_same_said_twice_is_noted_once(cast, now, action) -> None:
    first = close(cast, now, action)
    assert close(cast, now + timedelta(days=1), action).closed_on == first.closed_on
    assert AuditEntry.objects.filter(verb="reviews.action.closed").count() == 1


@pytest.mark.parametrize("who", ["chloe", "fay", "sam", "ada"])
def test_only_who_records_talks_closes_actions(cast, now, action, who) -> None:
    with pytest.raises(NotPermitted):
        close(cast, now, action, who=who)


def test_closing_is_noted_in_the_history(cast, now, action) -> None:
    close(cast, now, action)
    entry = AuditEntry.objects.get(verb="reviews.action.closed")
    assert (entry.subject_text, entry.facts["helped"]) == ("Shorter forms", "YES")

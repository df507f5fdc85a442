"""How a typed action becomes an action, and when it is asked for again."""

from datetime import date

from partners.choices import OwnerSide
from reviews.forms.talks import ACTION_COUNT, ActionForm, action_initial, talk_initial
from reviews.models import Action

WHOLE = {"text": "Call.", "side": "JOINT", "due_on": "27 3 2027"}


def test_a_whole_action_becomes_a_draft():
    form = ActionForm(WHOLE)
    assert form.is_valid()
    assert form.draft.side == OwnerSide.JOINT
    assert form.draft.due_on == date(2027, 3, 27)


def test_an_empty_action_is_none():
    form = ActionForm({"text": "", "side": "", "due_on": ""})
    assert form.is_valid()
    assert form.draft is None


def test_every_missing_part_is_asked_for():
    for name in WHOLE:
        form = ActionForm({**WHOLE, name: ""})
        assert list(form.errors) == [name]


def test_a_day_that_is_none_is_asked_for_once():
    form = ActionForm({**WHOLE, "due_on": "soon"})
    assert len(form.errors["due_on"]) == 1


def test_a_new_record_starts_with_five_empty_actions():
    assert action_initial([]) == [{}] * ACTION_COUNT


def test_a_corrected_record_shows_its_actions_first():
    known = Action(text="Call.", side=OwnerSide.JOINT, due_on=date(2027, 3, 27))
    shown = action_initial([known])
    assert shown[0]["text"] == "Call."
    assert len(shown) == ACTION_COUNT


def test_a_new_record_starts_empty():
    assert talk_initial(None) == {}

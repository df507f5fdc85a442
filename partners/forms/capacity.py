"""How do both sides set a goal to grow, and say how far they have come?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainDateField, PlainForm
from eclt_partners.common.forms.offers import offer_choices
from partners.forms.plans import long_text
from partners.forms.revised import RevisedForm
from partners.forms.sides import SideField
from partners.models import CapacityGoal, PartnershipParty
from partners.plan_words import level_choices
from partners.services.capacity import GoalFields


def _level(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=(), widget=forms.RadioSelect
    )


class GoalForm(RevisedForm):
    """One goal of one organisation in one field."""

    missing = {
        "why": _("Write why it matters"),
        "baseline_level": _("Choose where it stands at the start"),
        "baseline_on": _("Write on which day that was"),
        "target_level": _("Choose where it wants to be"),
        "target_on": _("Write by when"),
    }

    why = long_text(_("Why does it matter?"), required=True)
    baseline_level = _level(_("Where does it stand at the start?"))
    baseline_on = PlainDateField(label=_("Measured on"))
    baseline_evidence = long_text(_("How do we know?"))
    target_level = _level(_("Where does it want to be?"))
    target_on = PlainDateField(label=_("By when?"))
    support = long_text(
        _("What help is promised, and by whom?"),
        hint=_("Name the person or the body that helps"),
    )

    def __init__(
        self, *args: Any, domain: str, goal: CapacityGoal | None = None, **kwargs: Any
    ) -> None:
        if goal is not None:
            names = GoalFields.__dataclass_fields__
            kwargs["initial"] = {name: getattr(goal, name) for name in names}
        super().__init__(*args, stamp=goal.stamp if goal else "", **kwargs)
        offer_choices(self, "baseline_level", level_choices(domain))
        offer_choices(self, "target_level", level_choices(domain))

    def goal_fields(self) -> GoalFields:
        """What was typed, for the service."""
        names = GoalFields.__dataclass_fields__
        return GoalFields(**{name: self.cleaned_data[name] for name in names})


class NewGoalForm(GoalForm):
    """A goal, and whose it is."""

    who = SideField(label=_("Which organisation wants to grow?"))

    def __init__(
        self, *args: Any, parties: Sequence[PartnershipParty], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        SideField.offer(self, "who", parties)
        self.order_fields(["who"])


class LevelForm(PlainForm):
    """Where an organisation stands today."""

    missing = {
        "level": _("Choose the sentence that is closest"),
        "evidence": _("Write how you know"),
    }

    level = _level(_("Where does it stand today?"))
    evidence = long_text(
        _("How do you know?"),
        required=True,
        hint=_("What people do now, not how many days of training there were"),
    )

    def __init__(
        self, *args: Any, goal: CapacityGoal, last: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "level", level_choices(goal.domain))
        if last is not None:
            text = gettext("Last time: %(level)s")
            names = dict(level_choices(goal.domain))
            self.fields["level"].help_text = text % {"level": names[str(last)]}


class CommentForm(PlainForm):
    """What one side says of a goal."""

    missing = {"text": _("Write your comment")}

    text = long_text(_("What do you think?"), required=True)

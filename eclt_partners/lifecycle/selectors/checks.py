"""Which checks after the end are there, what do they ask, and what did they find?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from eclt_partners.accounts.selectors import names_of
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.rules.lasting import Meaning, lasts_of
from eclt_partners.notifications.choices import OutgoingState, ReminderKind
from eclt_partners.notifications.models import Outgoing
from partners.choices import CheckState, Fate
from partners.models import (
    AfterCheck,
    AfterCheckItem,
    AfterCheckReport,
    Contact,
    Function,
    Partnership,
)
from partners.rules.rounding import half_up
from partners.rules.sustained import (
    AS_AT_HANDOVER,
    CheckItem,
    SustainedBand,
    SustainedScore,
    held_from,
    sustained_band,
    sustained_score,
)
from partners.selectors.after import with_answers


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What was said of one function, and what it adds to the score.

    Attributes:
        lasts: the answer.
        points: importance times value; None when it is not known or left out.
        most: the points if it went on as at the handover.
    """

    item: AfterCheckItem
    lasts: Lasts
    points: int | None
    most: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found, and how its score came about.

    Attributes:
        report: None for a check that was held before it was registered here.
        importance: of everything that counts.
        known: the importance of what is known.
        teller: who told it or wrote it; "" when staff saw it.
        writer: who typed it in for the partner, or saw it; "" when the partner wrote.
    """

    check: AfterCheck
    report: AfterCheckReport | None
    lines: Sequence[ItemLine]
    outcome: SustainedScore
    importance: int
    known: int
    teller: str
    writer: str

    @property
    def score(self) -> str | None:
        """The score with one decimal at most; None = not enough known."""
        return score_text(self.outcome)

    @property
    def band(self) -> SustainedBand | None:
        """How the score reads."""
        score = self.outcome.score
        return None if score is None else sustained_band(score)

    @property
    def points(self) -> int:
        """What was reached."""
        return sum(line.points or 0 for line in self.lines)

    @property
    def most(self) -> int:
        """What could be reached with what is known."""
        return AS_AT_HANDOVER * self.known

    @property
    def coverage(self) -> int:
        """Share of the importance that is known, in whole percent."""
        return int(half_up(100 * self.outcome.coverage))


def score_text(outcome: SustainedScore) -> str | None:
    """Return a score with one decimal at most, as a plain figure; None without one."""
    if outcome.score is None:
        return None
    return str(half_up(outcome.score, 1)).removesuffix(".0")


def checks_in_scope(actor: Actor) -> QuerySet[AfterCheck]:
    """Return the checks the actor may see, with everything their pages name."""
    return AfterCheck.objects.visible_to(actor).select_related(
        "partnership__country", "partnership__foundation_lead", "contact__partner"
    )


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in a list, with its score as a plain figure; None = none."""

    check: AfterCheck
    score: str | None
    band: SustainedBand | None


def check_lines(partnership: Partnership) -> list[CheckLine]:
    """Return the checks of a partnership, by day. One query."""
    rows = with_answers(AfterCheck.objects.filter(partnership=partnership))
    rows = rows.select_related("contact")
    ask_together(rows)
    return lines_of_checks(rows)


def lines_of_checks(checks: Iterable[AfterCheck]) -> list[CheckLine]:
    """Return lines of checks `with_answers`, in their order."""
    return [_check_line(check) for check in checks]


def _check_line(check: AfterCheck) -> CheckLine:
    outcome = outcome_of(check)
    band = None if outcome.score is None else sustained_band(outcome.score)
    return CheckLine(check, score_text(outcome), band)


def functions_asked(partnership: Partnership) -> list[Function]:
    """Return what was to go on after the end, the most important first. One query."""
    rows = Function.objects.filter(plan__partnership=partnership)
    return list(rows.exclude(fate=Fate.STOP))


def people_to_ask(partnership: Partnership) -> QuerySet[Contact]:
    """Return the people of the partners who are still there, by name."""
    people = Contact.objects.filter(
        partner__parties__partnership=partnership,
        partner__parties__to_on=None,
        left_on=None,
    )
    return people.order_by("name", "pk").distinct()


def may_be_held(check: AfterCheck, today: date) -> bool:
    """Tell whether a check waits for its answer and it is not too early for it."""
    return check.state == CheckState.SCHEDULED and today >= held_from(check.due_on)


def tries_to_reach(check: AfterCheck) -> list[datetime]:
    """Return when mails about a check left for the person whom we ask. One query."""
    reminded = Outgoing.objects.filter(
        reminders__kind=ReminderKind.AFTER_CHECK, reminders__subject_id=check.pk
    )
    by_hand = Outgoing.objects.filter(facts__check=check.pk)
    mails = (reminded | by_hand).filter(
        recipient_key=f"contact:{check.contact_id}",
        state__in=[OutgoingState.SENT, OutgoingState.UNCONFIRMED],
    )
    moments = mails.values_list("sent_at", flat=True).distinct()
    return sorted(moment for moment in moments if moment is not None)


def outcome_of(check: AfterCheck) -> SustainedScore:
    """Return the sustained-outcome score of one check with its coverage (methods F3).

    What was stopped on purpose is left out. No query for checks `with_answers`.
    """
    return sustained_score(
        CheckItem(item.function.importance, item.value)
        for item in check.items.all()
        if not item.is_stopped_on_purpose
    )


def result_of(check: AfterCheck) -> Result:
    """Return what a check `with_answers` found. Two queries at most, for names."""
    counted = [item for item in check.items.all() if not item.is_stopped_on_purpose]
    known = [item for item in counted if item.value is not None]
    report = getattr(check, "report", None)
    teller, writer = _people(report)
    return Result(
        check=check,
        report=report,
        lines=[_line(item) for item in check.items.all()],
        outcome=outcome_of(check),
        importance=sum(item.function.importance for item in counted),
        known=sum(item.function.importance for item in known),
        teller=teller,
        writer=writer,
    )


def _line(item: AfterCheckItem) -> ItemLine:
    importance = item.function.importance
    return ItemLine(
        item=item,
        lasts=meant(item),
        points=None if item.value is None else importance * item.value,
        most=importance * AS_AT_HANDOVER,
    )


def meant(item: AfterCheckItem) -> Lasts:
    """Return the answer that an item was stored from."""
    return lasts_of(
        Meaning(item.value, item.has_grown, item.is_changed, item.is_stopped_on_purpose)
    )


def _people(report: AfterCheckReport | None) -> tuple[str, str]:
    """Return who told it and who typed it in; each "" when there is none."""
    if report is None:
        return "", ""
    told = report.entered_for or report.entered_by
    kind, _colon, number = told.partition(":")
    teller = ""
    if kind == "contact":
        known = Contact.objects.filter(pk=int(number))
        teller = known.values_list("name", flat=True).first() or ""
    return teller, names_of([report.entered_by]).get(report.entered_by, "")

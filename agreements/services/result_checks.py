"""Which row does a result become, once its days and numbers are looked at?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, AgreementVersion, PeriodResult
from agreements.rules.results import (
    Period,
    PeriodProblem,
    period_problem,
    says_nothing,
)
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.words import plain_date

PROBLEMS = {
    PeriodProblem.BACKWARDS: (
        "to_on",
        gettext_lazy("The last day must be after the first"),
    ),
    PeriodProblem.TOO_LONG: (
        "to_on",
        gettext_lazy("A result is for one year at most. Record the rest apart"),
    ),
    PeriodProblem.NOT_OVER: (
        "to_on",
        gettext_lazy("This day is not over yet. Record the result after it"),
    ),
    PeriodProblem.TOO_EARLY: (
        "from_on",
        gettext_lazy("The agreement began on %(day)s. Enter that day or a later one"),
    ),
}


@dataclass(frozen=True, slots=True)
class ResultFields:
    """What somebody says of one period; None is "not counted" or "not known".

    Attributes:
        withdrawn, prevented, protected: children newly reached in the period.
        spending: in the currency of the agreement.
        reached: key of a target -> how much is reached in all until the last day.
        evidence: how we know.
        may_double_count: a child may be among the numbers twice.
        double_note: where and why.
    """

    from_on: date
    to_on: date
    evidence: str
    withdrawn: int | None = None
    prevented: int | None = None
    protected: int | None = None
    spending: Decimal | None = None
    may_double_count: bool = False
    double_note: str = ""
    reached: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> list[int | None]:
        """The three numbers of children."""
        return [self.withdrawn, self.prevented, self.protected]


def checked_result(
    agreement: Agreement,
    fields: ResultFields,
    *,
    now: datetime,
    but: PeriodResult | None,
) -> PeriodResult:
    """Return the unsaved row; `but` is the one it replaces.

    Raises:
        InvalidInput: its days or numbers cannot be.
    """
    versions = list(agreement.versions.defer("canonical").order_by("number"))
    if not versions:
        raise InvalidInput({"": _("This agreement has no version yet")})
    today = agreement.partnership.country.today(now=now)
    _check_period(fields, begins_on=versions[0].effective_from, today=today)
    _refuse_overlap(agreement, Period(fields.from_on, fields.to_on), but)
    if says_nothing(fields.counts, fields.spending, fields.reached):
        raise InvalidInput({"": _("Enter at least one number")})
    if set(fields.reached) - {key for each in versions for key in _targets(each)}:
        raise InvalidInput({"": _("This agreement has no such target")})
    version = _version_of(versions, fields.to_on)
    return PeriodResult(
        agreement=agreement,
        version=version,
        currency=version.currency,
        from_on=fields.from_on,
        to_on=fields.to_on,
        withdrawn=fields.withdrawn,
        prevented=fields.prevented,
        protected=fields.protected,
        spending=fields.spending,
        reached=dict(fields.reached),
        may_double_count=fields.may_double_count,
        double_note=fields.double_note if fields.may_double_count else "",
        evidence=fields.evidence,
    )


def _check_period(fields: ResultFields, *, begins_on: date, today: date) -> None:
    period = Period(fields.from_on, fields.to_on)
    problem = period_problem(period, begins_on=begins_on, today=today)
    if problem is not None:
        name, text = PROBLEMS[problem]
        raise InvalidInput({name: str(text) % {"day": plain_date(begins_on)}})


def _refuse_overlap(
    agreement: Agreement, period: Period, but: PeriodResult | None
) -> None:
    for other in agreement.results.current().order_by("from_on"):
        if other == but or not period.overlaps(Period(other.from_on, other.to_on)):
            continue
        text = _(
            "There is a result from %(first)s to %(last)s already. No day may count twice"
        )
        days = {"first": plain_date(other.from_on), "last": plain_date(other.to_on)}
        raise InvalidInput({"from_on": text % days})


def _targets(version: AgreementVersion) -> list[str]:
    return [target["key"] for target in version.terms["targets"]]


def _version_of(versions: list[AgreementVersion], day: date) -> AgreementVersion:
    """Return the newest version that had begun by a day: its money counts."""
    return [each for each in versions if each.effective_from <= day][-1]

"""Which partnership does a row mean?"""

from collections.abc import Mapping
from typing import Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclt_partners.accounts.models import User
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.words import plain_date
from eclt_partners.countries.models import Country
from eclt_partners.exchange.choices import What
from eclt_partners.exchange.rules.columns import OF_PARTNERSHIP, Column
from eclt_partners.exchange.rules.days import (
    fits_both_orders,
    is_count_of_days,
    months_come_first,
)
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services.desk import (
    Desk,
    Problem,
    RowRefused,
    form_problems,
    refused_at,
)
from eclt_partners.exchange.services.known import Joined
from eclt_partners.lifecycle.forms.registration import RhythmForm
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership
from partners.services.beginnings import Beginning, refuse_repeat
from partners.services.partnerships import (
    PartnershipFields,
    PartyChoice,
    check_first_day,
    columns_of,
)

COLUMNS: Final[Mapping[str, Column]] = {
    "name": Column.PARTNERSHIP,
    "relationship_start": Column.SINCE,
    "clause_months": Column.MONTHS,
    "foundation_lead": Column.LEAD,
}
# What the form says where nothing is agreed.
USUAL_MONTHS: Final = "12"


class RowForm(RhythmForm):
    """What the form asks, and the name, which only a list brings along with it."""

    missing = {
        **RhythmForm.missing,
        "name": gettext_lazy("Enter a name for the partnership"),
    }

    name = cast(forms.Field, Partnership._meta.get_field("name").formfield())


def take_partnership(
    desk: Desk, line: Line, country: Country, partner: Partner, contact: Contact | None
) -> None:
    """Begin the partnership of a row, or find that it is here already.

    One that is here is never changed by a list: what differs is a problem. The person
    of the row leads at the partner.

    Raises:
        RowRefused: a cell is wrong, or says something else than what is here.
    """
    if not line.has_any(OF_PARTNERSHIP):
        return
    name = line.text(Column.PARTNERSHIP) or partner.name
    known = _known(desk, line, country, partner)
    form, problems = _checked(desk, line, country, known)
    if problems:
        raise RowRefused(problems)
    fields = form.partnership_fields(name)
    if known:
        _refuse_differences(line, known, fields)
        return
    require(desk.actor, Action.REGISTER, country=country.pk)
    with refused_at(COLUMNS):
        check_first_day(fields, country, now=desk.now)
        _refuse_repeat(desk, country, partner, fields)
    begun = Partnership(country=country, stage=Stage.EXPLORING, **columns_of(fields))
    desk.known.bring_partnership(partner, begun)
    beginning = Beginning(country, [PartyChoice(partner, contact)], fields)
    desk.note(line, What.PARTNERSHIP, begun, None, beginning)


def wrong_cells(desk: Desk, line: Line, country: Country) -> list[Problem]:
    """Return what is wrong with filled cells of a row whose partner is refused."""
    if not line.has_any(OF_PARTNERSHIP):
        return []
    _form, problems = _checked(desk, line, country, None)
    return [each for each in problems if each[0] in line.cells]


def _checked(
    desk: Desk, line: Line, country: Country, known: Partnership | None
) -> tuple[RowForm, list[Problem]]:
    """Return the form of a partnership, and what is wrong: once for each column."""
    here = str(known.relationship_start) if known else ""
    lead, problems = "", _doubts(desk, line)
    try:
        lead = _lead(line, desk, country)
    except RowRefused as refused:
        problems += refused.problems
    typed = {
        "name": line.text(Column.PARTNERSHIP) or line.text(Column.NAME),
        "relationship_start": line.text(Column.SINCE) or here,
        "clause_months": line.text(Column.MONTHS) or USUAL_MONTHS,
        "foundation_lead": lead,
    }
    form = RowForm(typed, people=desk.people(country))
    problems += form_problems(form, COLUMNS)
    return form, _one_for_each_column(problems)


def _known(
    desk: Desk, line: Line, country: Country, partner: Partner
) -> Partnership | None:
    """Find the partnership by its name; without a name the only one is meant."""
    name = line.text(Column.PARTNERSHIP) or partner.name
    rows = [
        each.partnership for each in _going_on(desk, country, partner) if each.is_open
    ]
    named = [each for each in rows if each.name.casefold() == name.casefold()]
    if named:
        return named[0]
    is_only_one = len(rows) == 1 and not line.text(Column.PARTNERSHIP)
    return rows[0] if is_only_one else None


def _going_on(desk: Desk, country: Country, partner: Partner) -> list[Joined]:
    """Return the partnerships of a partner in a country, without those not pursued."""
    return [
        each
        for each in desk.known.joined[partner.pk]
        if each.partnership.country_id == country.pk
        and each.partnership.stage != Stage.NOT_PURSUED
    ]


def _refuse_repeat(
    desk: Desk, country: Country, partner: Partner, fields: PartnershipFields
) -> None:
    """Refuse a partnership again that the partner left."""
    for row in (each.partnership for each in _going_on(desk, country, partner)):
        is_named = row.name.upper() == fields.name.upper()
        if is_named and row.relationship_start == fields.relationship_start:
            refuse_repeat(row)


def _lead(line: Line, desk: Desk, country: Country) -> str:
    """Return the id of the colleague whom a row names by address or name."""
    text = line.text(Column.LEAD).casefold()
    found = [
        person
        for person in (desk.people(country) if text else ())
        if text in {person.email.casefold(), person.name.casefold()}
    ]
    if text and len(found) != 1:
        told = _(
            "%(text)s is nobody who can lead a partnership in this country. Write the "
            "e-mail address of a colleague who works there"
        )
        problem = (Column.LEAD, told % {"text": line.text(Column.LEAD)})
        raise RowRefused([problem])
    return str(found[0].pk) if found else ""


def _doubts(desk: Desk, line: Line) -> list[Problem]:
    """Return the problem of a day whose order nobody can tell."""
    text = line.text(Column.SINCE)
    if months_come_first([text]):
        told = _("Write the day before the month: 27 3 2022, or 2022-03-27")
        return [(Column.SINCE, told)]
    if is_count_of_days(text):
        told = _(
            "%(text)s is a day as spreadsheets count days. Give this column the format "
            "of a date, or write the day like 27 3 2022"
        )
        return [(Column.SINCE, told % {"text": text})]
    if desk.month_first and fits_both_orders(text):
        told = _(
            "%(text)s can be two days, because another day of this column has its "
            "month first. Write it like 27 Mar 2022 or 2022-03-27"
        )
        return [(Column.SINCE, told % {"text": text})]
    return []


def _one_for_each_column(problems: list[Problem]) -> list[Problem]:
    """Return the first problem of each column: the others follow from it."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem[0], problem)
    return list(first.values())


def _refuse_differences(
    line: Line, known: Partnership, fields: PartnershipFields
) -> None:
    """Refuse filled cells that say something else than what is here."""
    lead: User | None = known.foundation_lead
    pairs = (
        (Column.SINCE, known.relationship_start, fields.relationship_start),
        (Column.MONTHS, known.clause_months, fields.clause_months),
        (Column.LEAD, lead, fields.foundation_lead),
    )
    told = _(
        "%(code)s is here already and says %(here)s. Empty this cell, or change the "
        "partnership on its page"
    )
    here = {
        Column.SINCE: plain_date(known.relationship_start),
        Column.MONTHS: str(known.clause_months),
        Column.LEAD: lead.name if lead else _("Nobody yet"),
    }
    problems = [
        (column, told % {"code": known.code, "here": here[column]})
        for column, stands, said in pairs
        if line.text(column) and stands != said
    ]
    if problems:
        raise RowRefused(problems)

"""Which partner does a row mean, and what does it say of it?"""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict
from typing import Final

from django.utils.translation import gettext as _

from eclt_partners.countries.models import Country
from eclt_partners.exchange.choices import What
from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services.desk import (
    Desk,
    RowAsks,
    RowRefused,
    form_problems,
    refused_at,
)
from eclt_partners.exchange.vocabulary import vocabulary
from partners.forms import PartnerForm
from partners.models import Partner
from partners.selectors import look_alikes
from partners.services.partners import (
    NAMING,
    PartnerFields,
    change_partner,
    register_partner,
)

COLUMNS: Final[Mapping[str, Column]] = {
    each.value: each
    for each in (
        Column.NAME,
        Column.ACRONYM,
        Column.KIND,
        Column.REGISTRATION_NUMBER,
        Column.ESTABLISHED_YEAR,
        Column.WEBSITE,
        Column.ABOUT,
    )
}
# What a person says about partners that look the same.
OTHER: Final = "other"
SAME_AS: Final = "partner:"
SAME_AS_ROW: Final = "row:"


def take_partner(desk: Desk, line: Line, country: Country, answer: str) -> Partner:
    """Return the partner of a row, registered or changed as the row says.

    An empty cell says nothing: what is known stays.

    Args:
        desk: at hand.
        line: the row.
        country: where the partner is at home.
        answer: what a person said about partners that look the same, or "".

    Raises:
        RowRefused: a cell is wrong.
        RowAsks: partners look the same and nobody said anything about them.
    """
    known = _meant(desk, line, country, answer)
    blank = copy(known) if known else Partner(country=country)
    form = PartnerForm(_typed(line, known), instance=blank)
    if problems := form_problems(form, COLUMNS):
        raise RowRefused(problems)
    fields = form.partner_fields()
    if known is None:
        partner = _register(desk, line, country, fields, answer)
    else:
        partner = _change(desk, line, known, fields, answer)
    desk.partners[line.number] = partner
    return partner


def _meant(desk: Desk, line: Line, country: Country, answer: str) -> Partner | None:
    """Return the partner that is here already, by its name or by what a person said."""
    seen = Partner.objects.visible_to(desk.actor).select_related("country").distinct()
    kind, colon, number = answer.partition(":")
    if kind + colon == SAME_AS and number.isdecimal():
        return seen.filter(pk=int(number)).first()
    if kind + colon == SAME_AS_ROW and number.isdecimal():
        return desk.partners.get(int(number))
    name = line.text(Column.NAME)
    return seen.filter(country=country, name__iexact=name).first() if name else None


def _typed(line: Line, known: Partner | None) -> dict[str, str]:
    """Return what the form would hold: the cells over what is known."""
    stands = {
        name: str(getattr(known, name) or "") if known else "" for name in COLUMNS
    }
    cells = {column.value: line.text(column) for column in COLUMNS.values()}
    said = {name: text for name, text in cells.items() if text}
    if "kind" in said:
        said["kind"] = _kind(said["kind"])
    # The name is how the row was found: its spelling is not changed by a list.
    return {**stands, **said, **({"name": known.name} if known else {})}


def _kind(text: str) -> str:
    kind = vocabulary().kinds.get(folded(text))
    if kind is None:
        told = _("%(text)s is not a kind that we know. The template lists all of them")
        raise RowRefused([(Column.KIND, told % {"text": text})])
    return kind


def _register(
    desk: Desk, line: Line, country: Country, fields: PartnerFields, answer: str
) -> Partner:
    if answer != OTHER:
        _ask_about(desk, Partner(country=country, **asdict(fields)))
    with refused_at(COLUMNS):
        partner = register_partner(
            actor=desk.actor,
            now=desk.now,
            country=country,
            fields=fields,
            is_different=True,
        )
    desk.note(line, What.PARTNER, partner, None)
    return partner


def _change(
    desk: Desk, line: Line, before: Partner, fields: PartnerFields, answer: str
) -> Partner:
    was = {
        name: getattr(before, name)
        for name, value in asdict(fields).items()
        if getattr(before, name) != value
    }
    if not was:
        return before
    if not answer and NAMING & set(was):
        _ask_about(
            desk, Partner(pk=before.pk, country=before.country, **asdict(fields))
        )
    with refused_at(COLUMNS):
        changed = change_partner(
            actor=desk.actor,
            now=desk.now,
            partner=before,
            fields=fields,
            is_different=True,
        )
    desk.note(line, What.PARTNER, changed, was)
    return changed


def _ask_about(desk: Desk, candidate: Partner) -> None:
    """Ask a person when partners look the same, as the form does."""
    if twins := look_alikes(desk.actor, candidate):
        raise RowAsks(twins)

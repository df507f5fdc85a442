"""Which person of a partner does a row mean, and what does it say of them?"""

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict, replace
from typing import Final

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.changes import apply
from eclt_partners.countries.models import Country
from eclt_partners.exchange.choices import What
from eclt_partners.exchange.rules.columns import OF_CONTACT, Column, folded
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services.desk import (
    Desk,
    Problem,
    RowRefused,
    form_problems,
    refused_at,
    told_apart_here,
)
from eclt_partners.exchange.vocabulary import vocabulary
from partners.choices import Channel, Stage
from partners.forms import ContactForm
from partners.models import Contact, Partner
from partners.services.contacts import ContactFields, check_reach

COLUMNS: Final[Mapping[str, Column]] = {
    "name": Column.CONTACT,
    "job_title": Column.JOB_TITLE,
    "email": Column.EMAIL,
    "channel": Column.EMAIL,
    "phone": Column.PHONE,
    "is_head": Column.HEAD,
    "language": Column.LANGUAGE,
    # Neither a phone number nor an address; or an address that is taken.
    "": Column.EMAIL,
    NON_FIELD_ERRORS: Column.EMAIL,
}
FIELDS: Final = tuple(name for name in COLUMNS if name not in {"", NON_FIELD_ERRORS})


def take_contact(
    desk: Desk, line: Line, country: Country, partner: Partner
) -> Contact | None:
    """Return the person of a row, new or changed as the row says; None without one.

    Raises:
        RowRefused: a cell is wrong, or says something else than what is here about
            who the head is or how somebody is called.
        NotPermitted: the partner is at home where the actor registers nothing.
    """
    if not line.has_any(OF_CONTACT):
        return None
    known = _known(desk, line, partner)
    is_head = _is_head(desk, line, partner, known)
    form = _form(line, country, known, partner)
    if problems := form_problems(form, COLUMNS):
        raise RowRefused(problems)
    fields = replace(form.contact_fields(), is_head=is_head)
    if known is not None:
        return _change(desk, line, known, fields)
    require(desk.actor, Action.REGISTER, country=partner.country_id)
    contact = Contact(partner=partner, **asdict(fields))
    with refused_at(COLUMNS):
        check_reach(contact, now=desk.now)
    desk.known.bring_contact(contact)
    desk.note(line, What.CONTACT, contact, None, contact)
    return contact


def wrong_cells(line: Line, country: Country) -> list[Problem]:
    """Return what is wrong with filled cells of a row whose partner is refused."""
    if not line.has_any(OF_CONTACT):
        return []
    try:
        form = _form(line, country, None, Partner(country=country))
    except RowRefused as refused:
        return list(refused.problems)
    return [each for each in form_problems(form, COLUMNS) if each[0] in line.cells]


def _form(
    line: Line, country: Country, known: Contact | None, partner: Partner
) -> ContactForm:
    blank = copy(known) if known else Contact(partner=partner)
    told_apart_here(blank)
    return ContactForm(_typed(line, country, known), instance=blank)


def _known(desk: Desk, line: Line, partner: Partner) -> Contact | None:
    """Find a person who is here already: by the address, else by the name.

    Raises:
        RowRefused: the address is somebody else's, or the name has another address.
    """
    name, email = line.text(Column.CONTACT), line.text(Column.EMAIL)
    people = [each for each in desk.known.contacts[partner.pk] if each.left_on is None]
    found = _with_address(people, email, name) if email else []
    if not found:
        found = [each for each in people if each.name.casefold() == name.casefold()]
        if email and found and found[0].email:
            told = _(
                "%(name)s has another address here. Change it on the page of the person"
            )
            raise RowRefused([(Column.EMAIL, told % {"name": found[0].name})])
    if len(found) > 1:
        told = _("More than one person here has this name. Add the e-mail address")
        raise RowRefused([(Column.CONTACT, told)])
    return found[0] if found else None


def _with_address(people: list[Contact], email: str, name: str) -> list[Contact]:
    """Find who has an address, of the name that was typed if one was."""
    found = [each for each in people if each.email.casefold() == email.casefold()]
    if found and name and found[0].name.casefold() != name.casefold():
        told = _("This address belongs to %(name)s")
        raise RowRefused([(Column.EMAIL, told % {"name": found[0].name})])
    return found


def _is_head(desk: Desk, line: Line, partner: Partner, known: Contact | None) -> bool:
    """Tell whether the person heads the partner; a list never changes who does."""
    text = line.text(Column.HEAD)
    if not text:
        return known.is_head if known else False
    is_head = vocabulary().flags.get(folded(text))
    if is_head is None:
        raise RowRefused([(Column.HEAD, _("Write yes or no"))])
    if known and known.is_head == is_head:
        return is_head
    if known or (is_head and _would_follow_a_head(desk, partner)):
        told = _("A list does not change who heads a partner. Do it on its page")
        raise RowRefused([(Column.HEAD, told)])
    return is_head


def _would_follow_a_head(desk: Desk, partner: Partner) -> bool:
    """Tell whether a new head is news: it would bring a review forward."""
    heads = [each for each in desk.known.contacts[partner.pk] if each.is_head]
    if any(head.left_on is None for head in heads):
        return True
    joined = desk.known.joined[partner.pk]
    going_on = [each for each in joined if each.partnership.stage != Stage.NOT_PURSUED]
    return bool(heads and going_on)


def _typed(line: Line, country: Country, known: Contact | None) -> dict[str, str]:
    """Return what the form would hold: the cells over what is known."""
    email, phone = line.text(Column.EMAIL), line.text(Column.PHONE)
    stands = {
        "language": country.default_language,
        "time_zone": country.time_zone,
        "channel": Channel.PHONE if phone and not email else Channel.EMAIL,
    }
    if known:
        names = (*FIELDS, "time_zone")
        stands = {name: str(getattr(known, name)) for name in names}
        del stands["is_head"]
    said = {
        name: text
        for name in FIELDS
        if name not in {"channel", "is_head"} and (text := line.text(COLUMNS[name]))
    }
    if "language" in said:
        said["language"] = _language(said["language"])
    # As the row was found by it, the spelling of a name stays.
    return {**stands, **said, **({"name": known.name} if known else {})}


def _language(text: str) -> str:
    code = vocabulary().languages.get(folded(text))
    if code is None:
        told = _("%(text)s is not one of our languages. The template lists all of them")
        raise RowRefused([(Column.LANGUAGE, told % {"text": text})])
    return code


def _change(desk: Desk, line: Line, before: Contact, fields: ContactFields) -> Contact:
    was = {
        name: getattr(before, name)
        for name, value in asdict(fields).items()
        if getattr(before, name) != value
    }
    if not was:
        return before
    require(desk.actor, Action.REGISTER, country=before.partner.country_id)
    changed = copy(before)
    apply(changed, asdict(fields))
    with refused_at(COLUMNS):
        check_reach(changed, now=desk.now)
    desk.known.change_contact(before, changed)
    desk.note(line, What.CONTACT, changed, was, (before, fields))
    return changed

"""How is an imported list taken back? Only what nobody worked with since.

What nothing refers to is removed. History is never deleted (docs/adr/0051): where there
is some, the product's own words are used: a partnership is not pursued, a person left.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.exchange.choices import LEFT_ALONE, Fate, ListState, What
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.selectors import touched_since
from eclt_partners.exchange.services.desk import Trace
from eclt_partners.exchange.services.judging import Tell
from eclt_partners.exchange.services.lists import End, locked_list
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.leavers import stop_mail_of_leaver
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from partners.services.contacts import ContactFields, change_contact
from partners.services.partners import PartnerFields, change_partner
from partners.services.stages import write_stage_change
from reviews.services.stopping import stop_reviews

FieldsT = TypeVar("FieldsT", PartnerFields, ContactFields)

MAY_UNDO_FOR: Final = timedelta(hours=24)
# Partnerships first: they hold their people and partners.
ORDER: Final = (What.PARTNERSHIP, What.CONTACT, What.PARTNER)


@dataclass(frozen=True, slots=True)
class _Undoing:
    """Who takes a list back, and what is known of all that it wrote.

    Attributes:
        actor: who imported it.
        now: the moment, aware.
        rows: what the list wrote, locked and as they are now; by what and id.
        touched: what somebody worked with since.
        joined: ids of partners that are or were party to a partnership.
        leading: ids of people who lead, or led, at such a partner.
    """

    actor: Actor
    now: datetime
    rows: dict[tuple[What, int], Any]
    touched: Collection[tuple[What, int]]
    joined: Collection[int]
    leading: Collection[int]


@transaction.atomic
def undo_list(
    *,
    actor: Actor,
    kept_id: int,
    now: datetime,
    asked_at: datetime | None = None,
    tell: Tell = lambda done: None,
    end: End = lambda: None,
) -> PartnerImport:
    """Take an imported list back within 24 hours; what stays says why.

    A second time changes nothing.

    Args:
        actor: who imported it.
        kept_id: which list.
        now: the moment, aware.
        asked_at: when it was asked for, if earlier; that counts for the 24 hours.
        tell: is told how many things are behind; raises where the work is to stop.
        end: is called in the transaction, at its end.

    Raises:
        NotPermitted: no right to register any more, or the list of somebody else.
        InvalidInput: it is not imported, or longer ago.
    """
    kept = locked_list(actor, kept_id)
    if kept.state == ListState.UNDONE:
        return kept
    if not may_undo(kept, now=asked_at or now):
        raise InvalidInput({"": _("A list can be taken back for 24 hours")})
    with translation.override(kept.language):
        traces = sorted(
            (Trace.from_json(each) for each in kept.traces),
            key=lambda trace: (ORDER.index(trace.what), -trace.row),
        )
        # Asked before anything is undone: what undoes one row must not hold up another.
        undoing = _looked_at(actor, traces, after=kept.written_entry or 0, now=now)
        undone = []
        for done, trace in enumerate(traces, start=1):
            undone.append(_undone(undoing, trace))
            tell(done)
    kept.state, kept.undone_at, kept.traces = ListState.UNDONE, now, undone
    kept.save(update_fields=["state", "undone_at", "traces"])
    _record(actor, kept, undone, now=now)
    end()
    return kept


def _record(
    actor: Actor,
    kept: PartnerImport,
    undone: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
) -> None:
    stays = sum(each["fate"] in LEFT_ALONE for each in undone)
    audit.record(
        "exchange.list.undone",
        actor=actor,
        subject=kept,
        now=now,
        place=Place(),
        facts={"undone": len(undone) - stays, "stays": stays},
    )


def may_undo(kept: PartnerImport, *, now: datetime) -> bool:
    """Tell whether a list is imported, and not too long ago."""
    is_written = kept.state == ListState.WRITTEN and kept.written_at is not None
    return is_written and now <= kept.written_at + MAY_UNDO_FOR  # type: ignore[operator]


def _looked_at(
    actor: Actor, traces: Sequence[Trace], *, after: int, now: datetime
) -> _Undoing:
    """Lock what a list wrote, and find out what somebody worked with since."""
    rows: dict[tuple[What, int], Any] = {}
    touched: set[tuple[What, int]] = set()
    for what in ORDER:
        keys = {trace.pk for trace in traces if trace.what == what}
        found = MODELS[what].objects.select_for_update(of=("self",)).filter(pk__in=keys)
        near = found.select_related(HOMES[what]).order_by("pk")
        rows |= {(what, row.pk): row for row in near}
        touched |= {(what, pk) for pk in touched_since(MODELS[what], keys, after=after)}
    ids = {what: [pk for each, pk in rows if each == what] for what in ORDER}
    of_partners = PartnershipParty.objects.filter(partner__in=ids[What.PARTNER])
    of_people = PartnershipParty.objects.filter(partner_lead__in=ids[What.CONTACT])
    return _Undoing(
        actor=actor,
        now=now,
        rows=rows,
        touched=touched,
        joined=set(of_partners.values_list("partner", flat=True)),
        leading=set(of_people.values_list("partner_lead", flat=True)),
    )


def _undone(undoing: _Undoing, trace: Trace) -> dict[str, Any]:
    """Undo one thing; return what became of it, with its name."""
    row = undoing.rows[trace.what, trace.pk]
    name = str(row)
    told = {"row": trace.row, "what": trace.what, "pk": trace.pk}
    return {**told, "fate": _fate(undoing, row, trace), "name": name}


def _fate(undoing: _Undoing, row: Any, trace: Trace) -> Fate:
    """Undo one thing, unless somebody worked with it, or the right is gone since."""
    if (trace.what, trace.pk) in undoing.touched:
        return Fate.STAYS
    home = row.partner if trace.what == What.CONTACT else row
    if not undoing.actor.may(Action.REGISTER, country=home.country_id):
        return Fate.NOT_YOURS
    try:
        return WAYS[trace.what](undoing, row, trace)
    except InvalidInput:
        return Fate.REFUSED


def _undo_partnership(undoing: _Undoing, row: Partnership, _trace: Trace) -> Fate:
    """Leave a partnership that was entered by mistake; its history cannot go.

    The system does it: to move a stage is not the right of everybody who registers.
    """
    if row.stage != Stage.EXPLORING:
        return Fate.STAYS
    to_stage, now = Stage.NOT_PURSUED, undoing.now
    write_stage_change(
        actor=SYSTEM,
        now=now,
        partnership=row,
        to_stage=to_stage,
        reason=_("Entered by mistake: the list it came with was taken back."),
    )
    stop_reviews(actor=SYSTEM, now=now, partnership=row, to_stage=to_stage)
    return Fate.NOT_PURSUED


def _undo_contact(undoing: _Undoing, row: Contact, trace: Trace) -> Fate:
    actor, now = undoing.actor, undoing.now
    if trace.was is not None:
        known = _as_it_was(ContactFields, row, trace.was)
        before = change_contact(actor=actor, now=now, contact=row, fields=known)
        undoing.rows[trace.what, trace.pk] = before
        return Fate.PUT_BACK
    is_lead = row.pk in undoing.leading
    parties = row.parties_led.exclude(partnership__stage=Stage.NOT_PURSUED)
    if is_lead and parties.exists():
        return Fate.STAYS
    key = f"contact:{row.pk}"
    has_heard = (
        is_lead
        or Outgoing.objects.filter(recipient_key=key).exists()
        or PartnerLink.objects.filter(contact_id=row.pk).exists()
    )
    if not has_heard:
        stop_mail_of_leaver(key)
        if _removed(actor, row, row.partner.country_id, now=now):
            return Fate.REMOVED
    today = row.partner.country.today(now=now)
    left = replace(_as_it_was(ContactFields, row, {}), left_on=today)
    change_contact(actor=actor, now=now, contact=row, fields=left)
    return Fate.LEFT


def _undo_partner(undoing: _Undoing, row: Partner, trace: Trace) -> Fate:
    actor, now = undoing.actor, undoing.now
    if trace.was is not None:
        undoing.rows[trace.what, trace.pk] = change_partner(
            actor=actor,
            now=now,
            partner=row,
            fields=_as_it_was(PartnerFields, row, trace.was),
            is_different=True,
        )
        return Fate.PUT_BACK
    if row.pk in undoing.joined:
        return Fate.KEPT
    is_gone = _removed(actor, row, row.country_id, now=now)
    return Fate.REMOVED if is_gone else Fate.KEPT


def _removed(actor: Actor, row: Model, country: str, *, now: datetime) -> bool:
    """Delete a row to which nothing refers; tell whether it is gone."""
    try:
        with transaction.atomic():
            audit.record(
                "exchange.row.removed",
                actor=actor,
                subject=row,
                now=now,
                place=Place(country),
            )
            type(row)._default_manager.filter(pk=row.pk).delete()
    except ProtectedError:
        return False
    return True


def _as_it_was(shape: type[FieldsT], row: Model, was: Mapping[str, Any]) -> FieldsT:
    """Return the fields of a row, with those of before where they were changed."""
    names = [each.name for each in fields(shape)]
    return shape(**{name: was.get(name, getattr(row, name)) for name in names})


MODELS: Final[Mapping[What, Any]] = {
    What.PARTNERSHIP: Partnership,
    What.CONTACT: Contact,
    What.PARTNER: Partner,
}
# What an undo needs to know beside each of them.
HOMES: Final[Mapping[What, str]] = {
    What.PARTNERSHIP: "country",
    What.CONTACT: "partner__country",
    What.PARTNER: "country",
}
WAYS: Final[Mapping[What, Callable[[_Undoing, Any, Trace], Fate]]] = {
    What.PARTNERSHIP: _undo_partnership,
    What.CONTACT: _undo_contact,
    What.PARTNER: _undo_partner,
}

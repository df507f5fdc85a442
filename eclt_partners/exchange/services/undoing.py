"""How is an imported list taken back? Only what nobody worked with since.

What nothing refers to is removed. History is never deleted (docs/adr/0051): where there
is some, the product's own words are used: a partnership is not pursued, a person left.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.exchange.choices import Fate, ListState, What
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.selectors import touched_since
from eclt_partners.exchange.services.desk import Trace
from eclt_partners.exchange.services.lists import locked_list
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.leavers import stop_mail_of_leaver
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership
from partners.services.contacts import ContactFields, change_contact
from partners.services.partners import PartnerFields, change_partner
from partners.services.stages import write_stage_change
from reviews.services.stopping import stop_reviews

FieldsT = TypeVar("FieldsT", PartnerFields, ContactFields)

MAY_UNDO_FOR: Final = timedelta(hours=24)
# Partnerships first: they hold their people and partners.
ORDER: Final = (What.PARTNERSHIP, What.CONTACT, What.PARTNER)


@transaction.atomic
def undo_list(*, actor: Actor, kept_id: int, now: datetime) -> PartnerImport:
    """Take an imported list back within 24 hours; what stays says why.

    A second time changes nothing.

    Args:
        actor: who imported it.
        kept_id: which list.
        now: the moment, aware.

    Raises:
        NotPermitted: no right to register any more, or the list of somebody else.
        InvalidInput: it is not imported, or longer ago.
    """
    kept = locked_list(actor, kept_id)
    if kept.state == ListState.UNDONE:
        return kept
    if not may_undo(kept, now=now):
        raise InvalidInput({"": _("A list can be taken back for 24 hours")})
    with translation.override(kept.language):
        traces = sorted(
            (Trace.from_json(each) for each in kept.traces),
            key=lambda trace: (ORDER.index(trace.what), -trace.row),
        )
        # Asked before anything is undone: what undoes one row must not hold up another.
        touched = _touched(traces, after=kept.written_entry or 0)
        undone = [
            _undone(actor, trace, touched=(trace.what, trace.pk) in touched, now=now)
            for trace in traces
        ]
    kept.state, kept.undone_at, kept.traces = ListState.UNDONE, now, undone
    kept.save(update_fields=["state", "undone_at", "traces"])
    stays = sum(each["fate"] == Fate.STAYS for each in undone)
    audit.record(
        "exchange.list.undone",
        actor=actor,
        subject=kept,
        now=now,
        place=Place(),
        facts={"undone": len(undone) - stays, "stays": stays},
    )
    return kept


def may_undo(kept: PartnerImport, *, now: datetime) -> bool:
    """Tell whether a list is imported, and not too long ago."""
    is_written = kept.state == ListState.WRITTEN and kept.written_at is not None
    return is_written and now <= kept.written_at + MAY_UNDO_FOR  # type: ignore[operator]


def _touched(traces: Sequence[Trace], *, after: int) -> set[tuple[What, int]]:
    """Lock what a list wrote, and return what somebody worked with since."""
    found: set[tuple[What, int]] = set()
    for what in ORDER:
        keys = {trace.pk for trace in traces if trace.what == what}
        rows = MODELS[what].objects.select_for_update().filter(pk__in=keys)
        list(rows.order_by("pk"))
        found |= {(what, pk) for pk in touched_since(MODELS[what], keys, after=after)}
    return found


def _row(trace: Trace) -> Model:
    row: Model = MODELS[trace.what].objects.select_for_update().get(pk=trace.pk)
    return row


def _undone(
    actor: Actor, trace: Trace, *, touched: bool, now: datetime
) -> dict[str, Any]:
    """Undo one thing; return what became of it, with its name."""
    row = _row(trace)
    name = str(row)
    fate = Fate.STAYS if touched else WAYS[trace.what](actor, row, trace, now)
    told = {"row": trace.row, "what": trace.what, "pk": trace.pk}
    return {**told, "fate": fate, "name": name}


def _undo_partnership(
    actor: Actor, row: Partnership, trace: Trace, now: datetime
) -> Fate:
    """Leave a partnership that was entered by mistake; its history cannot go.

    The system does it: to move a stage is not the right of everybody who registers.
    """
    if row.stage != Stage.EXPLORING:
        return Fate.STAYS
    write_stage_change(
        actor=SYSTEM,
        now=now,
        partnership=row,
        to_stage=Stage.NOT_PURSUED,
        reason=_("Entered by mistake: the list it came with was taken back."),
    )
    stop_reviews(actor=SYSTEM, now=now, partnership=row, to_stage=Stage.NOT_PURSUED)
    return Fate.NOT_PURSUED


def _undo_contact(actor: Actor, row: Contact, trace: Trace, now: datetime) -> Fate:
    if trace.was is not None:
        known = _as_it_was(ContactFields, row, trace.was)
        change_contact(actor=actor, now=now, contact=row, fields=known)
        return Fate.PUT_BACK
    if row.parties_led.exclude(partnership__stage=Stage.NOT_PURSUED).exists():
        return Fate.STAYS
    key = f"contact:{row.pk}"
    has_heard = (
        Outgoing.objects.filter(recipient_key=key).exists()
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


def _undo_partner(actor: Actor, row: Partner, trace: Trace, now: datetime) -> Fate:
    if trace.was is not None:
        change_partner(
            actor=actor,
            now=now,
            partner=row,
            fields=_as_it_was(PartnerFields, row, trace.was),
            is_different=True,
        )
        return Fate.PUT_BACK
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
WAYS: Final[Mapping[What, Callable[[Actor, Any, Trace, datetime], Fate]]] = {
    What.PARTNERSHIP: _undo_partnership,
    What.CONTACT: _undo_contact,
    What.PARTNER: _undo_partner,
}

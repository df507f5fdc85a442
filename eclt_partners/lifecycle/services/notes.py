"""How does somebody note what a gate asks for?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from partners.choices import Side
from partners.models import Function, Partnership


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: NoteKind,
    side: Side,
    text: str,
    function: Function | None = None,
) -> GateNote:
    """Note what one side said or did; a newer note stands beside the older one.

    Args:
        actor: a person of the foundation, who writes for the partner what it said.
        now: the moment, aware.
        partnership: where.
        kind: what is noted.
        side: whose word it is.
        text: in short; never names of children.
        function: of what the local owner said no to; only then.

    Raises:
        NotPermitted: no right to register here.
        InvalidInput: no text, or no function where one is needed.
    """
    place = Place(partnership.country_id, partnership.pk)
    require(
        actor, Action.REGISTER, country=place.country, partnership=place.partnership
    )
    _check(partnership, kind, text, function)
    note = GateNote.objects.create(
        partnership=partnership,
        kind=kind,
        side=side,
        function=function,
        text=text.strip(),
        noted_on=partnership.country.today(now=now),
        noted_at=now,
        noted_by=actor.key,
    )
    audit.record(
        "lifecycle.note.written",
        actor=actor,
        subject=partnership,
        now=now,
        place=place,
        facts={"kind": kind, "side": side},
    )
    return note


def _check(
    partnership: Partnership, kind: NoteKind, text: str, function: Function | None
) -> None:
    problems = {}
    if not text.strip():
        problems["text"] = _("Write it in short")
    needs_function = kind == NoteKind.OWNER_DECLINED
    own = function is None or function.plan.partnership_id == partnership.pk
    if needs_function != (function is not None) or not own:
        problems["function"] = _("Choose what the local owner said no to")
    if problems:
        raise InvalidInput(problems)

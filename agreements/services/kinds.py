"""How is a kind of agreement added, changed, retired and chosen?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import AgreementKind
from agreements.rules.kinds import free_code
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class KindFields:
    """What can be changed of a kind.

    Attributes:
        names: by code of the language; the source language is among them.
        clauses: keys of the ready clauses that are usual in it.
        is_active: whether new agreements can be of it.
    """

    names: Mapping[str, str]
    clauses: Sequence[str] = ()
    is_active: bool = True


@transaction.atomic
def add_kind(*, actor: Actor, now: datetime, fields: KindFields) -> AgreementKind:
    """Add a kind; its code is made of its name and stays.

    Raises:
        NotPermitted: only administrators manage kinds.
        InvalidInput: another kind has this name.
    """
    require(actor, Action.MANAGE_KINDS)
    _lock_kinds()
    taken = frozenset(AgreementKind.objects.values_list("code", flat=True))
    name = fields.names[settings.LANGUAGE_CODE]
    kind = AgreementKind(code=free_code(name, taken), **_values(fields))
    check_constraints(kind)
    kind.save(force_insert=True)
    _record("agreements.kind.added", actor, kind, now=now, changed=[])
    return kind


@transaction.atomic
def change_kind(
    *, actor: Actor, now: datetime, kind: AgreementKind, fields: KindFields
) -> AgreementKind:
    """Rename a kind, retire it or take it up again; what is signed stays as it is.

    Raises:
        NotPermitted: only administrators manage kinds.
        InvalidInput: another kind has this name.
    """
    require(actor, Action.MANAGE_KINDS)
    _lock_kinds()
    kind = AgreementKind.objects.get(pk=kind.pk)
    changed = apply(kind, _values(fields))
    if not changed:
        return kind
    check_constraints(kind)
    kind.save(update_fields=changed)
    _record("agreements.kind.changed", actor, kind, now=now, changed=changed)
    return kind


def chosen_kind(code: str) -> AgreementKind:
    """Return the kind with this code for a new agreement.

    Raises:
        InvalidInput: there is none, or it was retired.
    """
    kind = AgreementKind.objects.filter(pk=code, is_active=True).first()
    if kind is None:
        raise InvalidInput(
            {"kind": _("This kind cannot be chosen any more. Choose another one")}
        )
    return kind


def _lock_kinds() -> None:
    """Let one after the other give names and codes, so that none is given twice."""
    list(AgreementKind.objects.select_for_update(no_key=True).order_by("pk"))


def _values(fields: KindFields) -> dict[str, object]:
    return {**asdict(fields), "clauses": list(fields.clauses)}


def _record(
    verb: str, actor: Actor, kind: AgreementKind, *, now: datetime, changed: list[str]
) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=kind,
        now=now,
        place=Place(),
        facts={"fields": changed},
    )

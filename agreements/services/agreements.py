"""How is an agreement registered, and how does it get its next version?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.choices import VersionKind
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.proposals import terms_of
from agreements.services.commitments import carry_over
from agreements.services.drafts import PromiseDraft, VersionFields, write_version
from agreements.services.force import follow_stage
from agreements.services.kinds import chosen_kind
from agreements.services.numbering import take_number
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor, require
from eclt_partners.common.errors import InvalidInput, StaleObject
from partners.choices import EventKind, Side
from partners.models import Partnership
from partners.services.events import report_event


@dataclass(frozen=True, slots=True)
class AgreementFields:
    """What stays the same over all versions of an agreement; `kind` is a code."""

    kind: str
    title: str
    number: str = ""


@transaction.atomic
def register_agreement(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    fields: AgreementFields,
    version: VersionFields,
    promises: Sequence[PromiseDraft],
) -> Agreement:
    """Register an agreement on paper with its first version.

    When that version is in force today, a partnership at SHAPING or TRANSITION
    becomes ACTIVE (rulings 1).

    Args:
        actor: needs the right to register here.
        now: the moment, aware.
        partnership: whose deal it is; all its parties become parties of it.
        fields: kind, title and number; without a number the next free one.
        version: dates and money.
        promises: of both sides, at least one each.

    Raises:
        NotPermitted: no right to register here.
        InvalidInput: a kind that cannot be chosen, a number that is taken, wrong
            dates, a side without promise.
    """
    _require(actor, partnership)
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    agreement = Agreement(
        partnership=partnership,
        kind=chosen_kind(fields.kind),
        title=fields.title,
        number=take_number(partnership, version.effective_from, typed=fields.number),
        created_at=now,
    )
    _refuse_repeat(agreement, version)
    agreement.save()
    agreement.parties.set(partnership.parties.filter(to_on__isnull=True))
    write_version(
        actor=actor,
        now=now,
        agreement=agreement,
        number=1,
        fields=version,
        promises=promises,
    )
    _record("agreements.agreement.registered", actor, agreement, now=now, number=1)
    follow_stage(now=now, partnership=partnership)
    return agreement


@transaction.atomic
def register_version(
    *,
    actor: Actor,
    now: datetime,
    agreement: Agreement,
    base_number: int,
    fields: VersionFields,
    promises: Sequence[PromiseDraft],
) -> AgreementVersion:
    """Register the next version of an agreement; the earlier ones stay as they are.

    Promises that go on keep their code and their open due dates; open due dates
    that the new version no longer has are released. All else stays as it was.

    Args:
        actor: needs the right to register here.
        now: the moment, aware.
        agreement: which deal.
        base_number: the newest version that the person saw.
        fields: dates, money, kind and what changed.
        promises: all promises of the new version.

    Raises:
        NotPermitted: no right to register here.
        StaleObject: somebody registered another version meanwhile.
        InvalidInput: it begins too early, says no change, or a side promises nothing.
    """
    _require(actor, agreement.partnership)
    partnership, head = _locked_head(agreement, base_number)
    _check_successor(head, fields)
    version = write_version(
        actor=actor,
        now=now,
        agreement=head.agreement,
        number=head.number + 1,
        fields=fields,
        promises=promises,
        base=terms_of(head),
    )
    carry_over(now=now, version=version, actor_key=actor.key)
    verb = "agreements.version.registered"
    _record(verb, actor, head.agreement, now=now, number=version.number)
    if fields.kind != VersionKind.CORRECTION:
        _report_amendment(partnership, fields.effective_from, now=now)
    follow_stage(now=now, partnership=partnership)
    return version


def _locked_head(
    agreement: Agreement, base_number: int
) -> tuple[Partnership, AgreementVersion]:
    """Return the partnership and the newest version; nobody else adds one meanwhile.

    The agreement is locked first, as everybody does who writes versions.

    Raises:
        StaleObject: it is not the one that the person saw.
    """
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    partnership = Partnership.objects.select_for_update().get(
        pk=agreement.partnership_id
    )
    head = locked.versions.order_by("-number").first()
    if head is None or head.number != base_number:
        raise StaleObject("there is a newer version")
    return partnership, head


def _report_amendment(partnership: Partnership, since: date, *, now: datetime) -> None:
    """Note that the deal changed: a talk about it is due (methods D3)."""
    report_event(
        actor=SYSTEM,
        now=now,
        partnership=partnership,
        kind=EventKind.AMENDMENT,
        happened_on=since,
        side=Side.FOUNDATION,
    )


def _require(actor: Actor, partnership: Partnership) -> None:
    require(
        actor,
        Action.REGISTER,
        country=partnership.country_id,
        partnership=partnership.pk,
    )


def _refuse_repeat(agreement: Agreement, version: VersionFields) -> None:
    """Refuse the same agreement sent twice by a second press."""
    twin = Agreement.objects.filter(
        Q(title__iexact=agreement.title),
        partnership=agreement.partnership,
        kind=agreement.kind,
        versions__effective_from=version.effective_from,
    )
    if twin.exists():
        raise InvalidInput(
            {"title": _("This agreement is registered already. Give another title")}
        )


def _check_successor(head: AgreementVersion, fields: VersionFields) -> None:
    if fields.effective_from <= head.effective_from:
        raise InvalidInput(
            {
                "effective_from": _(
                    "A new version must begin after version %(number)s began"
                )
                % {"number": head.number}
            }
        )
    if not fields.summary:
        raise InvalidInput({"summary": _("Write what changed, in plain words")})


def _record(
    verb: str, actor: Actor, agreement: Agreement, *, now: datetime, number: int
) -> None:
    partnership = agreement.partnership
    audit.record(
        verb,
        actor=actor,
        subject=agreement,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"version": number},
    )

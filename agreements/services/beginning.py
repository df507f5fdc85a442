"""How do both sides begin a new agreement, so that its first version is negotiated?"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import ChangeReason, RenegotiationState
from agreements.models import Agreement, AgreementKind, Renegotiation
from agreements.selectors.speakers import speaker_of
from agreements.services.kinds import chosen_kind
from agreements.services.numbering import take_number
from agreements.services.steps import CLOSED_STAGES, go, note
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput
from partners.choices import Side
from partners.models import Partnership, PartnershipParty


@transaction.atomic
def begin_agreement(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: str,
    title: str,
) -> Renegotiation:
    """Begin an agreement without a version, and the table at which it is written.

    Its first version comes about as every later one: proposals, answers, signatures.

    Args:
        actor: a person of the foundation who may propose changes here.
        now: the moment, aware.
        partnership: whose deal it is; all its present parties become parties of it.
        kind: code of the kind of paper that it will be.
        title: in plain words.

    Raises:
        NotPermitted: no right here.
        InvalidInput: the partnership is over, has no partner, the kind cannot be
            chosen, or there is no title; or an agreement with this title is being negotiated already.
    """
    require(
        actor,
        Action.PROPOSE_CHANGE,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    partnership = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("country", "foundation_lead")
        .get(pk=partnership.pk)
    )
    parties = list(partnership.parties.filter(to_on=None))
    _check(partnership, title.strip(), has_parties=bool(parties))
    chosen = chosen_kind(kind)
    table = _empty(partnership, parties, chosen, title.strip(), actor=actor, now=now)
    speaker = speaker_of(actor, table.agreement)
    note("agreements.agreement.begun", table, speaker=speaker, now=now)
    go(table, RenegotiationState.TALKING, speaker=speaker, now=now)
    return table


def _empty(
    partnership: Partnership,
    parties: Sequence[PartnershipParty],
    kind: AgreementKind,
    title: str,
    *,
    actor: Actor,
    now: datetime,
) -> Renegotiation:
    """Write the agreement without a version, and its table."""
    agreement = Agreement.objects.create(
        partnership=partnership,
        kind=kind,
        title=title,
        number=take_number(partnership, partnership.country.today(now=now)),
        created_at=now,
    )
    agreement.parties.set(parties)
    return Renegotiation.objects.create(
        agreement=agreement,
        raised_side=Side.FOUNDATION,
        raised_by=actor.key,
        raised_at=now,
        reason=ChangeReason.NEW,
        what_changed=agreement.title,
        topics=[],
    )


def _check(partnership: Partnership, title: str, *, has_parties: bool) -> None:
    if partnership.stage in CLOSED_STAGES:
        raise InvalidInput({"": _("This partnership is over.")})
    if not has_parties:
        raise InvalidInput({"": _("Add a partner to the partnership first.")})
    if not title:
        raise InvalidInput({"title": _("Enter the title of the agreement")})
    twin = partnership.agreements.filter(title__iexact=title, versions=None)
    if twin.filter(renegotiations__in=Renegotiation.objects.open()).exists():
        raise InvalidInput(
            {"title": _("This agreement is begun already. Give another title")}
        )

"""How does what was typed about a new partner stay, and become a partnership at once?"""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from agreements.services.agreements import AgreementFields, register_agreement
from agreements.services.drafts import PromiseDraft, VersionFields
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.countries.models import Country
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.services import Filing, Upload, store_document
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.lifecycle.models import Registration
from partners.models import Partnership
from partners.services.beginnings import start_partnership
from partners.services.contacts import ContactFields, add_contact
from partners.services.partners import PartnerFields, register_partner
from partners.services.partnerships import PartnershipFields, PartyChoice
from reviews.services.planning import ensure_next_review

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names and addresses of people are not kept for a partnership that never came to be.
ABANDONED_AFTER: Final = timedelta(days=90)


class StepRefused(InvalidInput):
    """What was typed on one of the pages cannot be.

    Attributes:
        step: which page.
    """

    def __init__(self, step: RegistrationStep, problems: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.step = step


@dataclass(frozen=True, slots=True)
class Deal:
    """The signed agreement of the new partnership."""

    agreement: AgreementFields
    version: VersionFields
    promises: Sequence[PromiseDraft]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the pages asked for.

    Attributes:
        country: where the partner is at home and the work is done.
        partner: the organisation.
        is_different: somebody looked at those that look the same.
        contact: the lead of the partner.
        partnership: its rhythm and the lead of the foundation.
        deal: the agreement; None while there is none.
    """

    country: Country
    partner: PartnerFields
    is_different: bool
    contact: ContactFields
    partnership: PartnershipFields
    deal: Deal | None


def open_registration(*, owner_id: int, now: datetime) -> Registration:
    """Return the way that this person is on; the first page begins one."""
    found, _is_new = Registration.objects.get_or_create(
        owner_id=owner_id,
        partnership=None,
        defaults={"begun_at": now, "kept_at": now},
    )
    return found


@transaction.atomic
def keep_step(
    *,
    owner_id: int,
    now: datetime,
    step: RegistrationStep,
    typed: Mapping[str, str],
    paper: Upload | None = None,
) -> Registration:
    """Keep what was typed on one page, right or wrong; the other pages stay."""
    open_registration(owner_id=owner_id, now=now)
    way = Registration.objects.select_for_update().get(
        owner_id=owner_id, partnership=None
    )
    way.typed = {**way.typed, step.value: dict(typed)}
    way.kept_at = now
    if paper is not None:
        way.paper, way.paper_name = paper.content, paper.name[-255:]
    way.save(update_fields=["typed", "kept_at", "paper", "paper_name"])
    return way


def discard_registration(*, owner_id: int) -> None:
    """Forget what this person typed about a new partner."""
    Registration.objects.filter(owner_id=owner_id, partnership=None).delete()


def forget_abandoned(*, now: datetime) -> int:
    """Forget ways that nobody went on for 90 days, with the people named on them.

    Returns:
        How many were forgotten.
    """
    old = Registration.objects.filter(
        partnership=None, kept_at__lt=now - ABANDONED_AFTER
    )
    return old.delete()[0]


@transaction.atomic
def finish_registration(
    *, actor: Actor, now: datetime, way_id: int, plan: Plan
) -> Partnership:
    """Register partner, person, partnership, agreement and its scan; all or nothing.

    Its first review is planned with it: nobody is told that one is late who could not
    have held it.

    Returns:
        The new partnership; the same one when the last button is pressed twice.

    Raises:
        NotPermitted: no right to register in the country, or the way of somebody else.
        StepRefused: a service refuses what stands on one of the pages.
    """
    way = Registration.objects.select_for_update().get(pk=way_id)
    if way.owner_id != actor.user_id:
        raise NotPermitted("this is the way of somebody else")
    if way.partnership is not None:
        return way.partnership
    partnership = _begin(actor, now, plan)
    if plan.deal is not None:
        with _about(RegistrationStep.AGREEMENT):
            _register_deal(actor, now, way, partnership, plan.deal)
    ensure_next_review(now=now, partnership=partnership)
    way.typed, way.paper, way.paper_name = {}, None, ""
    way.partnership = partnership
    way.save(update_fields=["typed", "paper", "paper_name", "partnership"])
    return partnership


def _begin(actor: Actor, now: datetime, plan: Plan) -> Partnership:
    with _about(RegistrationStep.BASICS):
        partner = register_partner(
            actor=actor,
            now=now,
            country=plan.country,
            fields=plan.partner,
            is_different=plan.is_different,
        )
    with _about(RegistrationStep.CONTACT):
        contact = add_contact(
            actor=actor, now=now, partner=partner, fields=plan.contact
        )
    with _about(RegistrationStep.RHYTHM):
        return start_partnership(
            actor=actor,
            now=now,
            country=plan.country,
            parties=[PartyChoice(partner, contact)],
            fields=plan.partnership,
        )


def _register_deal(
    actor: Actor, now: datetime, way: Registration, partnership: Partnership, deal: Deal
) -> None:
    agreement = register_agreement(
        actor=actor,
        now=now,
        partnership=partnership,
        fields=deal.agreement,
        version=deal.version,
        promises=deal.promises,
    )
    if way.paper is None:
        return
    store_document(
        actor=actor,
        now=now,
        upload=Upload(way.paper_name, bytes(way.paper)),
        filing=Filing(
            subject=agreement,
            place=Place(partnership.country_id, partnership.pk),
            category=DocumentCategory.SIGNED_SCAN,
            readers=Readers.BOTH,
        ),
        client_key=uuid5(NAMESPACE_URL, f"registration:{way.pk}"),
    )


@contextmanager
def _about(step: RegistrationStep) -> "Iterator[None]":
    """Say on which page stands what a service refuses."""
    try:
        yield
    except InvalidInput as refusal:
        raise StepRefused(step, refusal.problems) from refusal

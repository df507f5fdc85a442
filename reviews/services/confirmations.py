"""How is the partner asked to confirm the record of a talk?"""

from datetime import datetime, timedelta

from django.db import transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.audit import services as audit
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.services.steps import lock_review, place_of

LETTER = "review.confirm"
HOLDS_FOR = timedelta(days=90)


@transaction.atomic
def ask_to_confirm(*, actor: Actor, now: datetime, review: Review) -> int:
    """Mail the leads of the partner a link to the record; at most one mail a day each.

    Args:
        actor: who recorded the talk.
        now: when, aware.
        review: a review whose talk is recorded.

    Returns:
        How many people were asked; 0 when no lead can be reached by mail.

    Raises:
        NotPermitted: the actor may not record talks here.
        IllegalTransition: no talk is recorded, or the review is over.
    """
    place = review.partnership
    require(actor, Action.RECORD_TALK, country=place.country_id, partnership=place.pk)
    locked = lock_review(review.pk)
    if locked.state != ReviewState.TALK_HELD:
        raise IllegalTransition(locked.state, ReviewState.TALK_HELD)
    leads = Contact.objects.reachable().filter(
        parties_led__partnership=place.pk, parties_led__to_on=None
    )
    people = list(leads.distinct())
    for contact in people:
        _ask(locked, contact, now=now)
    audit.record(
        "reviews.talk.sent_to_confirm",
        actor=actor,
        subject=locked,
        now=now,
        place=place_of(locked),
        facts={"people": len(people)},
    )
    return len(people)


def _ask(review: Review, contact: Contact, *, now: datetime) -> None:
    link = _link(review, contact, now=now)
    queue(
        now=now,
        letter=LETTER,
        facts={"link": link.pk, "review": review.pk},
        recipient=Recipient(
            key=f"contact:{contact.pk}",
            address=contact.email,
            language=contact.language,
            time_zone=contact.time_zone,
        ),
        dedupe_key=f"{LETTER}:{link.pk}:{now:%Y-%m-%d}",
        country=review.partnership.country_id,
        partnership_id=review.partnership_id,
    )


def _link(review: Review, contact: Contact, *, now: datetime) -> PartnerLink:
    return issue_link(
        now=now,
        contact_id=contact.pk,
        partnership_id=review.partnership_id,
        country_id=review.partnership.country_id,
        purpose=LinkPurpose.CONFIRM,
        subject_id=review.pk,
        expires_at=now + HOLDS_FOR,
    )

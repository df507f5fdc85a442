"""How does a person of a partner get a new link after the old one stopped working?"""

from datetime import datetime, timedelta

from django.db import transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import renew
from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact
from reviews.choices import ReviewState
from reviews.models import Review

LETTER = "link.new"
HOLDS_FOR = timedelta(days=30)
# What must still be open so that a link for it is worth sending.
WORTH = {
    LinkPurpose.REVIEW: frozenset({ReviewState.OPEN, ReviewState.CLOSED}),
    LinkPurpose.CONFIRM: frozenset({ReviewState.TALK_HELD}),
    LinkPurpose.HOME: frozenset(ReviewState),
}


@transaction.atomic
def send_new_links(*, now: datetime, email: str) -> int:
    """Mail the links that still ask something of the people with this address.

    Only people we know, who have not left, and links that were not revoked; at most
    one mail an hour for each link. A link that still holds keeps its token, so that
    nobody can end another person's visit by asking; an expired one gets a new token.

    Args:
        now: the present moment, aware.
        email: as it was typed.

    Returns:
        How many letters are in the outbox; never shown to who asked.
    """
    known = Contact.objects.reachable().filter(email__iexact=email)
    people = {contact.pk: contact for contact in known}
    links = PartnerLink.objects.filter(
        contact_id__in=people, revoked_at__isnull=True, purpose__in=WORTH
    )
    wanted = [(link, review) for link in links if (review := _review_of(link))]
    for link, review in wanted:
        holding = _that_holds(link, now=now)
        _send(holding, review, people[link.contact_id], now=now)
    return len(wanted)


def _review_of(link: PartnerLink) -> Review | None:
    """Return the review for which the link is still worth sending, if there is one."""
    reviews = Review.objects.filter(
        partnership=link.partnership_id, state__in=WORTH[LinkPurpose(link.purpose)]
    )
    if link.purpose != LinkPurpose.HOME:
        reviews = reviews.filter(pk=link.subject_id)
    return reviews.first()


def _that_holds(link: PartnerLink, *, now: datetime) -> PartnerLink:
    if link.expires_at > now:
        return link
    return renew(actor=SYSTEM, link=link, now=now, expires_at=now + HOLDS_FOR)


def _send(
    link: PartnerLink, review: Review, contact: Contact, *, now: datetime
) -> None:
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
        dedupe_key=f"{LETTER}:{link.pk}:{now:%Y-%m-%dT%H}",
        country=link.country_id,
        partnership_id=link.partnership_id,
    )

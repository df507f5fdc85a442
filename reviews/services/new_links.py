"""How does a person of a partner get a new link after the old one stopped working?"""

from datetime import datetime, timedelta

from django.db import transaction

from agreements.models import Renegotiation
from agreements.services.table_links import mail_table_link
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import renew
from eclt_partners.common.actor import SYSTEM
from partners.choices import CheckState
from partners.models import Contact
from partners.selectors.after import check_of_link
from partners.services.after_links import mail_check_link
from partners.services.home_links import HOLDS_FOR as HOME_FOR
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.services.link_mails import HOME, NEW, mail_link

HOLDS_FOR = timedelta(days=30)
# What must still be open so that a link for it is worth sending.
WORTH = {
    LinkPurpose.REVIEW: frozenset({ReviewState.OPEN, ReviewState.CLOSED}),
    LinkPurpose.CONFIRM: frozenset({ReviewState.TALK_HELD}),
}
# Links to one table of an agreement, as long as it is open or put aside.
ONE_TABLE = frozenset({LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN})


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
        contact_id__in=people,
        revoked_at__isnull=True,
        purpose__in=[*WORTH, *ONE_TABLE, LinkPurpose.AFTER_CHECK, LinkPurpose.HOME],
    )
    wanted = [link for link in links if _is_worth_it(link)]
    for link in wanted:
        holding = _that_holds(link, now=now)
        _mail(holding, people[link.contact_id], now=now)
    return len(wanted)


def _mail(link: PartnerLink, contact: Contact, *, now: datetime) -> None:
    if link.purpose in ONE_TABLE:
        mail_table_link(link, contact, now=now)
        return
    if link.purpose == LinkPurpose.AFTER_CHECK:
        mail_check_link(link, contact, now=now)
        return
    letter = HOME if link.purpose == LinkPurpose.HOME else NEW
    mail_link(link, contact, letter=letter, now=now)


def _is_worth_it(link: PartnerLink) -> bool:
    """Tell whether a link still asks for something; the page of a partnership always."""
    if link.purpose == LinkPurpose.HOME:
        return True
    if link.purpose in ONE_TABLE:
        return Renegotiation.objects.unfinished().filter(pk=link.subject_id).exists()
    if link.purpose == LinkPurpose.AFTER_CHECK:
        check = check_of_link(link)
        return check is not None and check.state == CheckState.SCHEDULED
    states = WORTH[LinkPurpose(link.purpose)]
    return Review.objects.filter(pk=link.subject_id, state__in=states).exists()


def _that_holds(link: PartnerLink, *, now: datetime) -> PartnerLink:
    if link.expires_at > now:
        return link
    holds_for = HOME_FOR if link.purpose == LinkPurpose.HOME else HOLDS_FOR
    return renew(actor=SYSTEM, link=link, now=now, expires_at=now + holds_for)

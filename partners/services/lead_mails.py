"""Who hears that they lead a side, or are the head of a partner, from now on?

The letters are written by reviews, which know what awaits the reader.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from eclt_partners.accounts.models import User
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact, Onboarding, Partnership, PartnershipParty
from partners.selectors.unreached import OVER
from partners.services.home_links import issue_home_link

NEW_LEAD, NEW_HEAD = "lead.new", "lead.head"
# By then the short review that a new lead brings is planned, and stands in the letter.
AFTER_PLANNING: Final = timedelta(minutes=2)


def tell_new_lead(
    onboarding: Onboarding, *, actor: Actor, before: str, now: datetime
) -> None:
    """Write once to who leads a side from now on; who took it over knows.

    Where nothing more is asked of either side there is nothing to tell.

    Args:
        onboarding: the first steps of the new lead.
        actor: who changed the lead.
        before: key of who led until now; "" = nobody.
        now: the moment, aware.
    """
    partnership = onboarding.partnership
    if partnership.is_settled:
        return
    facts: dict[str, int | str] = {"onboarding": onboarding.pk, "before": before}
    if onboarding.user:
        reader = _recipient("user", onboarding.user)
    elif onboarding.contact and onboarding.contact.email:
        reader = _recipient("contact", onboarding.contact)
        facts["link"] = issue_home_link(onboarding.contact, partnership, now=now).pk
    else:
        return
    if reader.key == actor.key:
        return
    queue(
        now=now,
        letter=NEW_LEAD,
        facts=facts,
        recipient=reader,
        dedupe_key=f"{NEW_LEAD}:{onboarding.pk}",
        due_at=now + AFTER_PLANNING,
        country=partnership.country_id,
        partnership_id=partnership.pk,
    )


def tell_new_heads(contacts: Sequence[Contact], *, now: datetime) -> None:
    """Write to new heads, once a day for each partnership of theirs that goes on.

    Args:
        contacts: saved, each a head after another one.
        now: the moment, aware.
    """
    heads = [each for each in contacts if each.email and not each.left_on]
    if not heads:
        return
    parties = PartnershipParty.objects.filter(
        partner__in=[each.partner_id for each in heads], to_on=None
    ).exclude(partnership__stage__in=OVER)
    rows = list(parties.select_related("partnership__country"))
    for head in heads:
        for party in rows:
            if party.partner_id == head.partner_id:
                _tell_head(head, party.partnership, now=now)


def _tell_head(head: Contact, partnership: Partnership, *, now: datetime) -> None:
    day = partnership.country.today(now=now)
    queue(
        now=now,
        letter=NEW_HEAD,
        facts={"link": issue_home_link(head, partnership, now=now).pk},
        recipient=_recipient("contact", head),
        dedupe_key=f"{NEW_HEAD}:{head.pk}:{partnership.pk}:{day}",
        due_at=now + AFTER_PLANNING,
        country=partnership.country_id,
        partnership_id=partnership.pk,
    )


def _recipient(kind: str, person: User | Contact) -> Recipient:
    return Recipient(
        f"{kind}:{person.pk}", person.email, person.language, person.time_zone
    )

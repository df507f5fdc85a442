"""How does a person of a partner get the own link to one table?"""

from datetime import datetime

from django.db import transaction

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from agreements.selectors.speakers import leads_to_tell
from agreements.services.steps import require_at
from agreements.services.turns import link_for
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact

LETTER = "agreements.link"


@transaction.atomic
def send_table_link(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation
) -> None:
    """Mail the person, who came by the link of the partnership, the link to a table.

    Only the mailbox of the person opens what only that person may do. While a text is
    to be signed, who leads or heads a partner gets the link that signs: it may be a
    person who came since both sides agreed.

    Raises:
        NotPermitted: not a person of a partner who may raise changes here.
    """
    require_at(actor, Action.RAISE_CHANGE, renegotiation.agreement)
    contact = Contact.objects.reachable().filter(pk=actor.contact_id or 0).first()
    if contact is None:
        raise NotPermitted("only people of a partner have links")
    signs = renegotiation.state == RenegotiationState.AGREED and (
        contact in leads_to_tell(renegotiation)
    )
    purpose = LinkPurpose.SIGN if signs else LinkPurpose.RENEGOTIATION
    link_id = link_for(renegotiation, contact, now=now, purpose=purpose)
    mail_table_link(PartnerLink.objects.get(pk=link_id), contact, now=now)
    partnership = renegotiation.agreement.partnership
    audit.record(
        "agreements.link.asked",
        actor=actor,
        subject=renegotiation,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"link": link_id},
    )


def mail_table_link(link: PartnerLink, contact: Contact, *, now: datetime) -> None:
    """Mail a link to its person; at most one letter of a token an hour."""
    queue(
        now=now,
        letter=LETTER,
        facts={"link": link.pk},
        recipient=Recipient(
            f"contact:{contact.pk}", contact.email, contact.language, contact.time_zone
        ),
        dedupe_key=f"{LETTER}:{link.pk}.{link.generation}:{now:%Y-%m-%dT%H}",
        is_asked_for=True,
        country=link.country_id,
        partnership_id=link.partnership_id,
    )

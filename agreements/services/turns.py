"""Who is told by mail that something waits for them at the table?"""

from datetime import datetime, timedelta

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation, RenegotiationStep
from agreements.selectors.speakers import Speaker, leads_to_tell
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.links import issue_link
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact

LETTER = "agreements.turn"
# A renegotiation lapses after 120 days (methods E3); its link outlives it a little.
HOLDS_FOR = timedelta(days=150)


def tell_turn(
    renegotiation: Renegotiation,
    step: RenegotiationStep,
    *,
    speaker: Speaker,
    now: datetime,
) -> None:
    """Put one letter a person of the other sides into the outbox (rulings 6, 17).

    The foundation's lead hears of what a partner does, leads and heads of partners of
    what the foundation does; in a coalition the other partners hear as well.
    """
    is_agreed = step.state == RenegotiationState.AGREED
    purpose = LinkPurpose.SIGN if is_agreed else LinkPurpose.RENEGOTIATION
    for person, link_id in _audience(renegotiation, speaker, purpose, now=now):
        queue(
            now=now,
            letter=LETTER,
            facts={"step": step.pk, "link": link_id},
            recipient=person,
            dedupe_key=f"{LETTER}:{step.pk}:{person.key}",
            country=renegotiation.agreement.partnership.country_id,
            partnership_id=renegotiation.agreement.partnership_id,
        )


def link_for(
    renegotiation: Renegotiation,
    contact: Contact,
    *,
    now: datetime,
    purpose: LinkPurpose = LinkPurpose.RENEGOTIATION,
) -> int:
    """Return the id of a person's link to one renegotiation; made when missing."""
    partnership = renegotiation.agreement.partnership
    return issue_link(
        now=now,
        contact_id=contact.pk,
        partnership_id=partnership.pk,
        country_id=partnership.country_id,
        purpose=purpose,
        subject_id=renegotiation.pk,
        expires_at=now + HOLDS_FOR,
    ).pk


def _audience(
    renegotiation: Renegotiation,
    speaker: Speaker,
    purpose: LinkPurpose,
    *,
    now: datetime,
) -> list[tuple[Recipient, int]]:
    lead = renegotiation.agreement.partnership.foundation_lead
    people: list[tuple[Recipient, int]] = []
    if lead is not None and lead.pk != speaker.actor.user_id:
        person = Recipient(f"user:{lead.pk}", lead.email, lead.language, lead.time_zone)
        people.append((person, 0))
    for contact in leads_to_tell(renegotiation):
        if contact.pk == speaker.actor.contact_id and purpose != LinkPurpose.SIGN:
            continue
        person = Recipient(
            f"contact:{contact.pk}", contact.email, contact.language, contact.time_zone
        )
        people.append(
            (person, link_for(renegotiation, contact, now=now, purpose=purpose))
        )
    return people

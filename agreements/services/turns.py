"""Who is told by mail that something waits for them at the table?"""

from datetime import datetime, timedelta

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.models import Commitment, Renegotiation, RenegotiationStep
from agreements.selectors.signers import foundation_signers
from agreements.selectors.speakers import Speaker, leads_to_tell
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.selectors import people_at, people_behind
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact
from partners.selectors.leading import lead_or_managers

LETTER = "agreements.turn"
# Who looks after a promise, and who says whether it was kept.
NAMING = ("owner_key", "confirmer_key")
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
    what the foundation does; in a coalition the other partners hear as well. When
    both agreed, whoever signs for the foundation hears of it too. Of a new version hears
    everybody whom a promise in it names (methods E3.7).
    """
    is_agreed = step.state == RenegotiationState.AGREED
    purpose = LinkPurpose.SIGN if is_agreed else LinkPurpose.RENEGOTIATION
    people = [
        *_of_the_foundation(renegotiation, speaker, is_agreed=is_agreed),
        *_of_partners(renegotiation, speaker, purpose, now=now),
    ]
    heard = {person.key for person, _link in people} | {speaker.actor.key}
    people += _named_in_promises(renegotiation, heard, now=now)
    for person, link_id in people:
        queue(
            now=now,
            letter=LETTER,
            facts={"step": step.pk, "link": link_id}
            | ({} if person.key in heard else {"is_named": True}),
            recipient=person,
            dedupe_key=f"{LETTER}:{step.pk}:{person.key}",
            country=renegotiation.agreement.partnership.country_id,
            partnership_id=renegotiation.agreement.partnership_id,
            is_for_role=True,
        )


def link_for(
    renegotiation: Renegotiation,
    contact: Contact,
    *,
    now: datetime,
    purpose: LinkPurpose = LinkPurpose.RENEGOTIATION,
) -> int:
    """Return the id of a person's link; made when missing.

    It is to one renegotiation, or for HOME to the page of its partnership.
    """
    partnership = renegotiation.agreement.partnership
    subject = partnership if purpose == LinkPurpose.HOME else renegotiation
    return issue_link(
        now=now,
        contact_id=contact.pk,
        partnership_id=partnership.pk,
        country_id=partnership.country_id,
        purpose=purpose,
        subject_id=subject.pk,
        expires_at=now + HOLDS_FOR,
    ).pk


def _of_the_foundation(
    renegotiation: Renegotiation, speaker: Speaker, *, is_agreed: bool
) -> list[tuple[Recipient, int]]:
    """Return the lead, or managers where none is, and who signs what both agreed to.

    Not who took the step.
    """
    agreement = renegotiation.agreement
    people = {each.pk: each for each in lead_or_managers(agreement.partnership)}
    if is_agreed:
        accepted = renegotiation.proposals.get(state=ProposalState.ACCEPTED)
        size = SizeClass(accepted.size_class)
        people |= {each.pk: each for each in foundation_signers(agreement, size)}
    return [
        (Recipient(f"user:{pk}", user.email, user.language, user.time_zone), 0)
        for pk, user in people.items()
        if pk != speaker.actor.user_id
    ]


def _of_partners(
    renegotiation: Renegotiation,
    speaker: Speaker,
    purpose: LinkPurpose,
    *,
    now: datetime,
) -> list[tuple[Recipient, int]]:
    people: list[tuple[Recipient, int]] = []
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


def _named_in_promises(
    renegotiation: Renegotiation, heard: set[str], *, now: datetime
) -> list[tuple[Recipient, int]]:
    """Return who else is named by promises of the version that came of it, if one did.

    They come by a link to the partner's page, where they read what was signed: with one
    to the table they would speak for their side, and read its private notes.
    """
    if renegotiation.version_id is None:
        return []
    rows = Commitment.objects.filter(version=renegotiation.version_id)
    keys = {key for pair in rows.values_list(*NAMING) for key in pair if key} - heard
    place = renegotiation.agreement.partnership
    users = people_at(place.country_id, place.pk) & people_behind(keys)
    parties = renegotiation.agreement.parties.filter(to_on=None)
    contacts = Contact.objects.reachable().filter(
        pk__in=[
            int(key.partition(":")[2]) for key in keys if key.startswith("contact")
        ],
        partner__in=parties.values("partner"),
    )
    return [
        *(
            (Recipient(f"user:{pk}", each.email, each.language, each.time_zone), 0)
            for pk, each in users.in_bulk().items()
        ),
        *(
            (
                Recipient(f"contact:{pk}", each.email, each.language, each.time_zone),
                link_for(renegotiation, each, now=now, purpose=LinkPurpose.HOME),
            )
            for pk, each in contacts.in_bulk().items()
        ),
    ]

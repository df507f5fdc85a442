"""How do people of a partner get their links, one or many at once?

The same wish always gives the same link with the same token, whoever asks and how
often (rulings 17).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import hash_of_token
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM

Key = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class LinkWish:
    """Whom a link is for, and what it is good for.

    Attributes:
        contact_id: the person of the partner.
        partnership_id: the one partnership the link reaches.
        country_id: the country of that partnership.
        purpose: what the link is good for.
        subject_id: what it is about, for example the id of a review.
        expires_at: when it ends.
    """

    contact_id: int
    partnership_id: int
    country_id: str
    purpose: LinkPurpose
    subject_id: int
    expires_at: datetime

    @property
    def key(self) -> Key:
        """What names a link: a second wish for the same gets the same link."""
        return (self.contact_id, str(self.purpose), self.subject_id)


def issue_link(
    *,
    now: datetime,
    contact_id: int,
    partnership_id: int,
    country_id: str,
    purpose: LinkPurpose,
    subject_id: int,
    expires_at: datetime,
) -> PartnerLink:
    """Return the link of a contact for a purpose; make it when there is none.

    As `issue_links`, for one.

    Args:
        now: the present moment.
        contact_id: the person of the partner.
        partnership_id: the one partnership the link reaches.
        country_id: the country of that partnership.
        purpose: what the link is good for.
        subject_id: what it is about, for example the id of a review.
        expires_at: when it ends.
    """
    wish = LinkWish(
        contact_id, partnership_id, country_id, purpose, subject_id, expires_at
    )
    return issue_links([wish], now=now)[0]


@transaction.atomic
def issue_links(wishes: Sequence[LinkWish], *, now: datetime) -> list[PartnerLink]:
    """Return the link of each wish; make those that are missing. Six queries at most.

    Idempotent: a second call returns the same link with the same token. It may move
    the end of a link that holds, never sooner; a revoked link stays revoked.

    Args:
        wishes: for whom, and for what.
        now: the present moment.
    """
    held = _held(wishes)
    missing = {wish.key: wish for wish in wishes if wish.key not in held}
    if missing:
        held |= _made(list(missing.values()), now=now)
    longer = []
    for wish in wishes:
        link = held[wish.key]
        if link.revoked_at is None and link.expires_at < wish.expires_at:
            link.expires_at = wish.expires_at
            longer.append(link)
    if longer:
        PartnerLink.objects.bulk_update(longer, ["expires_at"])
    return [held[wish.key] for wish in wishes]


def _held(wishes: Sequence[LinkWish]) -> dict[Key, PartnerLink]:
    """Return the links there are, locked, by their key."""
    keys = {wish.key for wish in wishes}
    rows = PartnerLink.objects.select_for_update().filter(
        contact_id__in={wish.contact_id for wish in wishes},
        subject_id__in={wish.subject_id for wish in wishes},
        purpose__in={wish.purpose for wish in wishes},
    )
    found = {(row.contact_id, row.purpose, row.subject_id): row for row in rows}
    return {key: row for key, row in found.items() if key in keys}


def _made(wishes: Sequence[LinkWish], *, now: datetime) -> dict[Key, PartnerLink]:
    """Make links; one that somebody else made at the same moment is theirs."""
    PartnerLink.objects.bulk_create(
        (
            PartnerLink(
                contact_id=wish.contact_id,
                partnership_id=wish.partnership_id,
                country_id=wish.country_id,
                purpose=wish.purpose,
                subject_id=wish.subject_id,
                created_at=now,
                expires_at=wish.expires_at,
            )
            for wish in wishes
        ),
        ignore_conflicts=True,
    )
    held = _held(wishes)
    ours = [link for link in held.values() if link.token_hash is None]
    _give_tokens(ours)
    audit.record_all(
        "accounts.link.issued",
        actor=SYSTEM,
        subjects=[
            (
                link,
                Place(country=link.country_id, partnership=link.partnership_id),
                {"purpose": str(link.purpose)},
            )
            for link in ours
        ],
        now=now,
    )
    return held


def _give_tokens(links: Sequence[PartnerLink]) -> None:
    """Store the hashes of the tokens of new links; a token needs the number of its link.

    `bulk_update` would write a condition for each link, and costs three times as much.
    """
    for link in links:
        link.token_hash = hash_of_token(link)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_partnerlink link SET token_hash = new.hash "
            "FROM unnest(%s::bigint[], %s::text[]) AS new(id, hash) "
            "WHERE link.id = new.id",
            [[link.pk for link in links], [link.token_hash for link in links]],
        )

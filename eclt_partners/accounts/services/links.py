"""How does a person of a partner get in without an account?

A link carries a token: HMAC(key derived from the server's secret, link id,
generation). The database holds only its SHA-256, mails hold a placeholder, and the
address with the token is exchanged for a cookie session at once (rulings 17 and 18).
"""

import base64
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from eclt_partners.accounts.choices import LinkEnding
from eclt_partners.accounts.models import LinkSession, PartnerLink
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require

log = structlog.get_logger("security")

_SALT = "eclt_partners.accounts.links"
_KEY_BYTES = 32


def token_of(link: PartnerLink) -> str:
    """Return the token of a saved link: 256 bits, the same for one generation."""
    digest = salted_hmac(
        _SALT, f"{link.pk}:{link.generation}", algorithm="sha256"
    ).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def url_of(link: PartnerLink) -> str:
    """Return the full address that a mail shows; only the sender of mail needs it."""
    path = reverse("reviews:landing", args=[token_of(link)])
    return f"{settings.SITE_URL}{path}"


def find_by_token(token: str, *, now: datetime) -> PartnerLink | None:
    """Return the link of a token, or None when it is unknown, expired or revoked.

    Changes nothing, so that a mail scanner may open the address any number of times.
    """
    link = PartnerLink.objects.filter(token_hash=_hash(token)).first()
    if link is None or not constant_time_compare(token_of(link), token):
        log.info("link.refused", reason="unknown")
        return None
    if link.revoked_at is not None or link.expires_at <= now:
        reason = "expired" if link.revoked_at is None else "revoked"
        log.info("link.refused", reason=reason, link=link.pk)
        return None
    return link


@transaction.atomic
def exchange(token: str, *, now: datetime) -> tuple[PartnerLink, str] | None:
    """Turn a token into a browser session (rulings 18).

    Returns:
        The link and the random key for the cookie, or None when the link does not hold.
    """
    found = find_by_token(token, now=now)
    if found is None:
        return None
    link = PartnerLink.objects.select_for_update().get(pk=found.pk)
    if link.revoked_at is not None or link.generation != found.generation:
        return None
    key = secrets.token_urlsafe(_KEY_BYTES)
    lasts = timedelta(seconds=settings.PARTNER_SESSION_SECONDS)
    LinkSession.objects.create(
        key_hash=_hash(key),
        link=link,
        generation=link.generation,
        created_at=now,
        expires_at=min(now + lasts, link.expires_at),
    )
    link.last_used_at = now
    link.save(update_fields=["last_used_at"])
    _record("exchanged", link, actor=actor_of_link(link), now=now)
    log.info("link.exchanged", link=link.pk, purpose=link.purpose)
    return link, key


@transaction.atomic
def leave(link: PartnerLink, *, key: str, now: datetime) -> None:
    """End the session of one browser; the link itself still holds."""
    ended, _rows = LinkSession.objects.filter(link=link, key_hash=_hash(key)).delete()
    if ended:
        _record("left", link, actor=actor_of_link(link), now=now)


@transaction.atomic
def revoke(*, actor: Actor, link: PartnerLink, now: datetime) -> PartnerLink:
    """End a link and every session that came from it.

    Raises:
        NotPermitted: the actor may not register people of this partnership.
    """
    _require_register(actor, link)
    link = PartnerLink.objects.select_for_update().get(pk=link.pk)
    _close(link, actor=actor, now=now)
    return link


@transaction.atomic
def renew(
    *, actor: Actor, link: PartnerLink, now: datetime, expires_at: datetime
) -> PartnerLink:
    """Make a link hold again, with a new token; the old token is dead.

    Raises:
        NotPermitted: the actor may not register people of this partnership.
    """
    _require_register(actor, link)
    link = PartnerLink.objects.select_for_update().get(pk=link.pk)
    _replace(link, actor=actor, now=now, expires_at=expires_at)
    return link


@transaction.atomic
def end_links(
    *, actor: Actor, contact_id: int, country: str, ending: LinkEnding, now: datetime
) -> int:
    """End what all links of one person open, and every session that came from them.

    Replaced links keep their end; mails that still wait carry the new token. Closing
    takes expired links too, so that nobody can ask for them anew.

    Args:
        actor: who may register people in the country of the person's partner.
        contact_id: the person of the partner.
        country: the code of that country; links of partnerships elsewhere end too.
        ending: whether new tokens follow.
        now: the present moment, aware.

    Returns:
        How many links were ended; 0 when none was left.

    Raises:
        NotPermitted: no right to register people in that country.
    """
    require(actor, Action.REGISTER, country=country)
    links = PartnerLink.objects.select_for_update().filter(contact_id=contact_id)
    if ending == LinkEnding.CLOSE:
        ended = list(links.filter(revoked_at__isnull=True))
        for link in ended:
            _close(link, actor=actor, now=now)
    else:
        ended = list(links.usable(now=now))
        for link in ended:
            _replace(link, actor=actor, now=now, expires_at=link.expires_at)
    return len(ended)


def _close(link: PartnerLink, *, actor: Actor, now: datetime) -> None:
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    _next_generation(link)
    _record("revoked", link, actor=actor, now=now)
    log.info("link.revoked", link=link.pk, actor=actor.key)


def _replace(
    link: PartnerLink, *, actor: Actor, now: datetime, expires_at: datetime
) -> None:
    link.revoked_at = None
    link.expires_at = expires_at
    link.save(update_fields=["revoked_at", "expires_at"])
    _next_generation(link)
    _record("renewed", link, actor=actor, now=now)
    log.info("link.renewed", link=link.pk, actor=actor.key)


def _require_register(actor: Actor, link: PartnerLink) -> None:
    require(
        actor,
        Action.REGISTER,
        country=link.country_id,
        partnership=link.partnership_id,
    )


def _next_generation(link: PartnerLink) -> None:
    link.generation += 1
    link.save(update_fields=["generation"])
    _store_token(link)
    LinkSession.objects.filter(link=link).delete()


def hash_of_token(link: PartnerLink) -> str:
    """Return what the database keeps of the token of a saved link."""
    return _hash(token_of(link))


def _store_token(link: PartnerLink) -> None:
    link.token_hash = hash_of_token(link)
    link.save(update_fields=["token_hash"])


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _record(verb: str, link: PartnerLink, *, actor: Actor, now: datetime) -> None:
    audit.record(
        f"accounts.link.{verb}",
        actor=actor,
        subject=link,
        now=now,
        place=Place(country=link.country_id, partnership=link.partnership_id),
        facts={"purpose": str(link.purpose)},
    )

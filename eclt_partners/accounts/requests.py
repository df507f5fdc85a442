"""Who is behind this request?"""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from eclt_partners.accounts.models import LinkSession, PartnerLink
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actor import Actor


def acting(request: HttpRequest) -> Actor:
    """Return the actor of a signed-in request; asked once per request."""
    actor = getattr(request, "_actor", None)
    if isinstance(actor, Actor):
        return actor
    actor = actor_of_user(request.user)
    request._actor = actor  # type: ignore[attr-defined]
    return actor


def link_of(request: HttpRequest, *, now: datetime) -> PartnerLink | None:
    """Return the partner link whose session the browser carries, if it still holds.

    The session ends when its link is revoked, expired or has a new generation.
    Asked once per request.
    """
    if not hasattr(request, "_link"):
        request._link = _link_asked(request, now=now)  # type: ignore[attr-defined]
    link: PartnerLink | None = request._link  # type: ignore[attr-defined]
    return link


def _link_asked(request: HttpRequest, *, now: datetime) -> PartnerLink | None:
    key = request.COOKIES.get(settings.PARTNER_COOKIE_NAME, "")
    if not key:
        return None
    session = (
        LinkSession.objects.select_related("link")
        .filter(
            key_hash=sha256(key.encode()).hexdigest(),
            expires_at__gt=now,
            link__revoked_at__isnull=True,
            link__expires_at__gt=now,
        )
        .first()
    )
    if session is None or session.generation != session.link.generation:
        return None
    return session.link

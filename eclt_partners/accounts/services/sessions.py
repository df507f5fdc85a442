"""How do sessions end before their time?"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from eclt_partners.accounts.models import User


def end_sessions(*, person: User, but: str | None = None) -> int:
    """End the sessions of one person, on every device; return how many.

    Args:
        person: whose sessions.
        but: key of the session that goes on; None for none.
    """
    keys = [
        session.session_key
        for session in Session.objects.exclude(session_key=but).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)

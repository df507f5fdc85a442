"""How do sessions end before their time?"""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from eclt_partners.accounts.models import LinkSession, User


def end_sessions(*, person: User) -> int:
    """End all sessions of one person, on every device; return how many."""
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def clear_sessions(*, now: datetime) -> int:
    """Delete sessions of people and of partner links that are over."""
    of_people, _rows = Session.objects.filter(expire_date__lt=now).delete()
    of_links, _rows = LinkSession.objects.filter(expires_at__lt=now).delete()
    return of_people + of_links

"""How do sessions end before their time?"""

from eclt_partners.accounts.models import PersonSession, User


def end_sessions(*, person: User, but: str | None = None) -> int:
    """End the sessions of one person, on every device; return how many.

    Args:
        person: whose sessions.
        but: key of the session that goes on; None for none.
    """
    others = PersonSession.objects.filter(person=person).exclude(session_key=but)
    return others.delete()[0]

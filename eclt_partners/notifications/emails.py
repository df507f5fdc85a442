"""Which letters does the outbox write by itself? Digests and mails of libraries."""

from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing


def library_letter(message: Outgoing) -> Letter:
    """Return a library's mail as the library wrote it."""
    return Letter(
        subject=message.facts["subject"],
        text=message.facts["text"],
        html=message.facts["html"],
    )


letters.register(letters.LIBRARY, library_letter)

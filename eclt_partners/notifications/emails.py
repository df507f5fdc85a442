"""Which letters does the outbox write by itself? Mails of libraries."""

from eclt_partners.notifications import letters
from eclt_partners.notifications.backend import LIBRARY, library_letter

letters.register(LIBRARY, library_letter)

"""Which addresses stand on the envelope: whose, and where does it come back to (VERP)?

With a bounce address, the envelope of each message names the message and proves that
we wrote it: `bounces+17.0123456789ab@example.org`. Without one, mail comes back to the
address it is from, and a person reads it.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from eclt_partners.notifications.rules.mime import bare_address

_SALT = "eclt_partners.notifications.envelope"
_DIGITS = 12


def sender_address(message_id: int) -> str:
    """Return the envelope's sender of a message.

    Args:
        message_id: its number in the outbox.
    """
    if not settings.BOUNCES_ADDRESS:
        return bare_address(settings.DEFAULT_FROM_EMAIL)
    name, _at, domain = settings.BOUNCES_ADDRESS.rpartition("@")
    return f"{name}+{message_id}.{_proof(message_id)}@{domain}"


def reader_address(address: str) -> str:
    """Return an address as the envelope says it: its domain as the name system does.

    Raises:
        ValueError: it holds what SMTP cannot say.
    """
    if any(sign in address for sign in "\r\n\0"):
        raise ValueError("an address is one line")
    name, _at, domain = address.rpartition("@")
    return b"@".join((name.encode("ascii"), domain.encode("idna"))).decode()


def message_of_token(token: str) -> int | None:
    """Return the number of the message a token names, or None for one we did not write.

    Args:
        token: what stood between "+" and "@", for example "17.0123456789ab".
    """
    number, _dot, proof = token.partition(".")
    if not number.isdecimal() or not constant_time_compare(proof, _proof(int(number))):
        return None
    return int(number)


def _proof(message_id: int) -> str:
    return salted_hmac(_SALT, str(message_id), algorithm="sha256").hexdigest()[:_DIGITS]

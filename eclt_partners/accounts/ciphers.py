"""How is a secret kept, so that a copy of the database alone does not give it away?

Whoever reads the table also needs the secret key of the installation. A new key with
the old one among the fallbacks goes on reading what the old one wrote.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "eclt_partners.accounts.ciphers"


def lock_away(text: str) -> str:
    """Return a text as it is stored: encrypted and signed, as letters and digits."""
    return _cipher().encrypt(text.encode()).decode()


def take_out(stored: str) -> str:
    """Return a text that was locked away.

    Raises:
        LookupError: it was changed, or its key is gone.
    """
    try:
        return _cipher().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise LookupError("no key of this installation reads it") from error


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str | bytes) -> bytes:
    digest = salted_hmac(_SALT, "", secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest)

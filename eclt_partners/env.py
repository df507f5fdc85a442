"""What does the environment say, and is it sensible?

A wrong or missing value stops the start with the name of its variable; nothing
falls back to something unsafe in silence.
"""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr, quote
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from environ import Env

from eclt_partners.notifications.rules.addresses import (
    EXPECTED,
    LOOPBACK,
    mailbox_address,
)

ValueT = TypeVar("ValueT")

env = Env()
MAIL_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
# What means something in the name before an address (RFC 5322 3.2.3).
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,."]')
BROKER = r"(redis|rediss|redis\+socket|unix|sentinel)://.+"
# STARTTLS, or safe from the first byte. The library takes "smtps" for STARTTLS.
RELAYS = {"smtp", "smtp+tls", "smtp+ssl"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _read(name: str, kind: str, read: Callable[[], ValueT]) -> ValueT:
    try:
        return read()
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"Environment variable {name} is missing or wrong: expected {kind}."
        ) from error


def _refuse(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"Environment variable {name} is wrong: expected {expected}."
    )


def text(name: str, default: str | None = None) -> str:
    """Return a text value; without a default the variable is needed."""
    value = env.str(name, default=default)
    if value is None:
        raise ImproperlyConfigured(f"Environment variable {name} is missing.")
    return str(value)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no value: 1, true, yes, on or 0, false, no, off."""
    raw = text(name, "1" if default else "0").strip().lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(
        f"Environment variable {name} is wrong: expected 1 or 0, found {raw!r}."
    )


def number(name: str, default: int, *, least: int | None = None) -> int:
    """Return a whole number, never less than `least`."""
    found = _read(name, "a whole number", lambda: int(text(name, str(default))))
    if least is not None and found < least:
        raise ImproperlyConfigured(
            f"Environment variable {name} is wrong: expected {least} or more."
        )
    return found


def one_of(name: str, default: str, choices: Collection[str]) -> str:
    """Return one of some words."""
    found = text(name, default).strip()
    if found not in choices:
        raise _refuse(name, " or ".join(choices))
    return found


def level(name: str, default: str) -> str:
    """Return the name of a level of logs, in capitals or not."""
    found = text(name, default).strip().upper()
    if found not in LEVELS:
        raise _refuse(name, " or ".join(LEVELS))
    return found


def matching(name: str, default: str | None, pattern: str, expected: str) -> str:
    """Return a text of one form, or the default; without one the variable is needed."""
    found = text(name, default).strip()
    if found != default and not re.fullmatch(pattern, found):
        raise _refuse(name, expected)
    return found


def site(name: str, default: str) -> str:
    """Return the public address of the product; http on this machine only."""
    found = text(name, default).strip().rstrip("/")
    parts = _read(name, "https://HOST", lambda: urlsplit(found))
    is_bare = found == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    if not (parts.hostname and is_bare and parts.scheme in {"http", "https"}):
        raise _refuse(name, "https://HOST")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise _refuse(name, "https:// outside this machine")
    return found


def hosts(name: str, default: str, *, site: str) -> Sequence[str]:
    """Return the names under which the product answers; the public one is among them.

    Outside this machine "*" is refused: whoever asks could name any host.
    """
    found = words(name, default)
    if site.startswith("https://"):
        host = urlsplit(site).hostname or ""
        if "*" in found:
            raise _refuse(name, "names of hosts, not *")
        if not validate_host(host, found):
            raise _refuse(name, f"{host} among them, the host of SITE_URL")
    return found


def secret(name: str, *, site: str) -> str:
    """Return a key; outside this machine it must be long and not the same sign."""
    found = text(name)
    if site.startswith("https://") and (len(found) < 50 or len(set(found)) < 5):
        raise _refuse(name, "50 signs or more, of many kinds")
    return found


def duration(name: str, default: int, *, least: int, of: str) -> timedelta:
    """Return a length of time, written as a whole number of `of`, such as "hours"."""
    return timedelta(**{of: number(name, default, least=least)})


def moment(name: str) -> datetime | None:
    """Return a moment with its zone, such as "2026-11-28T06:00Z"; None when not given."""
    given = text(name, "")
    if not given:
        return None
    expected = "a moment with its zone, such as 2026-11-28T06:00Z"
    found = _read(name, expected, lambda: datetime.fromisoformat(given))
    if found.tzinfo is None:
        raise _refuse(name, expected)
    return found


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words of a value."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL address.

    Raises:
        ImproperlyConfigured: missing, or not a postgres:// address.
    """
    url = text(name)
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            f"Environment variable {name} is wrong: PostgreSQL is the only database, "
            "expected postgres://ROLE@HOST/NAME."
        )
    found = _read(name, "postgres://ROLE@HOST/NAME", lambda: dict(env.db_url(name)))
    if not found.get("NAME"):
        raise _refuse(name, "postgres://ROLE@HOST/NAME")
    return found


def mail(name: str, default: str) -> dict[str, Any]:
    """Return Django's settings for a relay such as smtp+tls://user:pw@host:587.

    What the sender does not speak is refused: mails and passwords would leave plain.
    """
    expected = "smtp://HOST:PORT, smtp+tls:// or smtp+ssl://USER:PASSWORD@HOST:PORT"
    if urlsplit(text(name, default)).scheme not in RELAYS:
        raise _refuse(name, expected)
    found = _read(name, expected, lambda: dict(env.email_url(name, default=default)))
    if not found["EMAIL_HOST"]:
        raise _refuse(name, expected)
    return found


def sender(name: str, *, called: str, address: str) -> str:
    """Return who writes the mails: "Name <address>"; a name may hold any sign."""
    own = f'"{quote(called)}"' if _SPECIAL.search(called) else called
    found = text(name, f"{own} <{address}>")
    if not MAIL_ADDRESS.fullmatch(parseaddr(found)[1]):
        raise _refuse(name, 'an address such as "ECLT, Geneva" <name@example.org>')
    return found


def mailbox(name: str, *, behind: str) -> str:
    """Return the address of a mailbox that is read by the product; "" = none.

    Args:
        name: of the variable.
        behind: the variable with the mail address that fills the mailbox.
    """
    url = text(name, "")
    if url:
        _read(name, EXPECTED, lambda: mailbox_address(url))
    if url and not text(behind, ""):
        raise ImproperlyConfigured(
            f"Environment variable {behind} is missing: {name} reads its mail."
        )
    return url


def address(name: str, default: str = "") -> str:
    """Return one plain mail address, such as journal@example.org; "" = none."""
    return matching(name, default, MAIL_ADDRESS.pattern, "name@example.org")

"""What does the environment say, and is it sensible?

A wrong or missing value stops the start with the name of its variable; nothing
falls back to something unsafe in silence.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, NamedTuple, TypeVar

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from eclt_partners.notifications.rules.addresses import EXPECTED, mailbox_address

ValueT = TypeVar("ValueT")

env = Env()
MAIL_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


class Shape(NamedTuple):
    """What a value has to look like.

    Attributes:
        pattern: of the whole value.
        expected: the same in words.
    """

    pattern: str
    expected: str


CURRENCY: Final = Shape(r"[A-Z]{3}", "three capital letters such as USD")
QUEUE: Final = Shape(
    r"(rediss?://|redis\+socket:///|unix:///)\S+", "redis://HOST:PORT/NUMBER"
)
ROLE: Final = Shape(r"app|owner", "app or owner")
LEVEL: Final = Shape(
    r"DEBUG|INFO|WARNING|ERROR|CRITICAL", "DEBUG, INFO, WARNING, ERROR or CRITICAL"
)
SCANNER: Final = Shape(r"[^\s/]+:\d+|/\S+|", "HOST:PORT or /PATH")


def _read(name: str, kind: str, read: Callable[[], ValueT]) -> ValueT:
    try:
        return read()
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"Environment variable {name} is missing or wrong: expected {kind}."
        ) from error


def text(name: str, default: str | None = None) -> str:
    """Return a text value; without a default the variable is needed."""
    value = env.str(name, default=default)
    if value is None:
        raise ImproperlyConfigured(f"Environment variable {name} is missing.")
    return str(value)


def shaped(name: str, shape: Shape, default: str | None = None) -> str:
    """Return a text of a certain shape; without a default the variable is needed."""
    value = text(name, default)
    if not re.fullmatch(shape.pattern, value):
        raise ImproperlyConfigured(
            f"Environment variable {name} is wrong: expected {shape.expected}."
        )
    return value


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


def duration(name: str, default: int, *, least: int, of: str) -> timedelta:
    """Return a length of time, written as a whole number of `of`, such as "hours"."""
    return timedelta(**{of: number(name, default, least=least)})


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
    return _read(name, "postgres://ROLE@HOST/NAME", lambda: dict(env.db_url(name)))


def mail(name: str, default: str) -> dict[str, Any]:
    """Return Django's settings for a mail address such as smtp://user:pw@host:25."""
    return _read(
        name, "smtp://HOST:PORT", lambda: dict(env.email_url(name, default=default))
    )


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
    found = text(name, default).strip()
    if found and not MAIL_ADDRESS.fullmatch(found):
        raise ImproperlyConfigured(
            f"Environment variable {name} is wrong: expected name@example.org."
        )
    return found

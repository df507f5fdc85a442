"""Where is a mailbox that is read by machines, written as one address?"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

IMAP, IMAPS, MAILDIR = "imap", "imaps", "maildir"
PORTS: Final = {IMAP: 143, IMAPS: 993}
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
EXPECTED: Final = (
    "imaps://USER:PASSWORD@HOST/FOLDER, imap://USER:PASSWORD@HOST/FOLDER or "
    "maildir:/PATH"
)


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where a mailbox is and how to sign in there.

    Attributes:
        scheme: "imap", "imaps" or "maildir".
        path: the folder: of the server, or on the disk.
    """

    scheme: str
    path: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""

    @property
    def is_local(self) -> bool:
        """True when the server is on this machine: nobody listens on the way."""
        return self.host in LOOPBACK


def mailbox_address(url: str) -> MailboxAddress:
    """Read an address; signs like @ or / in it are written as %40 or %2F.

    Args:
        url: as `EXPECTED` says; the folder is INBOX unless named.

    Raises:
        ValueError: it is none. The words name no part of it: it holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme == MAILDIR:
        return _maildir(parts)
    if parts.scheme not in PORTS:
        raise ValueError(f"expected {EXPECTED}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (parts.hostname and user and password):
        raise ValueError("a mailbox needs USER:PASSWORD@HOST")
    return MailboxAddress(
        scheme=parts.scheme,
        path=_folder(parts),
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=user,
        password=password,
    )


def _folder(parts: SplitResult) -> str:
    folder = unquote(parts.path.strip("/")) or "INBOX"
    # Other signs need an encoding of their own in IMAP.
    if not folder.isascii() or not folder.isprintable():
        raise ValueError("the name of a folder has plain letters only")
    return folder


def _maildir(parts: SplitResult) -> MailboxAddress:
    path = unquote(parts.path)
    if parts.netloc or not path.startswith("/"):
        raise ValueError("a maildir needs a full path: maildir:/PATH")
    return MailboxAddress(scheme=MAILDIR, path=path)

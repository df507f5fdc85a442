"""Does a virus scanner find something in a file?

Off unless `CLAMD_ADDRESS` names a clamd. Then it is asked about every file, and a
scanner that does not answer means that nothing is taken: what was not looked at is
not kept. Protocol: clamd(8), INSTREAM.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from django.conf import settings

from eclt_partners.documents.rules.refusals import FileRefused, Refusal

PATIENCE: Final = 20.0
_STEP: Final = 256 * 1024
_LONGEST_ANSWER: Final = 4096

log = structlog.get_logger(__name__)


def scan(content: bytes) -> None:
    """Ask the scanner, when there is one.

    Raises:
        FileRefused: something was found, or the scanner does not answer.
    """
    address: str = settings.CLAMD_ADDRESS
    if not address:
        return
    try:
        answer = _ask(address, content)
    except OSError as error:
        log.error("scanner.away", error=type(error).__name__)
        raise FileRefused(Refusal.NOT_CHECKED) from error
    if answer.endswith("FOUND"):
        log.warning("scanner.found", answer=answer)
        raise FileRefused(Refusal.VIRUS)
    if not answer.endswith("OK"):
        log.error("scanner.failed", answer=answer)
        raise FileRefused(Refusal.NOT_CHECKED)


def _ask(address: str, content: bytes) -> str:
    with _line(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _STEP):
            piece = content[start : start + _STEP]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        return _answer(line)


def _answer(line: socket.socket) -> str:
    found = b""
    while len(found) < _LONGEST_ANSWER and (piece := line.recv(_LONGEST_ANSWER)):
        found += piece
        if b"\0" in piece:
            break
    return found.rstrip(b"\0\n").decode("utf-8", errors="replace")


@contextmanager
def _line(address: str) -> Iterator[socket.socket]:
    """Connect to a socket of this machine ("/run/...") or to "host:port"."""
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(address)
            yield line
        return
    host, _colon, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        yield line

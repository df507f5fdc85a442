"""How do words become the lines of a mail (RFC 5322, RFC 2045 to 2047)?

The library's classes are made for every mail there is, and cost more than all else
about one (docs/adr/0041). Ours knows two texts and a file. Tests read what is written
here with the library.
"""

import binascii
from base64 import b64encode
from collections.abc import Iterator, Sequence
from email.errors import HeaderParseError
from email.utils import parseaddr
from functools import lru_cache
from typing import Final

END: Final = b"\r\n"
# With its end (RFC 5321 4.5.3.1.6).
LONGEST_LINE: Final = 1000
# A subject that needs no folding (RFC 5322 2.1.1 asks for 78, with its name).
ONE_LINE: Final = 68
# What fits into an encoded word, on a line with a name before it (RFC 2047 2).
_OCTETS_OF_WORD: Final = 39
# "=_" stands in no line of quoted-printable or base64, so these never meet a text.
_BOUNDARIES: Final = {"alternative": b"=_words", "mixed": b"=_parts"}


def header(name: str, value: str) -> bytes:
    """Return a header on one line: some programs put folded addresses together badly.

    Raises:
        HeaderParseError: it would begin a header of its own, or is too long.
        UnicodeEncodeError: it is not ASCII.
    """
    if "\r" in value or "\n" in value:
        raise HeaderParseError(f"{name} is not one line")
    line = f"{name}: {value}\r\n".encode("ascii")
    if len(line) > LONGEST_LINE:
        raise HeaderParseError(f"{name} is longer than a line")
    return line


def words_header(name: str, words: str) -> bytes:
    """Return a header of words in any language; as `header`."""
    if "\r" in words or "\n" in words:
        raise HeaderParseError(f"{name} is not one line")
    if words.isascii() and len(words) <= ONE_LINE and "=?" not in words:
        return header(name, words)
    return f"{name}: ".encode("ascii") + b"\r\n ".join(_encoded_words(words)) + END


@lru_cache(maxsize=8)
def bare_address(address: str) -> str:
    """Return what stands between < and > of one of our own few addresses."""
    return parseaddr(address)[1]


@lru_cache(maxsize=8)
def named_address(address: str) -> str:
    """Return 'Name <address>' with a name that any mail program understands.

    Args:
        address: "Fundação <a@example.org>" or an address alone.
    """
    name, bare = parseaddr(address)
    if name.isascii():
        return address
    return f"{b' '.join(_encoded_words(name)).decode('ascii')} <{bare}>"


def text_part(words: str, subtype: str) -> bytes:
    """Return a text of which only signs beyond ASCII are encoded; no line is long.

    Args:
        words: with whatever ends of lines.
        subtype: "plain" or "html".
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    # What is encoded gets the ends of lines that it has: it must have one.
    whole = lines if lines.endswith("\r\n") else f"{lines}\r\n"
    body = binascii.b2a_qp(whole.encode(), istext=True)
    return _part(f'text/{subtype}; charset="utf-8"', "quoted-printable", body)


def file_part(content_type: str, name: str, content: str) -> bytes:
    """Return a file that arrives with its ends of lines as they are.

    Args:
        content_type: with its parameters.
        name: of the file; ASCII without quotes.
        content: of the file.
    """
    disposition = f'attachment; filename="{name}"'
    coded = b64encode(content.encode())
    lines = [coded[start : start + 76] for start in range(0, len(coded), 76)]
    return header("Content-Disposition", disposition) + _part(
        content_type, "base64", END.join(lines)
    )


def together(kind: str, parts: Sequence[bytes]) -> bytes:
    """Return parts as one.

    Args:
        kind: "alternative" or "mixed".
        parts: with their headers.
    """
    boundary = _BOUNDARIES[kind]
    start = b"--" + boundary + END
    return b"".join(
        (
            header("Content-Type", f'multipart/{kind}; boundary="{boundary.decode()}"'),
            *(END + start + part for part in parts),
            END + b"--" + boundary + b"--" + END,
        )
    )


def _part(content_type: str, coding: str, body: bytes) -> bytes:
    return b"".join(
        (
            header("Content-Type", content_type),
            header("Content-Transfer-Encoding", coding),
            END,
            body,
            b"" if body.endswith(END) else END,
        )
    )


def _encoded_words(words: str) -> Iterator[bytes]:
    """Encode words in pieces that fit on a line, never within a sign."""
    piece = b""
    for sign in map(str.encode, words):
        if len(piece) + len(sign) > _OCTETS_OF_WORD:
            yield _encoded_word(piece)
            piece = b""
        piece += sign
    yield _encoded_word(piece)


def _encoded_word(piece: bytes) -> bytes:
    return b"=?utf-8?b?" + b64encode(piece) + b"?="

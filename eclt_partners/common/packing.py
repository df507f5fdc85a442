"""How is a long text kept packed, and sent inside a page without being unpacked?

Browsers take pages packed (gzip, RFC 1952). Packing half a megabyte costs more than
all else that a page does, and the long part of some pages is the same for everybody.
Such a part is kept as a gzip file whose content ends on a byte (a full flush, RFC 1951)
and refers to nothing before it, so that it fits between two other parts as it is
(docs/adr/0046).
"""

import gzip
from secrets import randbelow

from zlib_ng import zlib_ng

# The marks of a gzip file: deflate, with a name, written now, by nobody in particular.
HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"
NO_NAME = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
# An empty last block, then the checksum and the size of four bytes each.
LAST_BLOCK = b"\x03\x00"
END_LENGTH = len(LAST_BLOCK) + 8
# Deflate without a header of its own.
BARE = -zlib_ng.MAX_WBITS
KEPT_LEVEL = 9
SENT_LEVEL = 6
# A name of random length hides how long a secret inside is (BREACH), as Django does it.
MOST_RANDOM = 100


def packed(text: str) -> bytes:
    """Return a text as a gzip file that also fits into `packed_around`."""
    plain = text.encode()
    blocks = _blocks(plain, KEPT_LEVEL)
    return NO_NAME + blocks + LAST_BLOCK + _end(zlib_ng.crc32(plain), len(plain))


def unpacked(kept: bytes) -> str:
    """Return the text of a gzip file."""
    return gzip.decompress(kept).decode()


def packed_around(before: str, kept: bytes, after: str) -> bytes:
    """Return a gzip file of three texts; the middle one is not unpacked.

    Args:
        before: the text in front of it.
        kept: the middle, as `packed` returned it.
        after: the text behind it.
    """
    first, last = before.encode(), after.encode()
    middle_sum = int.from_bytes(kept[-8:-4], "little")
    middle_size = int.from_bytes(kept[-4:], "little")
    checksum = zlib_ng.crc32_combine(zlib_ng.crc32(first), middle_sum, middle_size)
    checksum = zlib_ng.crc32_combine(checksum, zlib_ng.crc32(last), len(last))
    parts = (
        HEADER + b"a" * randbelow(MOST_RANDOM) + b"\x00",
        _blocks(first, SENT_LEVEL),
        kept[len(NO_NAME) : -END_LENGTH],
        _blocks(last, SENT_LEVEL),
        LAST_BLOCK,
        _end(checksum, len(first) + middle_size + len(last)),
    )
    return b"".join(parts)


def _blocks(plain: bytes, level: int) -> bytes:
    """Return deflated blocks that end on a byte, without a last one."""
    packer = zlib_ng.compressobj(level, zlib_ng.DEFLATED, BARE)
    return packer.compress(plain) + packer.flush(zlib_ng.Z_FULL_FLUSH)


def _end(checksum: int, size: int) -> bytes:
    return checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")

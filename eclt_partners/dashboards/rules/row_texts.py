"""How is what is known of one partnership written down, and read back exactly?

Not pickled: only the types that the dataclasses name can come out. There are no
versions: what other code has written is never read (`selectors.kept_rows`).
"""

import zlib
from fractions import Fraction
from functools import lru_cache
from typing import Any

from msgspec import msgpack

from eclt_partners.dashboards.rules.rows import PartnershipRow

# Names of fields come again in each line: a third of the space, at hardly any cost.
QUICKLY = 1


def packed(row: PartnershipRow) -> bytes:
    """Write a row down."""
    return zlib.compress(_ENCODER.encode(row), QUICKLY)


def unpacked(content: bytes | memoryview) -> PartnershipRow:
    """Read a row back.

    Raises:
        msgspec.ValidationError: the content is no row of this code.
    """
    return _DECODER.decode(zlib.decompress(content))


def _written(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value)} cannot be written down")


def _read(kind: type[Any], text: Any) -> Any:
    if kind is Fraction:
        return _fraction(text)
    raise TypeError(f"{kind} cannot be read back")


# The same few means stand in very many rows; they are shared.
@lru_cache(maxsize=20_000)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


_ENCODER = msgpack.Encoder(enc_hook=_written)
_DECODER = msgpack.Decoder(PartnershipRow, dec_hook=_read)

"""The app for codes on somebody's telephone, as RFC 6238 describes it."""

import base64
import hmac
import re
import time
from dataclasses import dataclass

PERIOD = 30
KEY = re.compile(r'class="scan-key">([A-Z2-7 ]+)<')


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone whose app knows one key.

    Attributes:
        key: as the page writes it, in groups.
    """

    key: str

    @classmethod
    def that_reads(cls, page: str) -> "Telephone":
        """Return a telephone that took the key from a page."""
        found = KEY.search(page)
        assert found is not None, "the page shows no key"
        return cls(found[1])

    def code(self, *, later: int = 0, at: float | None = None) -> str:
        """Return the six digits of a moment.

        Args:
            later: how many codes later.
            at: seconds since 1970; None for now.
        """
        now = time.time() if at is None else at
        counter = int(now) // PERIOD + later
        key = base64.b32decode(self.key.replace(" ", ""))
        digest = hmac.digest(key, counter.to_bytes(8, "big"), "sha1")
        start = digest[-1] & 15
        number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

"""A mail relay as people write one with a library: aiosmtpd, and a line on file a mail.

The relay of the trials behind the specification (trust 1.4): it writes down the
Message-ID before it answers 250, and answers 0 to 3 ms later, by chance but the same
in each run. Others are served meanwhile. It prints its port when it listens.
"""

import asyncio
import random
import re
import sys
import tempfile
from typing import IO

from aiosmtpd.smtp import SMTP, Envelope, Session

LATEST_SECONDS = 0.003
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Notes:
    """Who takes the mails."""

    def __init__(self, file: IO[bytes]) -> None:
        """Write to `file`."""
        self.file = file
        self.chance = random.Random(1)  # noqa: S311 - a delay, no secret

    async def handle_DATA(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        found = MESSAGE_ID.search(envelope.content or b"")
        self.file.write((found[1] if found else b"?") + b"\n")
        self.file.flush()
        await asyncio.sleep(self.chance.uniform(0, LATEST_SECONDS))
        return "250 taken"


async def serve() -> None:
    """Listen on a free port and print it."""
    with tempfile.TemporaryFile() as file:
        notes = Notes(file)
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(notes), "127.0.0.1", 0
        )
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())

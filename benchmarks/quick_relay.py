"""A mail relay that costs almost nothing: it takes every message and forgets it.

It stands in a process of its own, so that what is measured is the one who sends. With
`--keep` it writes each message to the disk before it says 250, as a relay must that
takes the responsibility (RFC 5321 6.1). With `--think` it says 250 only after 5 ms, as
one that asks other machines; others are served meanwhile. It prints its port when it
listens.
"""

import asyncio
import os
import sys
import tempfile

END = b"\r\n.\r\n"
THINKS_SECONDS = 0.005
ANSWERS = {
    b"EHLO": b"250-here\r\n250 PIPELINING\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, disk: int | None, *, thinks: bool) -> None:
        """Keep messages in the file `disk`; None: nowhere."""
        self.disk = disk
        self.thinks = thinks
        self.buffer = b""
        self.in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for types
        self.transport = transport
        transport.write(b"220 here\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every whole command, and every whole message."""
        self.buffer += data
        while True:
            head, found, rest = self.buffer.partition(END if self.in_data else b"\r\n")
            if not found:
                return
            self.buffer = rest
            if self.in_data:
                self._keep(head)
                self.in_data = False
                self._take()
            else:
                self._answer(head[:4].upper())

    def _answer(self, word: bytes) -> None:
        self.transport.write(ANSWERS.get(word, b"250 fine\r\n"))
        self.in_data = word == b"DATA"
        if word == b"QUIT":
            self.transport.close()

    def _take(self) -> None:
        """Say that the message is taken; who sends waits for it."""
        if self.thinks:
            loop = asyncio.get_running_loop()
            loop.call_later(THINKS_SECONDS, self.transport.write, b"250 taken\r\n")
        else:
            self.transport.write(b"250 taken\r\n")

    def _keep(self, message: bytes) -> None:
        if self.disk is not None:
            os.write(self.disk, message)
            os.fdatasync(self.disk)


async def serve(*, keep: bool, thinks: bool) -> None:
    """Listen on a free port and print it."""
    with tempfile.TemporaryFile() as file:
        disk = file.fileno() if keep else None
        server = await asyncio.get_running_loop().create_server(
            lambda: Talk(disk, thinks=thinks), "127.0.0.1", 0
        )
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(keep="--keep" in sys.argv, thinks="--think" in sys.argv))

"""A mail relay as a process of its own, that misbehaves when told to.

What it takes is on file before it answers 250, and its copy in the journal: whoever
is killed after that cannot unsay it. It is told how to behave by lines of JSON (`Manners`) on standard input and
says "done" after each. Run as `python sink.py PORT FILE JOURNAL`.
"""

import asyncio
import contextlib
import json
import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_LINE = 998
JOURNAL = "journal@example.org"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass
class Manners:
    """How the relay behaves; chances are between 0 and 1.

    Attributes:
        before: so many seconds pass before RCPT is answered, or half of them.
        slow: so many seconds pass between taking a mail and saying so, or half.
        not_now: chance of a 451 to the dot.
        never: chance of a 554 to the dot.
        drop: chance that a mail is taken and the line goes dead without a word.
        rcpt_not_now: chance of a 450 to RCPT.
        rcpt_never: chance of a 550 to RCPT.
        closing: True: every caller hears 421 and is cut off.
        stall: "rcpt" or "dot": nothing is answered there any more.
        refuse: True: nobody can connect.
        breaks_tls: True: it offers encryption and talks nonsense then.
        seed: of the chances.
    """

    before: float = 0
    slow: float = 0
    not_now: float = 0
    never: float = 0
    drop: float = 0
    rcpt_not_now: float = 0
    rcpt_never: float = 0
    closing: bool = False
    stall: str = ""
    refuse: bool = False
    breaks_tls: bool = False
    seed: int = 1


class HangUp(Exception):
    """Raised to end a talk without a word."""


class Sink:
    """The relay: one port, one file."""

    def __init__(self, port: int, file: str, journal: str) -> None:
        self.port = port
        self.log = Path(file).open("a")  # noqa: SIM115 - open as long as we live
        self.journal = Path(journal)
        self.copies = 0
        self.manners = Manners()
        self.chance = random.Random(1)  # noqa: S311 - no secret
        self.server: asyncio.Server | None = None
        self.talks: set[asyncio.StreamWriter] = set()

    async def behave(self, wish: dict[str, Any]) -> None:
        """Behave otherwise from now on."""
        self.manners = Manners(**wish)
        self.chance = random.Random(self.manners.seed)  # noqa: S311 - no secret
        if self.manners.refuse and self.server:
            self.server.close()
            for talk in self.talks:
                talk.transport.abort()
            await self.server.wait_closed()
            self.server = None
        elif not self.manners.refuse and self.server is None:
            self.server = await asyncio.start_server(
                self.talk, "127.0.0.1", self.port, limit=2**20
            )

    async def talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Talk to one sender until it leaves."""
        self.talks.add(writer)
        with contextlib.suppress(OSError, HangUp, asyncio.IncompleteReadError):
            if self.manners.closing:
                await say(writer, "421 closing")
                raise HangUp
            await say(writer, "220 sink")
            await self.listen(reader, writer)
        self.talks.discard(writer)
        writer.transport.abort()

    async def listen(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one command after the other."""
        recipients: list[str] = []
        while line := (await reader.readline()).decode("latin-1").strip():
            word = line.split()[0].upper()
            if word == "MAIL":
                recipients = []
            if word == "RCPT":
                answer = await self.rcpt(line, recipients)
            elif word == "DATA" and recipients:
                await say(writer, "354 go ahead")
                answer = await self.data(reader, recipients)
            else:
                answer = self.short_answer(word)
            await say(writer, answer)
            if word == "QUIT":
                raise HangUp

    def short_answer(self, word: str) -> str:
        """Answer a command that needs no thought."""
        breaks_tls = self.manners.breaks_tls
        # Like relays in use, it hears several commands at once.
        offers = "250-STARTTLS\r\n" if breaks_tls else ""
        answers = {
            "EHLO": f"250-sink\r\n{offers}250 PIPELINING",
            "STARTTLS": "220 go\r\nnonsense" if breaks_tls else "502 no",
            "DATA": "503 to nobody",
            "QUIT": "221 bye",
        }
        return answers.get(word, "250 fine")

    async def rcpt(self, line: str, recipients: list[str]) -> str:
        """Answer RCPT."""
        manners = self.manners
        await asyncio.sleep(self.chance.uniform(manners.before / 2, manners.before))
        if manners.stall == "rcpt":
            await asyncio.sleep(3600)
        if self.chance.random() < manners.rcpt_not_now:
            return "450 not now"
        if self.chance.random() < manners.rcpt_never:
            return "550 nobody here"
        recipients.append(line.partition("<")[2].partition(">")[0])
        return "250 fine"

    async def data(self, reader: asyncio.StreamReader, recipients: list[str]) -> str:
        """Read a mail up to its dot and answer it."""
        body = await reader.readuntil(b"\r\n.\r\n")
        manners = self.manners
        if max(map(len, body.split(b"\r\n"))) > LONGEST_LINE:
            return "500 Line too long"
        if self.chance.random() < manners.not_now:
            return "451 try later"
        if self.chance.random() < manners.never:
            return "554 not like this"
        self.keep(body, recipients)
        if self.chance.random() < manners.drop:
            raise HangUp
        if manners.stall == "dot":
            await asyncio.sleep(3600)
        await asyncio.sleep(self.chance.uniform(manners.slow / 2, manners.slow))
        return "250 taken"

    def keep(self, body: bytes, recipients: list[str]) -> None:
        """Write down what was taken."""
        if JOURNAL in recipients:
            self.copies += 1
            (self.journal / "new" / f"{time.time_ns()}.{self.copies}").write_bytes(body)
        found = MESSAGE_ID.search(body)
        line = {
            "at": time.time(),
            "id": found[1].decode() if found else "",
            "to": recipients,
            "bytes": len(body),
        }
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


async def say(writer: asyncio.StreamWriter, line: str) -> None:
    """Answer one line."""
    writer.write(f"{line}\r\n".encode())
    await writer.drain()


async def main() -> None:
    """Serve until standard input ends."""
    sink = Sink(int(sys.argv[1]), sys.argv[2], sys.argv[3])
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(orders), sys.stdin
    )
    while order := await orders.readline():
        await sink.behave(json.loads(order))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())

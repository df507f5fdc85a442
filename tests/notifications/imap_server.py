"""A mail server for tests that speaks as much IMAP as a reader of a mailbox needs."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser

USER, PASSWORD = "journal@example.org", "a/secret"


@dataclass
class ImapServer:
    """What stands in the folder INBOX; `seen` holds the numbers marked so."""

    bodies: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    refuses: str = ""
    port: int = 0

    def put(self, body: bytes) -> str:
        uid = len(self.bodies) + 1
        self.bodies[uid] = body
        return str(uid)

    @property
    def url(self) -> str:
        return f"imap://journal%40example.org:a%2Fsecret@127.0.0.1:{self.port}"

    def search(self, question: str) -> list[int]:
        self.asked.append(question)
        if question == "UNSEEN":
            return [uid for uid in self.bodies if uid not in self.seen]
        wanted = re.search(r'HEADER Message-ID "(.*)"', question)[1]
        return [
            uid
            for uid, body in self.bodies.items()
            if wanted in str(BytesParser().parsebytes(body)["Message-ID"])
        ]


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            verb = rest.split(" ")[1] if rest.startswith("UID ") else rest.split(" ")[0]
            if verb.upper() == self.mail.refuses:
                self.say(f"{tag} NO not today")
                continue
            getattr(self, f"do_{verb.lower()}")(rest)
            self.say(f"{tag} OK done")
            if verb.upper() == "LOGOUT":
                return

    @property
    def mail(self) -> ImapServer:
        return self.server.mail

    def do_capability(self, rest: str) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def do_login(self, rest: str) -> None:
        self.mail.asked.append(rest)

    def do_select(self, rest: str) -> None:
        self.mail.asked.append(rest)
        self.say(f"* {len(self.mail.bodies)} EXISTS")

    def do_search(self, rest: str) -> None:
        found = self.mail.search(rest.removeprefix("UID SEARCH "))
        self.say(" ".join(["* SEARCH", *map(str, found)]))

    def do_fetch(self, rest: str) -> None:
        uid = int(rest.split(" ")[2])
        if uid in self.mail.bodies:
            body = self.mail.bodies[uid]
            self.say(f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(body)}}}")
            self.wfile.write(body + b")\r\n")

    def do_store(self, rest: str) -> None:
        self.mail.seen.add(int(rest.split(" ")[2]))

    def do_logout(self, rest: str) -> None:
        self.say("* BYE")


@contextmanager
def running_imap() -> Iterator[ImapServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        server.mail = ImapServer(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.mail
        server.shutdown()

"""What is in a caught mail, as plain values for its page and for tests?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from pathlib import Path

NAME = re.compile(r"\d{20}")
LINK = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")


@dataclass(frozen=True)
class CaughtMail:
    """One mail as it came.

    Attributes:
        name: the name of its file, which sorts by time.
        message: the parsed mail.
    """

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Return the subject."""
        return str(self.message["Subject"] or "(no subject)")

    @property
    def text(self) -> str:
        """Return the plain text part, empty when there is none."""
        return part_text(self.message, "plain")

    @property
    def html(self) -> str:
        """Return the HTML part, empty when there is none."""
        return part_text(self.message, "html")

    @property
    def links(self) -> list[str]:
        """Return the addresses in the plain text, in order, each once."""
        return list(dict.fromkeys(LINK.findall(self.text)))

    @property
    def attachments(self) -> list[tuple[str, str, bytes]]:
        """Return file name, type and content of everything that is not the body."""
        bodies = {id(part) for part in bodies_of(self.message)}
        return [
            (
                part.get_filename() or f"part-{number}",
                part.get_content_type(),
                content_of(part),
            )
            for number, part in enumerate(leaves(self.message))
            if id(part) not in bodies
        ]

    def summary(self) -> dict[str, object]:
        """Return the mail as tests read it."""
        header = self.message.get
        return {
            "id": self.name,
            "from": str(header("From", "")),
            "to": str(header("To", "")),
            "subject": self.subject,
            "date": str(header("Date", "")),
            "caught": str(header("X-Caught", "")),
            "message_id": str(header("Message-ID", "")),
            "text": self.text,
            "html": self.html,
            "links": self.links,
            "attachments": [name for name, _, _ in self.attachments],
        }


def caught_mails(folder: Path) -> list[CaughtMail]:
    """Return all mails of a folder, the newest first."""
    names = sorted((path.stem for path in folder.glob("*.eml")), reverse=True)
    found = (caught_mail(folder, name) for name in names)
    return [mail for mail in found if mail is not None]


def caught_mail(folder: Path, name: str) -> CaughtMail | None:
    """Return one mail, None when there is none of that name."""
    if not NAME.fullmatch(name):
        return None
    try:
        raw = (folder / f"{name}.eml").read_bytes()
    except OSError:
        return None
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    return CaughtMail(name, message)


def part_text(message: EmailMessage, kind: str) -> str:
    """Return the decoded body of a kind, `plain` or `html`."""
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def content_of(part: Message) -> bytes:
    """Return the decoded bytes of a part."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def bodies_of(message: EmailMessage) -> Iterator[Message]:
    """Yield the parts that are shown as the body."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is not None:
            yield part


def leaves(message: EmailMessage) -> Iterator[Message]:
    """Yield the parts that are no containers."""
    for part in message.walk():
        if not part.is_multipart():
            yield part

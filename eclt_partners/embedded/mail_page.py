"""How does a person see the caught mails, without a mail changing anything?

Serves this computer only. A mail's HTML is shown in a frame without scripts and
without rights; links open in a new window.
"""

import json
from collections.abc import Callable
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from eclt_partners.embedded.caught_mail import (
    LINK,
    CaughtMail,
    caught_mail,
    caught_mails,
)
from eclt_partners.embedded.ports import ADDRESS

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
# A mail's own page: no script, no form, nothing loaded; links leave the frame.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject", "Message-ID", "X-Envelope-To")
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem; color: #1b1f24; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d0d7de;
  vertical-align: top; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa;
  padding: 1rem; }
iframe { width: 100%; height: 32rem; border: 1px solid #57606a; }
a { color: #0b5cad; }
"""

Answer = tuple[str, str, bytes]


class MailPage(BaseHTTPRequestHandler):
    """Answers one request."""

    server_version = "mail-catcher"
    sys_version = ""

    def __init__(self, *arguments: object, folder: Path) -> None:
        """Remember the folder; the request is answered by the base class."""
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Show a page, a mail, an attachment or the list for programs."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in {ADDRESS, "localhost"}:
            # A foreign name that leads here is a page elsewhere trying to read.
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        answer = self._answer()
        if answer is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        policy, kind, body = answer
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: addresses of mails are not worth a line."""

    def _answer(self) -> Answer | None:
        parts = urlsplit(self.path)
        words = [word for word in parts.path.split("/") if word]
        if not words:
            return page("Caught mails", list_body(caught_mails(self.folder)))
        if words == ["style.css"]:
            return (PAGE_POLICY, "text/css", STYLE.encode())
        if words == ["mails.json"]:
            wanted = parse_qs(parts.query).get("to", [""])[0]
            return as_json(self.folder, wanted)
        return self._mail(words)

    def _mail(self, words: list[str]) -> Answer | None:
        mail = caught_mail(self.folder, words[0])
        if mail is None:
            return None
        views: dict[str, Callable[[CaughtMail], Answer]] = {
            "": lambda mail: page(mail.subject, mail_body(mail)),
            "html": lambda mail: (MAIL_POLICY, HTML, framed(mail).encode()),
            "source": lambda mail: (PAGE_POLICY, TEXT, mail.message.as_bytes()),
        }
        view = views.get(words[1] if len(words) > 1 else "")
        if view is not None:
            return view(mail)
        return attachment(mail, words[1:])


def page_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return the server of the page, ready to serve."""
    return ThreadingHTTPServer((ADDRESS, port), partial(MailPage, folder=folder))


def as_json(folder: Path, wanted: str) -> Answer:
    """Return all mails, or those to one address, for programs."""
    found = [mail.summary() for mail in caught_mails(folder)]
    chosen = [mail for mail in found if wanted in str(mail["to"])]
    return (PAGE_POLICY, "application/json", json.dumps(chosen).encode())


def attachment(mail: CaughtMail, words: list[str]) -> Answer | None:
    """Return one attachment as a file to look at, never as a page."""
    if len(words) != 2 or words[0] != "attachment" or not words[1].isdecimal():
        return None
    number = int(words[1])
    if number >= len(mail.attachments):
        return None
    _, kind, content = mail.attachments[number]
    readable = kind in {"text/calendar", "text/plain"}
    return (
        f"{PAGE_POLICY}; sandbox",
        TEXT if readable else "application/octet-stream",
        content,
    )


def page(title: str, body: str) -> Answer:
    """Return a whole page."""
    return (
        PAGE_POLICY,
        HTML,
        (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(title)}</title>"
            '<link rel="stylesheet" href="/style.css"></head>'
            f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
        ).encode(),
    )


def list_body(mails: list[CaughtMail]) -> str:
    """Return the table of all mails."""
    if not mails:
        return "<p>No mail yet. Load this page again to look.</p>"
    rows = "".join(
        f"<tr><td>{escape(str(mail.message.get('X-Caught', '')))}</td>"
        f"<td>{escape(str(mail.message.get('To', '')))}</td>"
        f'<td><a href="/{mail.name}/">{escape(mail.subject)}</a></td></tr>'
        for mail in mails
    )
    return (
        '<table><thead><tr><th scope="col">When</th><th scope="col">To</th>'
        f'<th scope="col">Subject</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def mail_body(mail: CaughtMail) -> str:
    """Return one mail: headers, text with links, HTML in a frame, attachments."""
    headers = "".join(
        f'<tr><th scope="row">{name}</th><td>{escape(str(mail.message[name]))}</td></tr>'
        for name in SHOWN_HEADERS
        if mail.message[name]
    )
    attached = "".join(
        f'<li><a href="/{mail.name}/attachment/{number}">{escape(name)}</a> '
        f"({escape(kind)}, {len(content)} bytes)</li>"
        for number, (name, kind, content) in enumerate(mail.attachments)
    )
    frame = (
        f'<h2>HTML</h2><iframe title="The mail as HTML" src="/{mail.name}/html" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
    return (
        f'<p><a href="/">All mails</a> · <a href="/{mail.name}/source">Source</a></p>'
        f"<table><tbody>{headers}</tbody></table>"
        f"<h2>Text</h2><pre>{with_links(mail.text)}</pre>"
        f"{frame if mail.html else ''}"
        f"{f'<h2>Attachments</h2><ul>{attached}</ul>' if attached else ''}"
    )


def with_links(text: str) -> str:
    """Return the text as HTML in which every address can be clicked."""
    done, end = [], 0
    for found in LINK.finditer(text):
        done.append(escape(text[end : found.start()]))
        address = found.group()
        done.append(
            f'<a href="{escape(address)}" target="_blank" '
            f'rel="noopener noreferrer">{escape(address)}</a>'
        )
        end = found.end()
    return "".join(done) + escape(text[end:])


def framed(mail: CaughtMail) -> str:
    """Return the mail's HTML with links that leave the frame."""
    return f'<base target="_blank">{mail.html}'

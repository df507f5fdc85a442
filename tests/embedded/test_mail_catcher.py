"""Is a caught mail kept, shown whole, and kept from doing anything?"""

import json
import smtplib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from eclt_partners.embedded.caught_mail import caught_mail, caught_mails
from eclt_partners.embedded.mail_page import with_links
from eclt_partners.embedded.ports import ADDRESS, free_port, is_served
from eclt_partners.embedded.processes import wait_until
from tests.embedded.conftest import launch

LINK = "http://127.0.0.1:8000/r/a-b_c=/?x=1&y=2"


@dataclass
class Catcher:
    """A running mail catcher."""

    folder: Path
    port: int
    page: int

    def get(self, path: str, host: str | None = None) -> tuple[str, HTTPMessage]:
        """Return the body and headers of one page.

        Raises:
            RuntimeError: any answer but 200; the text is its number.
        """
        connection = HTTPConnection(ADDRESS, self.page, timeout=10)
        with closing(connection):
            connection.request("GET", path, headers={"Host": host} if host else {})
            answer = connection.getresponse()
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(str(answer.status))
            return answer.read().decode(), answer.headers


@pytest.fixture(scope="module")
def catcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catcher]:
    """A catcher that holds one mail with all kinds of parts."""
    found = Catcher(tmp_path_factory.mktemp("mail"), free_port(), free_port())
    arguments = ["-m", "eclt_partners.embedded.mail_catcher"]
    arguments += ["--folder", str(found.folder)]
    arguments += ["--port", str(found.port), "--page", str(found.page)]
    process = launch(arguments, None)
    assert wait_until(lambda: is_served(found.page), limit=20)
    with smtplib.SMTP(ADDRESS, found.port) as smtp:
        smtp.send_message(mail())
    yield found
    process.terminate()
    process.communicate(timeout=10)
    assert process.returncode == 0


def mail() -> EmailMessage:
    """Return a mail with text, HTML, a calendar file and a nasty subject."""
    message = EmailMessage()
    message["From"] = "us@example.org"
    message["To"] = "Amina <amina@example.org>"
    message["Subject"] = "Take stock <script>alert(1)</script> é"
    message["Message-ID"] = "<one@example.org>"
    message.set_content(f"Dear Amina,\n\nAnswer here: {LINK}.\n")
    message.add_alternative(
        '<p>Dear Amina</p><script>alert(1)</script><a href="/r/x">Answer</a>',
        subtype="html",
    )
    message.add_attachment(
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        maintype="text",
        subtype="calendar",
        filename="talk.ics",
    )
    return message


def first(catcher: Catcher) -> str:
    """Return the name of the caught mail."""
    return caught_mails(catcher.folder)[0].name


def test_a_mail_is_kept_as_a_file_with_its_envelope(catcher: Catcher) -> None:
    raw = (catcher.folder / f"{first(catcher)}.eml").read_text()
    assert raw.startswith("X-Envelope-From: us@example.org")
    assert "X-Envelope-To: amina@example.org" in raw


def test_programs_read_all_mails_as_json(catcher: Catcher) -> None:
    found = json.loads(catcher.get("/mails.json?to=amina@example.org")[0])
    assert len(found) == 1
    assert found[0]["links"] == [LINK]
    assert found[0]["message_id"] == "<one@example.org>"
    assert found[0]["attachments"] == ["talk.ics"]
    assert "Dear Amina" in found[0]["text"]
    assert json.loads(catcher.get("/mails.json?to=nobody@example.org")[0]) == []


def test_the_list_and_the_mail_show_markup_as_text(catcher: Catcher) -> None:
    for path in ("/", f"/{first(catcher)}/"):
        body, headers = catcher.get(path)
        assert "<script" not in body
        assert "Take stock &lt;script&gt;" in body
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_html_part_stands_in_a_frame_without_rights(catcher: Catcher) -> None:
    body, _ = catcher.get(f"/{first(catcher)}/")
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in body
    _, headers = catcher.get(f"/{first(catcher)}/html")
    policy = headers["Content-Security-Policy"]
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script" not in policy


def test_the_calendar_file_can_be_read(catcher: Catcher) -> None:
    body, headers = catcher.get(f"/{first(catcher)}/attachment/0")
    assert body.startswith("BEGIN:VCALENDAR")
    assert headers["Content-Type"].startswith("text/plain")


def test_the_source_is_plain_text(catcher: Catcher) -> None:
    _, headers = catcher.get(f"/{first(catcher)}/source")
    assert headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path", ["/1/", "/../secret-key/", "/mails", "/%2e%2e/x", "/0/attachment/9"]
)
def test_what_is_not_there_is_not_found(catcher: Catcher, path: str) -> None:
    with pytest.raises(RuntimeError, match="404"):
        catcher.get(path)


def test_a_page_elsewhere_cannot_read_mails_by_a_foreign_name(
    catcher: Catcher,
) -> None:
    with pytest.raises(RuntimeError, match="403"):
        catcher.get("/mails.json", host=f"evil.example:{catcher.page}")


def test_every_address_in_the_text_can_be_clicked_without_its_full_stop() -> None:
    shown = with_links(f"See {LINK}. Or <b>.")
    assert f'href="{LINK.replace("&", "&amp;")}"' in shown
    assert shown.endswith("</a>. Or &lt;b&gt;.")


def test_a_file_name_of_another_kind_is_no_mail(tmp_path: Path) -> None:
    assert caught_mail(tmp_path, "../secret-key") is None

"""Where do mails of a local start go? Into a folder that a page shows.

Takes every mail on 127.0.0.1, sends nothing on. Beside the standard library it
uses aiosmtpd, which `requirements-local.txt` installs.
"""

import argparse
import os
import signal
import sys
import threading
import time
from email.utils import formatdate
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from eclt_partners.embedded.mail_page import page_server
from eclt_partners.embedded.ports import ADDRESS

ACCEPTED = "250 Message kept"
LARGEST_MAIL = 32 * 1024 * 1024


class Catcher:
    """Keeps each mail as one file whose name sorts by time."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Write the mail down before it is acknowledged."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        head = (
            f"X-Envelope-From: {envelope.mail_from}\r\n"
            f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
            f"X-Caught: {formatdate(usegmt=True)}\r\n"
        )
        name = f"{time.time_ns():020d}"
        draft = self.folder / f"{name}.new"
        draft.write_bytes(head.encode() + raw)
        draft.replace(self.folder / f"{name}.eml")
        return ACCEPTED


def main() -> int:
    """Run as a program until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--page", type=int, required=True)
    options = parser.parse_args()
    os.umask(0o077)
    options.folder.mkdir(parents=True, exist_ok=True)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    catcher = Controller(
        Catcher(options.folder),
        hostname=ADDRESS,
        port=options.port,
        data_size_limit=LARGEST_MAIL,
    )
    catcher.start()
    page = page_server(options.folder, options.page)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    ended.wait()
    page.shutdown()
    catcher.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

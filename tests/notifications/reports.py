"""What do mails that came back look like? As mail systems of the world write them."""

TO = "bounces+17.0123456789ab@example.org"


def dsn(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <gift@partner.example>: no such user",
    to: str = TO,
    about: str = "gift@partner.example",
) -> bytes:
    """A delivery report after RFC 3464, as Postfix writes it."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; {about}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--cut
Content-Type: message/rfc822

From: ECLT <partnerships@example.org>
To: gift@partner.example
Subject: Time to take stock

Hello 5.5.5
--cut--
""".encode()


def plain(words: str, *, sender: str = "postmaster@mx.example.org") -> bytes:
    """A mail without any report in it."""
    return f"""\
From: {sender}
To: {TO}
Subject: failure notice

{words}
""".encode()


QMAIL = plain(
    "Hi. This is the qmail-send program.\n"
    "<gift@partner.example>:\n"
    "Remote host said: 550 sorry, no mailbox here by that name",
    sender="MAILER-DAEMON@partner.example",
)
OUT_OF_OFFICE = b"""\
From: Gift <gift@partner.example>
To: bounces+17.0123456789ab@example.org
Subject: Away until Monday
Auto-Submitted: auto-replied

I am away. In urgent cases call 555 550 1234 5.
"""


def nested(depth: int = 2000) -> bytes:
    """A mail of parts inside parts, deeper than Python reads them."""
    parts = (
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
        for n in range(depth)
    )
    return f"Return-Path: <>\nTo: {TO}\n{''.join(parts)}".encode()

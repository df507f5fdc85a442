"""Do we read from a mail that came back whether an address works?"""

import pytest

from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.rules.bounces import (
    kind_of_refusal,
    read_report,
    status_of,
)
from eclt_partners.notifications.rules.replies import Reply
from tests.notifications.reports import OUT_OF_OFFICE, QMAIL, TO, dsn, plain

TOKEN = "17.0123456789ab"


def test_a_report_names_the_message_and_says_that_there_is_no_mailbox():
    report = read_report(dsn())
    assert report is not None
    assert (report.token, report.kind, report.status) == (
        TOKEN,
        FailureKind.HARD,
        "5.1.1",
    )
    assert report.reply == "550 5.1.1 <gift@partner.example>: no such user"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.1.1", FailureKind.HARD),
        ("5.1.10", FailureKind.HARD),
        ("5.2.1", FailureKind.HARD),
        ("5.4.4", FailureKind.HARD),
        ("5.0.0", FailureKind.HARD),
        ("5.2.2", FailureKind.SOFT),
        ("5.3.4", FailureKind.SOFT),
        ("5.7.1", FailureKind.SOFT),
        ("4.4.7", FailureKind.SOFT),
        ("4.2.2", FailureKind.SOFT),
    ],
)
def test_a_full_mailbox_or_a_policy_says_little_about_the_address(status, kind):
    report = read_report(dsn(status=status, diagnostic=f"smtp; {status} words"))
    assert report is not None
    assert report.kind == kind


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_notice_of_delay_or_success_is_no_failure(action):
    assert read_report(dsn(action=action, status="4.4.1")) is None


def test_plain_words_of_a_mail_system_are_understood():
    report = read_report(QMAIL)
    assert report is not None
    assert (report.kind, report.token) == (FailureKind.HARD, TOKEN)
    assert "no mailbox here" in report.reply


def test_plain_words_with_a_code_of_the_standard_are_understood():
    report = read_report(plain("The response was: 452 4.2.2 Over quota"))
    assert report is not None
    assert (report.kind, report.status) == (FailureKind.SOFT, "4.2.2")


def test_an_answer_of_a_person_or_an_absence_is_no_failure():
    assert read_report(OUT_OF_OFFICE) is None
    assert read_report(plain("See you at 5.1.1", sender="gift@partner.example")) is None
    assert read_report(plain("Nothing went wrong.")) is None


def test_the_token_is_found_where_a_mail_system_moved_it():
    moved = dsn(to="bounces@example.org").replace(
        b"Subject: Und",
        b"X-Original-To: bounces+17.0123456789ab@example.org\nSubject: Und",
    )
    report = read_report(moved)
    assert report is not None
    assert report.token == TOKEN


def test_a_report_without_a_token_still_says_what_happened():
    report = read_report(dsn(to="bounces@example.org"))
    assert report is not None
    assert report.token == ""


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Content-Type: x/y; z\n\n"])
def test_what_is_no_mail_at_all_is_no_failure(raw):
    assert read_report(raw) is None


def test_crooked_headers_do_not_hide_a_report():
    report = read_report(dsn(to=f"{'(' * 2000}, {TO}"))
    assert report is not None
    assert report.token == "17.0123456789ab"


def test_the_words_of_a_report_can_be_kept_whatever_signs_stand_in_them():
    report = read_report(dsn(diagnostic="smtp; 550 5.1.1 no\0 such \x07user"))
    assert report is not None
    assert report.reply == "550 5.1.1 no such user"


@pytest.mark.parametrize(
    ("code", "text", "kind", "status"),
    [
        (550, "5.1.1 User unknown", FailureKind.HARD, "5.1.1"),
        (550, "No such user", FailureKind.HARD, ""),
        (550, "5.7.1 Relaying denied", FailureKind.SOFT, "5.7.1"),
        (552, "Mailbox full", FailureKind.SOFT, ""),
        (554, "Transaction failed", FailureKind.SOFT, ""),
    ],
)
def test_a_refusal_of_our_own_relay_is_weighed_the_same_way(code, text, kind, status):
    reply = Reply(code, text)
    assert (kind_of_refusal(reply), status_of(reply)) == (kind, status)

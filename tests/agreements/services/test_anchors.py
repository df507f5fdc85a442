"""One hash over all agreements, each night."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement, Anchor
from agreements.rules.seal import anchor_hash, head_leaf
from agreements.selectors.anchors import anchor_of, place_in
from agreements.services.anchors import store_anchor
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.letters import write
from eclt_partners.notifications.models import Outgoing
from tests.agreements.drafts import prolong, register
from tests.cast import TODAY
from tests.mails.foot import without_foot

LETTER = """\
Dear Dan,

Keep this mail. The line below was made from all signed agreements. If somebody changes \
an agreement later, the line does not fit any more.

You need to do nothing today.

Date: 24 Nov 2026
Agreements: 1
The line: HASH

Open the partners:
https://site.example/partners/

To check one agreement, open its page and choose “Download the proof”. Give the file and \
this line to the program verify_export.py.

To check all of them, ask the people who run the server for: manage.py verify_agreements \
--anchor 2026-11-24

--
ECLT Foundation
Questions? Write to ECLT Foundation: help@example.org
You get this mail because you are a director or an auditor.
"""


@pytest.fixture
def agreement(cast, now) -> Agreement:
    return register(cast, now)


@pytest.fixture
def tomorrow(now):
    return now + timedelta(days=1)


def _leaf(agreement: Agreement, number: int) -> str:
    version = agreement.versions.get(number=number)
    return head_leaf(agreement.number, number, version.hash)


def test_the_anchor_covers_the_newest_versions_of_the_days_before(
    cast, now, agreement, tomorrow
) -> None:
    prolong(cast, tomorrow, agreement, agreement.versions.get().effective_to)

    stored = store_anchor(now=tomorrow)
    later = store_anchor(now=tomorrow + timedelta(days=1))

    assert stored.hash == anchor_hash([_leaf(agreement, 1)])
    assert later.hash == anchor_hash([_leaf(agreement, 2)])
    assert store_anchor(now=now).agreement_count == 0


def test_a_day_gives_one_row_one_mail_a_person_and_one_entry(
    agreement, tomorrow
) -> None:
    first, again = (store_anchor(now=tomorrow + timedelta(hours=n)) for n in (0, 5))

    assert first == again
    keys = Outgoing.objects.filter(letter="agreements.anchor").values_list(
        "to_address", flat=True
    )
    assert sorted(keys) == ["dan@example.org", "fay@example.org"]
    assert AuditEntry.objects.filter(verb="agreements.anchor.stored").count() == 1


def test_the_letter_says_what_it_is_for_word_for_word(
    agreement, tomorrow, settings
) -> None:
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    settings.CONTACT_EMAIL = "help@example.org"
    anchor = store_anchor(now=tomorrow)

    letter = write(Outgoing.objects.get(to_address="dan@example.org"), now=tomorrow)

    assert without_foot(letter.text) == LETTER.replace("HASH", anchor.hash)
    assert letter.subject == "Keep this mail: proof of all agreements, 24 Nov 2026"
    assert anchor.hash in letter.html


def test_the_anchor_of_a_day_is_computed_anew(cast, agreement, tomorrow) -> None:
    anchor = store_anchor(now=tomorrow)
    prolong(cast, tomorrow, agreement, agreement.versions.get().effective_to)
    out = StringIO()

    call_command("verify_agreements", "--anchor", str(anchor.day), stdout=out)

    assert f"give the anchor {anchor.hash}." in out.getvalue()


def test_an_anchor_that_does_not_fit_any_more_is_an_error(agreement, now) -> None:
    day = TODAY + timedelta(days=1)
    Anchor.objects.create(day=day, agreement_count=1, hash="0" * 64, created_at=now)
    out = StringIO()

    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_agreements", "--anchor", str(day), stdout=out)

    assert "a version was changed, added or taken away" in out.getvalue()


def test_a_day_without_anchor_is_an_error_that_asks_for_no_back_up(
    agreement, tomorrow
) -> None:
    out, night = StringIO(), store_anchor(now=tomorrow).day

    with pytest.raises(CommandError) as refusal:
        call_command("verify_agreements", "--anchor", "2026-01-01", stdout=out)

    assert str(refusal.value) == "No anchor was stored on 2026-01-01."
    assert f"stored are 1, from {night} to {night}" in out.getvalue()


def test_what_is_no_day_is_an_error() -> None:
    with pytest.raises(CommandError, match="no day like 2026-03-31"):
        call_command("verify_agreements", "--anchor", "yesterday")


def test_an_agreement_without_version_on_that_night_has_no_place(
    cast, now, agreement, tomorrow
) -> None:
    anchor = store_anchor(now=now)

    assert place_in(anchor, agreement) is None
    assert anchor_of(tomorrow.date())[1] == 1

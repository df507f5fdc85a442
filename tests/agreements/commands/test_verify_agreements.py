"""Does the check find what somebody changed who owns the tables?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.agreements.tampering import tamper

pytestmark = [pytest.mark.usefixtures("owned"), pytest.mark.django_db]
VERSION = "UPDATE agreements_agreementversion SET"
SECOND = "WHERE number = 2"
SAME_HASH = (
    f"{VERSION} canonical = replace(canonical, '3000', '3001'), "
    "terms = replace(terms::text, '3000', '3001')::jsonb WHERE number = 1"
)
TAMPERS = {
    "one byte of a text": (
        f"{VERSION} canonical = replace(canonical, '10 working', '11 working') {SECOND}",
        "MW-01/2026, version 2: its hash is not that of its text",
    ),
    "one word of old terms": (
        SAME_HASH,
        "MW-01/2026, version 1: its hash is not that of its text",
    ),
    "a removed clause row": (
        "DELETE FROM agreements_clause WHERE key = 'paying' AND version_id = @newest",
        "MW-01/2026, version 2, clause paying: the text has it, its row is missing",
    ),
    "a changed clause row": (
        "UPDATE agreements_clause SET text = 'Never.' WHERE key = 'paying' AND version_id = @newest",
        "MW-01/2026, version 2, clause paying: its row differs in text",
    ),
    "a changed promise row": (
        "UPDATE agreements_commitment SET text = 'Nothing' WHERE code = 'F1' AND version_id = @newest",
        "MW-01/2026, version 2, promise F1: its row differs in text",
    ),
    "a changed hash": (
        f"{VERSION} hash = repeat('0', 64) {SECOND}",
        "MW-01/2026, newest version: the note says version 2",
    ),
    "a changed column": (
        f"{VERSION} amount = 5 {SECOND}",
        "MW-01/2026, version 2, column amount: it says '5.00', the text '100000.00'",
    ),
    "a moved head": (
        "UPDATE agreements_agreementhead SET number = 1",
        "MW-01/2026, newest version: the note says version 1",
    ),
    "a moved range": (
        "UPDATE agreements_effectiverange SET during = daterange("
        "lower(during), upper(during) - 1) WHERE upper(during) = '2028-01-01'",
        "MW-01/2026, days from 2027-12-31: kept is no version, by the dates it is "
        "version 2",
    ),
    "another signer": (
        "UPDATE agreements_signature SET signer = 'user:1', entered_by = 'user:1' "
        "WHERE side = 'PARTNER'",
        "the signer is 'user:1', in the text 'contact:",
    ),
    "another day of signing": (
        "UPDATE agreements_signature SET signed_on = '2020-01-01' "
        "WHERE side = 'FOUNDATION'",
        "MW-01/2026, version 2, signature of the foundation: the day is '2020-01-01'",
    ),
    "a signature under another text": (
        "UPDATE agreements_signature SET text_hash = repeat('0', 64) "
        "WHERE side = 'FOUNDATION'",
        "signature of the foundation: it stands under another text",
    ),
    "a removed signature": (
        "DELETE FROM agreements_signature WHERE side = 'PARTNER'",
        "the text names it, its row is missing",
    ),
    "other words of a proposal": (
        "UPDATE agreements_proposal SET canonical = replace(canonical, '10', '12')",
        "proposal 1: its hash is not that of its words",
    ),
}
GONE = (
    "ALTER TABLE agreements_renegotiation DROP CONSTRAINT "
    "signed_renegotiation_has_its_version",
    "UPDATE agreements_renegotiation SET version_id = NULL",
    "DELETE FROM agreements_effectiverange WHERE version_id = @newest",
    "DELETE FROM agreements_clause WHERE version_id = @newest",
    "DELETE FROM agreements_commitmentinstance",
    "DELETE FROM agreements_commitment WHERE version_id = @newest",
    "DELETE FROM agreements_agreementversion WHERE number = 2",
)


def _said() -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="differences"):
        call_command("verify_agreements", stdout=out)
    return out.getvalue()


def test_what_was_signed_is_sound() -> None:
    out = StringIO()

    call_command("verify_agreements", "--agreement", "MW-01/2026", stdout=out)

    assert out.getvalue() == "1 agreements with 2 versions are what was signed.\n"


@pytest.mark.parametrize("name", TAMPERS)
def test_the_check_finds(name: str) -> None:
    statement, wanted = TAMPERS[name]

    tamper(statement)

    assert wanted in _said()


def test_a_missing_version_is_found() -> None:
    tamper(*GONE)

    assert "newest version: the note says version 2" in _said()


def test_an_agreement_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CommandError, match="no agreement X/1"):
        call_command("verify_agreements", "--agreement", "X/1")

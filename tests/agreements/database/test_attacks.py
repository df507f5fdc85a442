"""What the role of the product tries against signed versions, and never gets."""

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.models import Agreement, AgreementVersion, Signature
from agreements.rules.seal import SignedBy, VersionLabel, chain_hash, version_text
from agreements.selectors.proposals import terms_of
from tests.agreements.drafts import make_version, register
from tests.agreements.table import accepted, make_agreement, raised, ready, sign
from tests.cast import NOW

ATTACKS = {
    "change a word": "UPDATE agreements_agreementversion SET canonical = '{}'",
    "change a hash": "UPDATE agreements_agreementversion SET hash = repeat('0', 64)",
    "change a date": "UPDATE agreements_agreementversion SET effective_to = now()",
    "delete a version": "DELETE FROM agreements_agreementversion",
    "empty the versions": "TRUNCATE agreements_agreementversion CASCADE",
    "change a promise": "UPDATE agreements_commitment SET text = 'nothing'",
    "delete a promise": "DELETE FROM agreements_commitment",
    "empty the promises": "TRUNCATE agreements_commitment CASCADE",
    "empty the clauses": "TRUNCATE agreements_clause",
    "delete signatures": "DELETE FROM agreements_signature",
    "empty the signatures": "TRUNCATE agreements_signature",
    "empty the notes": "TRUNCATE agreements_privatenote",
    "switch triggers off": "ALTER TABLE agreements_agreementversion DISABLE TRIGGER ALL",
    "switch one trigger off": (
        "ALTER TABLE agreements_commitment DISABLE TRIGGER promise_fits"
    ),
    "play a replica": "SET session_replication_role = replica",
    "become the owner": "SET ROLE owner",
    "move the head": "UPDATE agreements_agreementhead SET number = 9",
    "delete the head": "DELETE FROM agreements_agreementhead",
    "move a range": "UPDATE agreements_effectiverange SET during = 'empty'",
    "delete a range": "DELETE FROM agreements_effectiverange",
    "rebuild ranges": "SELECT rebuild_effective_ranges()",
    "project ranges": "SELECT agreements_project(1)",
    "replace a function": (
        "CREATE OR REPLACE FUNCTION agreements_clause_fits() RETURNS trigger "
        "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    ),
    "drop a trigger": "DROP TRIGGER version_is_chained ON agreements_agreementversion",
    "give the agreement another number": (
        "UPDATE agreements_agreement SET number = 'X/1'"
    ),
    "let the agreement continue another": (
        "UPDATE agreements_agreement SET continues_id = id"
    ),
    "take a party out": "DELETE FROM agreements_agreement_parties",
    "let another party in": (
        "UPDATE agreements_agreement_parties SET partnershipparty_id = ("
        "SELECT max(id) FROM partners_partnershipparty)"
    ),
    "empty the parties": "TRUNCATE agreements_agreement_parties",
}
COLUMNS = (
    "agreement_id, number, kind, origin, effective_from, effective_to, amount, "
    "currency, reporting_amount, reporting_currency, rate, rate_on, summary, "
    "size_class, canonical, terms, prev_hash, hash, created_at, created_by"
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_role_of_the_product_cannot(cast, now, attack) -> None:
    version = register(cast, now).versions.get()
    before = list(AgreementVersion.objects.filter(pk=version.pk).values())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as it:
        it.execute(ATTACKS[attack])

    assert list(AgreementVersion.objects.filter(pk=version.pk).values()) == before


def test_rights_that_the_role_gives_itself_are_worth_nothing(cast, now) -> None:
    register(cast, now)
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL only warns here; what counts is that nothing came of it.
        cursor.execute("GRANT ALL ON agreements_agreementversion TO app")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as it:
        it.execute("UPDATE agreements_agreementversion SET summary = 'x'")


def _copy(version: AgreementVersion, **changes: object) -> None:
    """Insert a second row like a version, column by column."""
    columns = [name.strip() for name in COLUMNS.split(",")]
    picked = ", ".join(
        "%(" + name + ")s" if name in changes else name for name in columns
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO agreements_agreementversion ({COLUMNS}) "  # noqa: S608 - constants
            f"SELECT {picked} FROM agreements_agreementversion WHERE id = %(id)s",
            {"id": version.pk, **changes},
        )


def test_a_version_cannot_be_slipped_in_before_the_newest(cast, now) -> None:
    version = register(cast, now).versions.get()

    with pytest.raises(DatabaseError, match="begins before"):
        _copy(version, number=2, effective_from="2025-01-01")


def test_a_version_on_a_stale_base_is_refused(cast, now) -> None:
    version = register(cast, now).versions.get()

    with pytest.raises(DatabaseError, match="does not follow"):
        _copy(version, number=1)


def test_a_version_whose_text_says_something_else_is_refused(cast, now) -> None:
    version = register(cast, now).versions.get()

    with pytest.raises(DatabaseError, match="says something else"):
        _copy(version, number=2, effective_from="2026-05-01")


def test_nobody_claims_signatures_that_were_not_given(cast, now) -> None:
    version = register(cast, now).versions.get()
    text = version.canonical.replace('"version":1', '"version":2')
    text = text.replace('"origin":"REGISTERED"', '"origin":"SIGNED_HERE"')
    text = text.replace(
        '"effective_from":"2026-01-01"', '"effective_from":"2027-01-01"'
    )

    with pytest.raises(DatabaseError, match="signature is missing"):
        _copy(
            version,
            number=2,
            origin="SIGNED_HERE",
            effective_from="2027-01-01",
            canonical=text,
        )


@pytest.mark.parametrize(
    ("signed", "forged", "refusal"),
    [
        ("10 working days", "90 working days", "not the words"),
        ('"method":"IN_APP"', '"method":"PAPER"', "not the signatures"),
    ],
)
def test_nothing_but_the_signed_words_and_signatures_becomes_a_version(
    cast, signed, forged, refusal
) -> None:
    ready(cast)
    proposal = accepted(cast, raised(cast, make_agreement(cast)))
    sign(cast, proposal, "brian")
    given = proposal.signatures.get()
    given.pk, given.side, given.party = None, "PARTNER", cast.malawi_party
    given.save(force_insert=True)
    version, terms = AgreementVersion.objects.get(), terms_of(proposal)
    number, columns = version.agreement.number, _columns_of(proposal)
    label = VersionLabel(number, 2, "AMENDMENT", "SIGNED_HERE", "", "MAJOR")
    text = version_text(label, terms, _given(proposal))

    with pytest.raises(DatabaseError, match=refusal):
        _copy(version, **columns, canonical=text.replace(signed, forged))

    _copy(version, **columns, canonical=text)


def _columns_of(proposal) -> dict[str, object]:
    terms = terms_of(proposal)
    return {
        "number": 2,
        "kind": "AMENDMENT",
        "origin": "SIGNED_HERE",
        "size_class": "MAJOR",
        "summary": "",
        "effective_from": terms.effective_from,
        "effective_to": terms.effective_to,
        "amount": terms.total,
    }


def _given(proposal) -> list[SignedBy]:
    rows = Signature.objects.filter(proposal=proposal).order_by("id")
    return [
        SignedBy(row.side, row.party_id, row.signer, row.method, row.signed_on)
        for row in rows
    ]


def test_a_clause_is_never_added_to_a_version_that_stands(cast, now) -> None:
    version = register(cast, now).versions.get()

    with pytest.raises(DatabaseError, match="not in the text"):
        version.clauses.create(
            key="extra", position=1, kind="OTHER", heading="Extra", text="More"
        )


def test_a_promise_is_never_added_to_a_version_that_stands(cast, now) -> None:
    version = register(cast, now).versions.get()

    with pytest.raises(DatabaseError, match="not in the text"):
        version.commitments.create(
            code="F9", side="FOUNDATION", kind="PAY", text="Pay more", rhythm="yearly"
        )


def test_a_hash_that_is_sent_along_is_overwritten(cast, now) -> None:
    version = register(cast, now).versions.get()
    text = version.canonical.replace('"version":1', '"version":2')
    text = text.replace(
        '"effective_from":"2026-01-01"', '"effective_from":"2027-01-01"'
    )

    _copy(
        version,
        number=2,
        effective_from="2027-01-01",
        canonical=text,
        hash="f" * 64,
        prev_hash="f" * 64,
    )

    second = version.agreement.versions.get(number=2)
    assert second.prev_hash == version.hash
    assert second.hash == chain_hash(version.hash, text)


def test_the_head_follows_the_newest_version(cast) -> None:
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/9",
        kind_id="GRANT",
        title="Wells",
        created_at=NOW,
    )
    make_version(agreement, number=4)

    newest = agreement.versions.get()
    assert (agreement.head.number, agreement.head.hash) == (4, newest.hash)

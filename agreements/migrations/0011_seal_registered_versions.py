"""Write the canonical text of versions that were registered before there was one.

The shape is that of this day, spelt out here so that later changes of the program do
not change history.
"""

import json
from hashlib import sha256

from django.db import migrations

CENT = "{:.2f}"


def promise_of(row):
    """Return one promise as plain values."""
    return {
        "code": row.code,
        "side": row.side,
        "kind": row.kind,
        "text": row.text,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "rhythm": row.rhythm,
        "amount": None if row.amount is None else CENT.format(row.amount),
        "party_id": row.party_id,
        "rhythm_kind": row.rhythm_kind,
        "rhythm_number": row.rhythm_number,
        "measure": row.measure,
        "evidence_wanted": row.evidence_wanted,
        "owner_key": row.owner_key,
        "confirmer_key": row.confirmer_key,
    }


def terms_of(version):
    """Return the terms of a version as plain values."""
    return {
        "title": version.agreement.title,
        "language": "en-gb",
        "governing_note": "",
        "effective_from": version.effective_from.isoformat(),
        "effective_to": version.effective_to.isoformat(),
        "currency": version.currency,
        "rate": f"{version.rate:.6f}",
        "rate_on": version.rate_on.isoformat(),
        "clauses": [],
        "lines": [
            {
                "key": "total",
                "label": "",
                "year": version.effective_from.year,
                "amount": CENT.format(version.amount),
            }
        ],
        "targets": [],
        "places": [],
        "promises": [
            promise_of(row) for row in version.commitments.order_by("code", "pk")
        ],
        "principles": [],
        "rules": {
            "take_stock_months": None,
            "first_review_months": None,
            "answer_days": None,
        },
        "talk_path": {
            "foundation_person": "",
            "foundation_above": "",
            "partner_person": "",
            "partner_above": "",
        },
    }


def canonical(value):
    """Return the one text of plain values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal(apps, schema_editor):
    """Fill text and hash of every version, oldest first, and remember the heads."""
    Version = apps.get_model("agreements", "AgreementVersion")
    Head = apps.get_model("agreements", "AgreementHead")
    heads = {}
    for version in Version.objects.select_related("agreement").order_by(
        "agreement_id", "number"
    ):
        terms = terms_of(version)
        text = canonical(
            {
                "agreement": version.agreement.number,
                "version": version.number,
                "kind": version.kind,
                "origin": version.origin,
                "summary": version.summary,
                "size": "",
                "terms": terms,
                "text_hash": sha256(canonical(terms).encode()).hexdigest(),
                "signatures": [],
            }
        )
        before = heads.get(version.agreement_id)
        version.canonical, version.terms = text, terms
        version.prev_hash = before.hash if before else ""
        version.hash = sha256(f"{version.prev_hash}\n{text}".encode()).hexdigest()
        version.save()
        heads[version.agreement_id] = version
    Head.objects.bulk_create(
        Head(
            agreement_id=key,
            number=version.number,
            hash=version.hash,
            effective_from=version.effective_from,
        )
        for key, version in heads.items()
    )


def unseal(apps, schema_editor):
    """Forget the heads; the texts go with their columns."""
    apps.get_model("agreements", "AgreementHead").objects.all().delete()


class Migration(migrations.Migration):
    """The owner may switch the append-only trigger off; nobody else can."""

    dependencies = [("agreements", "0010_negotiation")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE agreements_agreementversion DISABLE TRIGGER USER",
            "ALTER TABLE agreements_agreementversion ENABLE TRIGGER USER",
        ),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(
            "ALTER TABLE agreements_agreementversion ENABLE TRIGGER USER",
            "ALTER TABLE agreements_agreementversion DISABLE TRIGGER USER",
        ),
    ]

"""Let a version that was signed here hold the accepted words and the given signatures.

Until now the database asked only whether all had signed a text with the same hash; the
text of the version could be another one, or name other signers.
"""

from importlib import import_module

from django.db import migrations

CHAIN: str = import_module("agreements.migrations.0012_version_chain").CHAIN
_BEFORE = "agreements_require_signatures(NEW.agreement_id, said ->> 'text_hash')"
_AFTER = "agreements_require_signed(NEW.agreement_id, said)"
_BEGIN = "CREATE FUNCTION"
_AGAIN = "CREATE OR REPLACE FUNCTION"

SIGNED = """
CREATE FUNCTION agreements_require_signed(deal bigint, said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    accepted record;
    given jsonb;
BEGIN
    PERFORM agreements_require_signatures(deal, said ->> 'text_hash');
    SELECT pr.id, pr.canonical INTO accepted
    FROM agreements_proposal pr
    JOIN agreements_renegotiation re ON re.id = pr.renegotiation_id
    JOIN agreements_agreement ag ON ag.id = deal
    WHERE re.agreement_id IN (ag.id, ag.continues_id)
      AND pr.state = 'ACCEPTED' AND pr.text_hash = said ->> 'text_hash';
    IF encode(sha256(convert_to(accepted.canonical, 'UTF8')), 'hex')
           <> said ->> 'text_hash'
       OR accepted.canonical::jsonb IS DISTINCT FROM said -> 'terms' THEN
        RAISE EXCEPTION 'these are not the words that were signed'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT jsonb_agg(jsonb_build_object(
            'side', si.side, 'party_id', si.party_id, 'signer', si.signer,
            'method', si.method, 'signed_on', si.signed_on::text) ORDER BY si.id)
        INTO given
        FROM agreements_signature si WHERE si.proposal_id = accepted.id;
    IF given IS DISTINCT FROM said -> 'signatures' THEN
        RAISE EXCEPTION 'these are not the signatures that were given'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
REVOKE ALL ON FUNCTION agreements_require_signed(bigint, jsonb) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """People rely on it: what holds is what they signed, to the letter."""

    dependencies = [("agreements", "0020_days_of_mails")]
    operations = [
        migrations.RunSQL(
            SIGNED, "DROP FUNCTION agreements_require_signed(bigint, jsonb)"
        ),
        migrations.RunSQL(
            CHAIN.replace(_BEGIN, _AGAIN, 1).replace(_BEFORE, _AFTER, 1),
            CHAIN.replace(_BEGIN, _AGAIN, 1),
        ),
    ]

"""Chain versions, project their days, and let nobody alter what was signed.

The functions run as the owner of the tables (SECURITY DEFINER), so the role of the
product writes neither hashes, heads nor ranges itself (trust 2.2, docs/adr/0023).
"""

from django.db import migrations, models

from eclt_partners.common.migrations_sql import APP_ROLE, append_only

CHAIN = """
CREATE FUNCTION agreements_chain_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deal record;
    head record;
    said jsonb := NEW.canonical::jsonb;
    total numeric;
BEGIN
    SELECT ag.number, co.time_zone INTO deal
    FROM agreements_agreement ag
    JOIN partners_partnership ps ON ps.id = ag.partnership_id
    JOIN countries_country co ON co.code = ps.country_id
    WHERE ag.id = NEW.agreement_id FOR UPDATE OF ag;
    SELECT he.number, he.hash, he.effective_from INTO head
    FROM agreements_agreementhead he WHERE he.agreement_id = NEW.agreement_id;
    IF head.number IS NOT NULL AND NEW.number <> head.number + 1 THEN
        RAISE EXCEPTION 'version % does not follow version %', NEW.number, head.number
            USING ERRCODE = 'serialization_failure';
    END IF;
    IF head.number IS NOT NULL AND NEW.effective_from <= head.effective_from THEN
        RAISE EXCEPTION 'version % begins before the one it follows', NEW.number
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.origin = 'SIGNED_HERE' AND NEW.kind <> 'CORRECTION'
       AND NEW.effective_from < (NEW.created_at AT TIME ZONE deal.time_zone)::date THEN
        RAISE EXCEPTION 'version % begins in the past', NEW.number
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum((line ->> 'amount')::numeric), 0) INTO total
    FROM jsonb_array_elements(said #> '{terms,lines}') line;
    IF (said ->> 'agreement', said ->> 'version', said ->> 'kind', said ->> 'origin',
        said ->> 'summary', said ->> 'size',
        said #>> '{terms,effective_from}', said #>> '{terms,effective_to}',
        said #>> '{terms,currency}', (said #>> '{terms,rate}')::numeric, total)
       IS DISTINCT FROM
       (deal.number, NEW.number::text, NEW.kind, NEW.origin, NEW.summary,
        NEW.size_class, NEW.effective_from::text, NEW.effective_to::text,
        NEW.currency, NEW.rate, NEW.amount) THEN
        RAISE EXCEPTION 'the text of version % says something else', NEW.number
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.origin = 'SIGNED_HERE' THEN
        PERFORM agreements_require_signatures(NEW.agreement_id, said ->> 'text_hash');
    END IF;
    NEW.terms := said -> 'terms';
    NEW.prev_hash := coalesce(head.hash, '');
    NEW.hash := encode(
        sha256(convert_to(NEW.prev_hash || chr(10) || NEW.canonical, 'UTF8')), 'hex');
    RETURN NEW;
END $$;
"""

SIGNATURES = """
CREATE FUNCTION agreements_require_signatures(deal bigint, wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    accepted bigint;
BEGIN
    SELECT pr.id INTO accepted
    FROM agreements_proposal pr
    JOIN agreements_renegotiation re ON re.id = pr.renegotiation_id
    JOIN agreements_agreement ag ON ag.id = deal
    WHERE re.agreement_id IN (ag.id, ag.continues_id)
      AND pr.state = 'ACCEPTED' AND pr.text_hash = wanted;
    IF accepted IS NULL OR NOT EXISTS (
           SELECT 1 FROM agreements_signature si
           WHERE si.proposal_id = accepted AND si.side = 'FOUNDATION')
       OR EXISTS (
           SELECT 1 FROM agreements_agreement_parties pa
           WHERE pa.agreement_id = deal AND NOT EXISTS (
               SELECT 1 FROM agreements_signature si
               WHERE si.proposal_id = accepted
                 AND si.party_id = pa.partnershipparty_id)) THEN
        RAISE EXCEPTION 'a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""

PROJECT = """
CREATE FUNCTION agreements_project(deal bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM agreements_effectiverange WHERE agreement_id = deal;
    INSERT INTO agreements_effectiverange (agreement_id, version_id, during)
    SELECT deal, ve.id, daterange(ve.effective_from, ve.until)
    FROM (
        SELECT id, effective_from, least(
            effective_to + 1,
            lead(effective_from) OVER (ORDER BY number),
            (SELECT min(newer.effective_from)
             FROM agreements_agreement later
             JOIN agreements_agreementversion newer ON newer.agreement_id = later.id
             WHERE later.continues_id = deal)) AS until
        FROM agreements_agreementversion WHERE agreement_id = deal
    ) ve
    WHERE ve.effective_from < ve.until;
END $$;

CREATE FUNCTION agreements_follow_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before bigint;
BEGIN
    INSERT INTO agreements_agreementhead (agreement_id, number, hash, effective_from)
    VALUES (NEW.agreement_id, NEW.number, NEW.hash, NEW.effective_from)
    ON CONFLICT (agreement_id) DO UPDATE SET number = excluded.number,
        hash = excluded.hash, effective_from = excluded.effective_from;
    PERFORM agreements_project(NEW.agreement_id);
    SELECT continues_id INTO before FROM agreements_agreement
    WHERE id = NEW.agreement_id;
    IF before IS NOT NULL THEN
        PERFORM agreements_project(before);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION rebuild_effective_ranges() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT agreements_project(id) FROM agreements_agreement;
$$;
REVOKE ALL ON FUNCTION rebuild_effective_ranges() FROM PUBLIC;
SELECT rebuild_effective_ranges();
"""

# What is numbered in hashed texts keeps its number and its place.
KEEP_NUMBER = """
CREATE FUNCTION agreements_keep_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agreements_agreementhead WHERE agreement_id = OLD.id) THEN
        RAISE EXCEPTION 'an agreement with versions keeps its number and its place'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_keeps_its_number
    BEFORE UPDATE ON agreements_agreement FOR EACH ROW
    WHEN ((OLD.number, OLD.partnership_id)
          IS DISTINCT FROM (NEW.number, NEW.partnership_id))
    EXECUTE FUNCTION agreements_keep_number();

CREATE FUNCTION agreements_follow_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM agreements_project(linked.id)
    FROM (VALUES (OLD.continues_id), (NEW.continues_id)) linked (id)
    WHERE linked.id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER agreement_is_continued
    AFTER UPDATE OF continues_id ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION agreements_follow_link();
"""

ROWS_FIT = """
CREATE FUNCTION agreements_clause_fits() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreements_agreementversion ve
        WHERE ve.id = NEW.version_id
          AND ve.terms -> 'clauses' -> (NEW.position - 1) = jsonb_build_object(
              'key', NEW.key, 'kind', NEW.kind, 'heading', NEW.heading,
              'text', NEW.text, 'is_locked', NEW.is_locked)) THEN
        RAISE EXCEPTION 'clause % is not in the text of its version', NEW.key
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION agreements_promise_fits() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreements_agreementversion ve,
             jsonb_array_elements(ve.terms -> 'promises') said
        WHERE ve.id = NEW.version_id
          AND (said ->> 'code', said ->> 'side', said ->> 'kind', said ->> 'text',
               said ->> 'rhythm', said ->> 'rhythm_kind', said ->> 'measure',
               said ->> 'evidence_wanted', said ->> 'owner_key',
               said ->> 'confirmer_key')
              = (NEW.code, NEW.side, NEW.kind, NEW.text, NEW.rhythm, NEW.rhythm_kind,
                 NEW.measure, NEW.evidence_wanted, NEW.owner_key, NEW.confirmer_key)
          AND (said ->> 'due_on', (said ->> 'amount')::numeric,
               (said ->> 'party_id')::bigint, (said ->> 'rhythm_number')::int)
              IS NOT DISTINCT FROM
              (NEW.due_on::text, NEW.amount, NEW.party_id, NEW.rhythm_number)) THEN
        RAISE EXCEPTION 'promise % is not in the text of its version', NEW.code
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

PROPOSALS = """
CREATE FUNCTION agreements_proposal_holds() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'DRAFT' AND
       (OLD.terms, OLD.canonical, OLD.text_hash, OLD.summary, OLD.reasons, OLD.side,
        OLD.party_id, OLD.round, OLD.renegotiation_id, OLD.base_version_id,
        OLD.sent_at, OLD.sent_by)
       IS DISTINCT FROM
       (NEW.terms, NEW.canonical, NEW.text_hash, NEW.summary, NEW.reasons, NEW.side,
        NEW.party_id, NEW.round, NEW.renegotiation_id, NEW.base_version_id,
        NEW.sent_at, NEW.sent_by) THEN
        RAISE EXCEPTION 'a proposal that was sent keeps its words'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT (NEW.state = OLD.state
        OR (OLD.state = 'DRAFT' AND NEW.state IN ('PROPOSED', 'WITHDRAWN'))
        OR (OLD.state = 'PROPOSED'
            AND NEW.state IN ('ACCEPTED', 'REPLACED', 'REJECTED', 'WITHDRAWN'))
        OR (OLD.state = 'ACCEPTED'
            AND NEW.state IN ('SIGNED', 'REPLACED', 'REJECTED', 'WITHDRAWN'))) THEN
        RAISE EXCEPTION 'a proposal cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.canonical <> '' AND (NEW.canonical::jsonb <> NEW.terms OR NEW.text_hash <>
        encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex')) THEN
        RAISE EXCEPTION 'the hash of a proposal is not that of its words'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_holds BEFORE UPDATE ON agreements_proposal
    FOR EACH ROW EXECUTE FUNCTION agreements_proposal_holds();
CREATE TRIGGER proposal_stays BEFORE DELETE ON agreements_proposal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION agreements_same_text() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    wanted text := CASE TG_TABLE_NAME
        WHEN 'agreements_signature' THEN 'ACCEPTED' ELSE 'PROPOSED' END;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreements_proposal pr
        WHERE pr.id = NEW.proposal_id AND pr.text_hash = NEW.text_hash
          AND pr.state = wanted) THEN
        RAISE EXCEPTION 'this is not the text that is on the table'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def run(sql: str, reverse: str) -> migrations.RunSQL:
    """Return one reversible step."""
    return migrations.RunSQL(sql, reverse)


def trigger(name: str, when: str, table: str, function: str) -> migrations.RunSQL:
    """Return the step that adds a row trigger."""
    return run(
        f"CREATE TRIGGER {name} {when} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON {table}",
    )


VERSIONS = "agreements_agreementversion"


class Migration(migrations.Migration):
    """Functions, triggers, rights."""

    dependencies = [("agreements", "0011_seal_registered_versions")]
    operations = [
        migrations.AlterField(
            "agreementversion",
            "hash",
            models.CharField(default="", max_length=64, unique=True),
        ),
        run(
            SIGNATURES,
            "DROP FUNCTION agreements_require_signatures(bigint, text)",
        ),
        run(CHAIN, "DROP FUNCTION agreements_chain_version()"),
        run(
            PROJECT,
            "DROP FUNCTION rebuild_effective_ranges();"
            "DROP FUNCTION agreements_follow_version();"
            "DROP FUNCTION agreements_project(bigint);",
        ),
        run(
            KEEP_NUMBER,
            "DROP TRIGGER agreement_is_continued ON agreements_agreement;"
            "DROP FUNCTION agreements_follow_link();"
            "DROP TRIGGER agreement_keeps_its_number ON agreements_agreement;"
            "DROP FUNCTION agreements_keep_number();",
        ),
        run(
            ROWS_FIT,
            "DROP FUNCTION agreements_promise_fits();"
            "DROP FUNCTION agreements_clause_fits();",
        ),
        run(
            PROPOSALS,
            "DROP FUNCTION agreements_same_text();"
            "DROP TRIGGER proposal_stays ON agreements_proposal;"
            "DROP TRIGGER proposal_holds ON agreements_proposal;"
            "DROP FUNCTION agreements_proposal_holds();",
        ),
        trigger("version_is_chained", "BEFORE INSERT", VERSIONS, "agreements_chain_version"),
        trigger("version_is_followed", "AFTER INSERT", VERSIONS, "agreements_follow_version"),
        trigger("clause_fits", "BEFORE INSERT", "agreements_clause", "agreements_clause_fits"),
        trigger(
            "promise_fits", "BEFORE INSERT", "agreements_commitment", "agreements_promise_fits"
        ),
        trigger(
            "same_text", "BEFORE INSERT", "agreements_acceptance", "agreements_same_text"
        ),
        trigger(
            "same_text", "BEFORE INSERT", "agreements_signature", "agreements_same_text"
        ),
        *append_only("agreements_clause"),
        *append_only("agreements_changeanswer"),
        *append_only("agreements_acceptance"),
        *append_only("agreements_signature"),
        *append_only("agreements_privatenote"),
        *append_only("agreements_renegotiationstep"),
        *append_only("agreements_anchor"),
        run(
            f"""
            REVOKE INSERT, UPDATE, DELETE, TRUNCATE
                ON agreements_agreementhead, agreements_effectiverange FROM {APP_ROLE};
            REVOKE DELETE, TRUNCATE
                ON agreements_proposal, agreements_renegotiation FROM {APP_ROLE};
            REVOKE ALL ON FUNCTION agreements_project(bigint) FROM PUBLIC;
            REVOKE ALL ON FUNCTION agreements_require_signatures(bigint, text)
                FROM PUBLIC;
            """,
            f"""
            GRANT INSERT, UPDATE, DELETE
                ON agreements_agreementhead, agreements_effectiverange TO {APP_ROLE};
            GRANT DELETE ON agreements_proposal, agreements_renegotiation TO {APP_ROLE};
            """,
        ),
    ]

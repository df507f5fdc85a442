"""Erase the files beside single answers together with the answers."""

from importlib import import_module

from django.db import migrations

ERASE = """
CREATE OR REPLACE FUNCTION erase_answers(wanted bigint, kept_months integer)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    review public.reviews_review%ROWTYPE;
    place public.partners_partnership%ROWTYPE;
    people bigint[];
    newest date;
    erased integer;
    corrected integer;
    files bigint[];
BEGIN
    IF kept_months IS NULL OR kept_months < 24 THEN
        RAISE EXCEPTION 'single answers are kept for 24 months at least'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO STRICT review FROM public.reviews_review
        WHERE id = wanted FOR UPDATE;
    IF review.state NOT IN ('COMPLETED', 'LAPSED', 'CANCELLED') THEN
        RAISE EXCEPTION 'this review is not over'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT array_agg(a.id ORDER BY a.id),
           max((coalesce(a.sent_at, a.started_at) AT TIME ZONE 'UTC')::date)
        INTO people, newest
        FROM public.reviews_assessment a
        JOIN public.reviews_panelist p ON p.id = a.panelist_id
        WHERE p.review_id = wanted AND a.erased_at IS NULL;
    IF people IS NULL THEN
        RETURN 0;
    END IF;
    newest := greatest(
        newest,
        coalesce(review.completed_on, (review.closed_at AT TIME ZONE 'UTC')::date)
    );
    IF newest + make_interval(months => kept_months)
            > (clock_timestamp() AT TIME ZONE 'UTC')::date THEN
        RAISE EXCEPTION 'single answers of this review are not old enough'
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- For these statements only; without the owner's name it opens nothing.
    PERFORM set_config('eclt.erasing', 'answers', true);
    DELETE FROM public.reviews_correction WHERE assessment_id = ANY (people);
    GET DIAGNOSTICS corrected = ROW_COUNT;
    SELECT coalesce(array_agg(document_id), '{}') INTO files
        FROM public.reviews_evidence WHERE assessment_id = ANY (people);
    DELETE FROM public.reviews_evidence WHERE assessment_id = ANY (people);
    PERFORM public.erase_documents(files);
    DELETE FROM public.reviews_answer WHERE assessment_id = ANY (people);
    GET DIAGNOSTICS erased = ROW_COUNT;
    UPDATE public.reviews_assessment
        SET overall = NULL, work_again = '', keep = '', change = '', unsaid = '',
            erased_at = clock_timestamp()
        WHERE id = ANY (people);
    PERFORM set_config('eclt.erasing', '', true);
    SELECT * INTO STRICT place FROM public.partners_partnership
        WHERE id = review.partnership_id;
    INSERT INTO public.audit_auditentry
        (at, verb, actor_key, actor_text, subject_type, subject_id, subject_text,
         partnership_id, country_code, facts, request_id)
        VALUES (clock_timestamp(), 'reviews.answers.erased', 'system', '',
                'reviews.review', wanted,
                review.kind || ' ' || to_char(review.original_due_on, 'YYYY-MM-DD'),
                place.id, place.country_id,
                jsonb_build_object('people', cardinality(people), 'answers', erased,
                                   'corrections', corrected, 'files', cardinality(files),
                                   'kept_months', kept_months),
                '');
    RETURN cardinality(people);
END $$;
"""
EVIDENCE = """
-- True only inside erase_answers: another role has another name, whatever it sets.
CREATE FUNCTION refuse_change_of_evidence() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('eclt.erasing', true) = 'answers'
       AND current_user = (SELECT pg_catalog.pg_get_userbyid(relowner)
                           FROM pg_catalog.pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER reviews_evidence_append_only ON reviews_evidence;
CREATE TRIGGER reviews_evidence_append_only
    BEFORE UPDATE OR DELETE ON reviews_evidence
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_evidence();
"""
BACK = """
DROP TRIGGER reviews_evidence_append_only ON reviews_evidence;
CREATE TRIGGER reviews_evidence_append_only
    BEFORE UPDATE OR DELETE ON reviews_evidence
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_change_of_evidence();
"""


BEFORE = import_module("reviews.migrations.0016_retention").ERASE


class Migration(migrations.Migration):
    """People rely on it: a photo beside an answer is gone when the answer is."""

    dependencies = [
        ("documents", "0004_erasable_documents"),
        ("reviews", "0017_status_looks"),
    ]
    operations = [
        migrations.RunSQL(EVIDENCE, BACK),
        migrations.RunSQL(
            ERASE,
            BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1),
        ),
    ]

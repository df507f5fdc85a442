"""Let one function of the owner erase single answers that are old enough."""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE

# A review ended on the day it was completed; one that lapsed or was cancelled, when
# it closed. Sent assessments are locked, so their moment cannot be made older: that
# is what keeps somebody from calling too early by changing the review.
ERASE = """
CREATE FUNCTION erase_answers(wanted bigint, kept_months integer) RETURNS integer
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
                                   'corrections', corrected, 'kept_months', kept_months),
                '');
    RETURN cardinality(people);
END $$;
"""
# True only inside erase_answers: another role has another name, whatever it sets.
WAY_PAST = """
    current_setting('eclt.erasing', true) = 'answers'
    AND current_user = (SELECT pg_catalog.pg_get_userbyid(relowner)
                        FROM pg_catalog.pg_class WHERE oid = TG_RELID)
"""
NOBODY = "FALSE"


def guards(way_past: str, *, erased: bool) -> str:
    """Return the functions that lock sent answers, with a way past them for one.

    Args:
        way_past: a condition in SQL; a constant of this migration.
        erased: whether the column `erased_at` is guarded, too.
    """
    return f"""
    CREATE OR REPLACE FUNCTION refuse_change_once_sent() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND {way_past} THEN RETURN NEW; END IF;
        IF OLD.state = 'SUBMITTED' THEN
            RAISE EXCEPTION 'a sent assessment does not change'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        {_ONLY_BY_FUNCTION if erased else ""}
        RETURN NEW;
    END $$;

    CREATE OR REPLACE FUNCTION refuse_answer_once_sent() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        touched bigint[];
    BEGIN
        IF TG_OP = 'DELETE' AND {way_past} THEN RETURN OLD; END IF;
        touched := CASE TG_OP
            WHEN 'INSERT' THEN ARRAY[NEW.assessment_id]
            WHEN 'DELETE' THEN ARRAY[OLD.assessment_id]
            ELSE ARRAY[OLD.assessment_id, NEW.assessment_id]
        END;
        -- The share lock makes an answer and the sending of its
        -- assessment follow one another. The schema is named, so that a
        -- temporary table of the same name is not asked instead.
        PERFORM 1 FROM public.reviews_assessment
            WHERE id = ANY (touched) FOR SHARE;
        IF EXISTS (SELECT 1 FROM public.reviews_assessment
                   WHERE id = ANY (touched)
                   AND (state = 'SUBMITTED' {_OR_ERASED if erased else ""})) THEN
            RAISE EXCEPTION 'answers of a sent assessment do not change'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE FUNCTION check_correction() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF {way_past} THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'a correction is never deleted'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NOT EXISTS (SELECT 1 FROM public.reviews_assessment
                           WHERE id = NEW.assessment_id AND state = 'SUBMITTED'
                           {_AND_KEPT if erased else ""}) THEN
                RAISE EXCEPTION 'only sent answers are corrected'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> 'ASKED' THEN
            RAISE EXCEPTION 'a decided correction does not change'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    """


_ONLY_BY_FUNCTION = """
        IF NEW.erased_at IS NOT NULL THEN
            RAISE EXCEPTION 'only erase_answers says that answers were erased'
                USING ERRCODE = 'restrict_violation';
        END IF;
"""
_OR_ERASED = "OR erased_at IS NOT NULL"
_AND_KEPT = "AND erased_at IS NULL"


class Migration(migrations.Migration):
    """People rely on it: what they answered is gone in time, and not before."""

    dependencies = [
        ("audit", "0002_append_only"),
        ("partners", "0003_incidents"),
        ("reviews", "0015_erased_answers"),
    ]
    operations = [
        migrations.RunSQL(
            sql=guards(WAY_PAST, erased=True)
            + ERASE
            + f"""
            REVOKE ALL ON FUNCTION erase_answers(bigint, integer) FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION erase_answers(bigint, integer) TO {APP_ROLE};
            """,
            reverse_sql="DROP FUNCTION erase_answers(bigint, integer);"
            + guards(NOBODY, erased=False),
        ),
    ]

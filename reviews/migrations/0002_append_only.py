"""Lock scores, sent answers and the first due date of a review."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """Both sides rely on it: what was sent stays as it was sent."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("reviews", "0001_reviews_answers_scores"),
    ]
    operations = [
        *append_only("reviews_reviewscore"),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION refuse_change_once_sent() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'SUBMITTED' THEN
                    RAISE EXCEPTION 'a sent assessment does not change'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER assessment_locked_once_sent
                BEFORE UPDATE OR DELETE ON reviews_assessment
                FOR EACH ROW EXECUTE FUNCTION refuse_change_once_sent();
            CREATE TRIGGER assessment_no_truncate
                BEFORE TRUNCATE ON reviews_assessment
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

            CREATE FUNCTION refuse_answer_once_sent() RETURNS trigger
            LANGUAGE plpgsql AS $$
            DECLARE
                touched bigint[];
            BEGIN
                touched := CASE TG_OP
                    WHEN 'INSERT' THEN ARRAY[NEW.assessment_id]
                    WHEN 'DELETE' THEN ARRAY[OLD.assessment_id]
                    ELSE ARRAY[OLD.assessment_id, NEW.assessment_id]
                END;
                -- The share lock makes an answer and the sending of its
                -- assessment follow one another.
                PERFORM 1 FROM reviews_assessment
                    WHERE id = ANY (touched) FOR SHARE;
                IF EXISTS (SELECT 1 FROM reviews_assessment
                           WHERE id = ANY (touched) AND state = 'SUBMITTED') THEN
                    RAISE EXCEPTION 'answers of a sent assessment do not change'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER answer_locked_once_sent
                BEFORE INSERT OR UPDATE OR DELETE ON reviews_answer
                FOR EACH ROW EXECUTE FUNCTION refuse_answer_once_sent();
            CREATE TRIGGER answer_no_truncate
                BEFORE TRUNCATE ON reviews_answer
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

            CREATE FUNCTION keep_original_due_on() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.original_due_on <> OLD.original_due_on THEN
                    RAISE EXCEPTION 'the first due date of a review never changes'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER review_keeps_original_due_on
                BEFORE UPDATE OF original_due_on ON reviews_review
                FOR EACH ROW EXECUTE FUNCTION keep_original_due_on();
            """,
            reverse_sql="""
            DROP TRIGGER review_keeps_original_due_on ON reviews_review;
            DROP FUNCTION keep_original_due_on();
            DROP TRIGGER answer_no_truncate ON reviews_answer;
            DROP TRIGGER answer_locked_once_sent ON reviews_answer;
            DROP FUNCTION refuse_answer_once_sent();
            DROP TRIGGER assessment_no_truncate ON reviews_assessment;
            DROP TRIGGER assessment_locked_once_sent ON reviews_assessment;
            DROP FUNCTION refuse_change_once_sent();
            """,
        ),
    ]

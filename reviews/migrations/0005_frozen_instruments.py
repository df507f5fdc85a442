"""Keep the words of a frozen instrument as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    """Trends rely on it: scores are compared because the sentences were the same.

    A draft translation may still be improved, and a language may be added; a checked
    text, a dimension and the frozen instrument itself stay (methods B2).
    """

    dependencies = [("reviews", "0004_why_no_talk")]
    operations = [
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION refuse_change_of_frozen() RETURNS trigger
            LANGUAGE plpgsql AS $$
            DECLARE
                is_frozen boolean;
            BEGIN
                is_frozen := CASE TG_TABLE_NAME
                    WHEN 'reviews_instrument' THEN
                        (to_jsonb(OLD) ->> 'frozen_at') IS NOT NULL
                    WHEN 'reviews_dimension' THEN EXISTS (
                        SELECT 1 FROM reviews_instrument
                        WHERE id = (to_jsonb(OLD) ->> 'instrument_id')::bigint
                          AND frozen_at IS NOT NULL)
                    ELSE NOT (to_jsonb(OLD) ->> 'is_draft')::boolean AND EXISTS (
                        SELECT 1 FROM reviews_instrument i
                        JOIN reviews_dimension d ON d.instrument_id = i.id
                        WHERE d.id = (to_jsonb(OLD) ->> 'dimension_id')::bigint
                          AND i.frozen_at IS NOT NULL)
                END;
                IF is_frozen THEN
                    RAISE EXCEPTION 'a frozen instrument does not change'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER instrument_stays_frozen
                BEFORE UPDATE OR DELETE ON reviews_instrument
                FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen();
            CREATE TRIGGER dimension_stays_frozen
                BEFORE UPDATE OR DELETE ON reviews_dimension
                FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen();
            CREATE TRIGGER dimension_text_stays_frozen
                BEFORE UPDATE OR DELETE ON reviews_dimensiontext
                FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen();
            """,
            reverse_sql="""
            DROP TRIGGER dimension_text_stays_frozen ON reviews_dimensiontext;
            DROP TRIGGER dimension_stays_frozen ON reviews_dimension;
            DROP TRIGGER instrument_stays_frozen ON reviews_instrument;
            DROP FUNCTION refuse_change_of_frozen();
            """,
        ),
    ]

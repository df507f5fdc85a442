"""Keep every word of a frozen version, and let reviews ask frozen versions only."""

from django.db import migrations

TABLES = ("instrument", "dimension", "dimensiontext", "instrumentlanguage")
OLD_GUARDS = (
    ("instrument_stays_frozen", "reviews_instrument"),
    ("dimension_stays_frozen", "reviews_dimension"),
    ("dimension_text_stays_frozen", "reviews_dimensiontext"),
)

DROP_OLD = "\n".join(
    [f"DROP TRIGGER {name} ON {table};" for name, table in OLD_GUARDS]
    + ["DROP FUNCTION refuse_change_of_frozen();"]
)
# As in 0005: a draft translation of a frozen version could still be improved.
CREATE_OLD = """
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
""" + "\n".join(
    f"""CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen();"""
    for name, table in OLD_GUARDS
)
# Only when this migration is undone: the mark goes back to the single texts.
MARK_DRAFTS = """
    UPDATE reviews_dimensiontext t SET is_draft = true
    FROM reviews_dimension d, reviews_instrumentlanguage l
    WHERE d.id = t.dimension_id AND l.instrument_id = d.instrument_id
      AND l.language = t.language AND l.checked_at IS NULL
      AND t.language <> 'en-gb';
"""
NEW_GUARDS = """
    CREATE FUNCTION instrument_of(given jsonb, tab text) RETURNS bigint
    LANGUAGE sql STABLE AS $$
        SELECT CASE tab
            WHEN 'reviews_instrument' THEN (given ->> 'id')::bigint
            WHEN 'reviews_dimensiontext' THEN (
                SELECT instrument_id FROM reviews_dimension
                WHERE id = (given ->> 'dimension_id')::bigint)
            ELSE (given ->> 'instrument_id')::bigint
        END
    $$;
    -- The share lock makes a change of words and the freezing follow one another.
    CREATE FUNCTION refuse_change_of_frozen() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        rows jsonb[];
        one jsonb;
        is_frozen boolean;
    BEGIN
        rows := CASE TG_OP
            WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)]
            WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
            ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)]
        END;
        -- A person may still compare a translation and say that it is right.
        IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'reviews_instrumentlanguage'
           AND (rows[1] ->> 'checked_at') IS NULL
           AND (rows[2] ->> 'checked_at') IS NOT NULL
           AND rows[1] - 'checked_at' - 'checked_by'
             = rows[2] - 'checked_at' - 'checked_by' THEN
            RETURN NEW;
        END IF;
        FOREACH one IN ARRAY rows LOOP
            SELECT frozen_at IS NOT NULL INTO is_frozen FROM reviews_instrument
                WHERE id = instrument_of(one, TG_TABLE_NAME) FOR SHARE;
            IF is_frozen THEN
                RAISE EXCEPTION 'a frozen instrument does not change'
                    USING ERRCODE = 'restrict_violation';
            END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$;
"""
TEXT_GUARDS = "\n".join(
    f"""CREATE TRIGGER {table}_stays_frozen
        BEFORE INSERT OR UPDATE OR DELETE ON reviews_{table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON reviews_{table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();"""
    for table in TABLES[1:]
)
INSTRUMENT_GUARDS = """
    CREATE FUNCTION guard_instrument() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.frozen_at IS NOT NULL THEN
                RAISE EXCEPTION 'an instrument begins as a draft'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.frozen_at IS NOT NULL THEN
            RAISE EXCEPTION 'a frozen instrument does not change'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.frozen_at IS NOT NULL AND (
            NOT EXISTS (SELECT 1 FROM reviews_dimension WHERE instrument_id = NEW.id)
            OR NOT EXISTS (SELECT 1 FROM reviews_instrumentlanguage
                           WHERE instrument_id = NEW.id)
            OR EXISTS (SELECT 1 FROM reviews_instrumentlanguage l
                WHERE l.instrument_id = NEW.id
                  AND '' IN (l.safety, l.overall, l.work_again, l.keep, l.change,
                             l.unsaid))
            OR EXISTS (SELECT 1 FROM reviews_dimension d
                CROSS JOIN reviews_instrumentlanguage l
                LEFT JOIN reviews_dimensiontext t
                    ON t.dimension_id = d.id AND t.language = l.language
                WHERE d.instrument_id = NEW.id AND l.instrument_id = NEW.id
                  AND (t.id IS NULL OR '' IN (t.title, t.question, t.anchor_1,
                       t.anchor_2, t.anchor_3, t.anchor_4, t.anchor_5, t.prompt)))
        ) THEN
            RAISE EXCEPTION 'a text of this instrument is missing'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER instrument_stays_frozen
        BEFORE INSERT OR UPDATE OR DELETE ON reviews_instrument
        FOR EACH ROW EXECUTE FUNCTION guard_instrument();
    CREATE TRIGGER instrument_no_truncate BEFORE TRUNCATE ON reviews_instrument
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
REVIEW_GUARDS = """
    CREATE FUNCTION ask_frozen_instruments() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.instrument_id <> OLD.instrument_id THEN
            RAISE EXCEPTION 'a review keeps its instrument'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM reviews_instrument
                   WHERE id = NEW.instrument_id AND frozen_at IS NULL) THEN
            RAISE EXCEPTION 'a review asks a frozen instrument'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER review_asks_frozen_instrument
        BEFORE INSERT OR UPDATE OF instrument_id ON reviews_review
        FOR EACH ROW EXECUTE FUNCTION ask_frozen_instruments();
"""
DROP_NEW = "\n".join(
    [
        "DROP TRIGGER review_asks_frozen_instrument ON reviews_review;",
        "DROP FUNCTION ask_frozen_instruments();",
    ]
    + [
        f"DROP TRIGGER {table}_{guard} ON reviews_{table};"
        for table in TABLES
        for guard in ("no_truncate", "stays_frozen")
    ]
    + [
        "DROP FUNCTION guard_instrument();",
        "DROP FUNCTION refuse_change_of_frozen();",
        "DROP FUNCTION instrument_of(jsonb, text);",
    ]
)


class Migration(migrations.Migration):
    """Trends and single answers rely on it: people gave them to these very sentences.

    What may still come is the word of a person that a translation is right. A better
    translation is a new version, as a better anchor is (docs/adr/0015).
    """

    dependencies = [("reviews", "0011_rhr_1_closing")]
    operations = [
        migrations.RunSQL(sql=DROP_OLD, reverse_sql=CREATE_OLD),
        migrations.RunSQL(sql=migrations.RunSQL.noop, reverse_sql=MARK_DRAFTS),
        migrations.RemoveField(model_name="dimensiontext", name="is_draft"),
        migrations.RunSQL(
            sql=NEW_GUARDS + TEXT_GUARDS + INSTRUMENT_GUARDS + REVIEW_GUARDS,
            reverse_sql=DROP_NEW,
        ),
    ]

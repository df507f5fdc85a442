"""Let the owner of the database erase documents whose time is over.

Only functions of the owner may call it: files beside single answers go when the
answers go (docs/adr/0017). For everybody else documents stay append-only.
"""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE

TABLES = (
    "documents_document",
    "documents_documentcontent",
    "documents_documentwithdrawal",
)

ERASE = f"""
-- True only inside erase_documents: another role has another name, whatever it sets.
CREATE FUNCTION refuse_change_of_documents() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('eclt.erasing_documents', true) = 'on'
       AND current_user = (SELECT pg_catalog.pg_get_userbyid(relowner)
                           FROM pg_catalog.pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION erase_documents(wanted bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    contents text[];
    erased integer;
BEGIN
    PERFORM set_config('eclt.erasing_documents', 'on', true);
    SELECT array_agg(content_id) INTO contents
        FROM public.documents_document WHERE id = ANY (wanted);
    DELETE FROM public.documents_documentwithdrawal WHERE document_id = ANY (wanted);
    DELETE FROM public.documents_document WHERE id = ANY (wanted);
    GET DIAGNOSTICS erased = ROW_COUNT;
    -- The same bytes may stand behind another document; those stay.
    DELETE FROM public.documents_documentcontent co
        WHERE co.sha256 = ANY (contents) AND NOT EXISTS (
            SELECT 1 FROM public.documents_document WHERE content_id = co.sha256);
    PERFORM set_config('eclt.erasing_documents', '', true);
    RETURN erased;
END $$;
REVOKE ALL ON FUNCTION erase_documents(bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION erase_documents(bigint[]) FROM {APP_ROLE};
"""


def trigger_of(table: str, function: str) -> str:
    """Return the SQL that lets another function guard a table's rows."""
    return f"""
    DROP TRIGGER {table}_append_only ON {table};
    CREATE TRIGGER {table}_append_only
        BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {function}();
    """


class Migration(migrations.Migration):
    """People rely on it: a photo beside an answer is gone when the answer is."""

    dependencies = [("documents", "0003_documents_append_only")]
    operations = [
        migrations.RunSQL(
            ERASE,
            "DROP FUNCTION erase_documents(bigint[]);"
            "DROP FUNCTION refuse_change_of_documents();",
        ),
        *(
            migrations.RunSQL(
                trigger_of(table, "refuse_change_of_documents"),
                trigger_of(table, "refuse_change"),
            )
            for table in TABLES
        ),
    ]

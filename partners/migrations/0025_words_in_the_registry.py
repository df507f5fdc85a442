"""Find what the registry is searched for without reading all of it."""

from django.db import migrations


class Migration(migrations.Migration):
    """The search of partners relies on it (docs/adr/0032).

    Each way to be found is a query of its own, since each has its own index; together
    in one condition none of them would be used.
    """

    dependencies = [("partners", "0024_names_alike")]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX partner_acronyms_alike ON partners_partner
                USING gin (plain_name(acronym) gin_trgm_ops);
            CREATE INDEX contact_names_alike ON partners_contact
                USING gin (plain_name(name) gin_trgm_ops);
            CREATE INDEX contact_by_email ON partners_contact (upper(email));

            CREATE FUNCTION partners_that_sound_like(words text, part text)
            RETURNS SETOF bigint
            LANGUAGE sql STABLE
            SET search_path = public, pg_temp
            SET pg_trgm.word_similarity_threshold = 0.5 AS $$
                SELECT id FROM partners_partner WHERE words <% plain_name(name)
                UNION
                SELECT id FROM partners_partner WHERE words <% plain_name(acronym)
                UNION
                SELECT id FROM partners_partner WHERE plain_name(name) ILIKE part
                UNION
                SELECT id FROM partners_partner WHERE plain_name(acronym) ILIKE part
                UNION
                SELECT partner_id FROM partners_contact WHERE plain_name(name) ILIKE part
            $$;
            COMMENT ON FUNCTION partners_that_sound_like IS
                'Partners, in any scope, whose name, short name or person is like some
                 words, which have no accents, or has them in it, as the pattern says.';
            """,
            reverse_sql="""
            DROP FUNCTION partners_that_sound_like(text, text);
            DROP INDEX contact_by_email;
            DROP INDEX contact_names_alike;
            DROP INDEX partner_acronyms_alike;
            """,
        ),
    ]

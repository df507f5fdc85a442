"""Find partners of nearly the same name without reading all of them."""

from django.db import migrations


class Migration(migrations.Migration):
    """The form of a partner and lists of partners rely on it (docs/adr/0032).

    `unaccent` is no function for an index, since its dictionary might change; the one of
    PostgreSQL does not. A little less than NAME_LIKENESS is asked for: whoever calls
    counts again.
    """

    dependencies = [("partners", "0023_time_zones_are_known")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION plain_name(name text) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            SET search_path = public, pg_temp AS $$
                SELECT unaccent('unaccent', name)
            $$;
            COMMENT ON FUNCTION plain_name IS 'A name without accents.';

            CREATE INDEX partner_names_alike ON partners_partner
                USING gin (plain_name(name) gin_trgm_ops);

            CREATE FUNCTION partners_named_like(names text[]) RETURNS SETOF bigint
            LANGUAGE sql STABLE
            SET search_path = public, pg_temp
            SET pg_trgm.similarity_threshold = 0.59 AS $$
                SELECT DISTINCT pa.id
                FROM unnest(names) AS asked (plain)
                JOIN partners_partner pa ON plain_name(pa.name) % asked.plain
            $$;
            COMMENT ON FUNCTION partners_named_like IS
                'Partners, in any scope, whose names are nearly one of these, which have
                 no accents.';
            """,
            reverse_sql="""
            DROP FUNCTION partners_named_like(text[]);
            DROP INDEX partner_names_alike;
            DROP FUNCTION plain_name(text);
            """,
        ),
    ]

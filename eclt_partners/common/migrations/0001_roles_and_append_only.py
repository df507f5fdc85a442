"""Give the app role its rights and create the trigger function of append-only tables.

Everything that is created later by the owner is readable and writable for the
app role; append-only tables take rights back one by one (`append_only`).
"""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE


class Migration(migrations.Migration):
    """First migration of all: other apps depend on it."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            sql=f"""
            GRANT USAGE ON SCHEMA public TO {APP_ROLE};
            ALTER DEFAULT PRIVILEGES IN SCHEMA public
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};
            ALTER DEFAULT PRIVILEGES IN SCHEMA public
                GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES
                IN SCHEMA public TO {APP_ROLE};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};
            REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE};
            """,
            reverse_sql=f"""
            ALTER DEFAULT PRIVILEGES IN SCHEMA public
                REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM {APP_ROLE};
            ALTER DEFAULT PRIVILEGES IN SCHEMA public
                REVOKE USAGE, SELECT ON SEQUENCES FROM {APP_ROLE};
            """,
        ),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION refuse_change() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
                    USING ERRCODE = 'restrict_violation';
            END $$;
            """,
            reverse_sql="DROP FUNCTION refuse_change();",
        ),
    ]

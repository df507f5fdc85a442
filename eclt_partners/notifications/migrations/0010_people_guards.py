"""Keep the story of addresses that mail does not reach."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """The ledger relies on it: who stopped an address, and who let it go on, stays."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("notifications", "0009_people"),
    ]
    operations = [
        *append_only("notifications_bounce"),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION guard_stopped_address() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.cleared_at IS NOT NULL
                   OR (NEW.id, NEW.address, NEW.kind, NEW.reply, NEW.stopped_at,
                       NEW.stopped_by)
                   IS DISTINCT FROM
                      (OLD.id, OLD.address, OLD.kind, OLD.reply, OLD.stopped_at,
                       OLD.stopped_by) THEN
                    RAISE EXCEPTION 'a stopped address can only be cleared, once'
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER stopped_address_guard
                BEFORE UPDATE ON notifications_stoppedaddress
                FOR EACH ROW EXECUTE FUNCTION guard_stopped_address();
            CREATE TRIGGER stopped_address_is_kept
                BEFORE DELETE ON notifications_stoppedaddress
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """,
            reverse_sql="""
            DROP TRIGGER stopped_address_is_kept ON notifications_stoppedaddress;
            DROP TRIGGER stopped_address_guard ON notifications_stoppedaddress;
            DROP FUNCTION guard_stopped_address();
            """,
        ),
    ]

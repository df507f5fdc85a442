"""Guard the states of messages and write their story."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """The sender relies on it: no state is skipped, every change is logged."""

    dependencies = [
        ("common", "0001_roles_and_append_only"),
        ("notifications", "0001_ladders_reminders_outgoing"),
    ]
    operations = [
        *append_only("notifications_outgoingevent"),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION guard_outgoing() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.state = OLD.state THEN RETURN NEW; END IF;
                IF NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
                    'queued>claimed', 'queued>cancelled', 'queued>superseded',
                    'claimed>queued', 'claimed>dot', 'claimed>failed',
                    'claimed>cancelled', 'dot>sent', 'dot>failed', 'dot>queued',
                    'dot>unconfirmed', 'unconfirmed>sent', 'unconfirmed>queued'])) THEN
                    RAISE EXCEPTION 'message % cannot go from % to %',
                        OLD.id, OLD.state, NEW.state
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER outgoing_guard BEFORE UPDATE ON notifications_outgoing
                FOR EACH ROW EXECUTE FUNCTION guard_outgoing();

            CREATE FUNCTION log_outgoing() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF;
                INSERT INTO notifications_outgoingevent
                    (outgoing_id, at, old_state, new_state, code, reply)
                VALUES (NEW.id, clock_timestamp(),
                    CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END,
                    NEW.state, NEW.last_code, NEW.last_reply);
                RETURN NULL;
            END $$;
            CREATE TRIGGER outgoing_log
                AFTER INSERT OR UPDATE ON notifications_outgoing
                FOR EACH ROW EXECUTE FUNCTION log_outgoing();
            CREATE TRIGGER outgoing_is_kept
                BEFORE DELETE ON notifications_outgoing
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """,
            reverse_sql="""
            DROP TRIGGER outgoing_is_kept ON notifications_outgoing;
            DROP TRIGGER outgoing_log ON notifications_outgoing;
            DROP FUNCTION log_outgoing();
            DROP TRIGGER outgoing_guard ON notifications_outgoing;
            DROP FUNCTION guard_outgoing();
            """,
        ),
    ]

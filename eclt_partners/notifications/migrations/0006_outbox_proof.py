"""Let a doubt end only by proof or by a named person, and tell who it was."""

from django.db import migrations, models

ARROWS = """
    'queued>claimed', 'queued>cancelled', 'queued>superseded',
    'claimed>queued', 'claimed>dot', 'claimed>failed', 'claimed>cancelled',
    'dot>sent', 'dot>failed', 'dot>queued', 'dot>unconfirmed',
    'unconfirmed>sent', 'unconfirmed>queued'
"""
OLD_GUARD = f"""
CREATE OR REPLACE FUNCTION guard_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state THEN RETURN NEW; END IF;
    IF NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[{ARROWS}])) THEN
        RAISE EXCEPTION 'message % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
OLD_LOG = """
CREATE OR REPLACE FUNCTION log_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF;
    INSERT INTO notifications_outgoingevent
        (outgoing_id, at, old_state, new_state, code, reply)
    VALUES (NEW.id, clock_timestamp(),
        CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END,
        NEW.state, NEW.last_code, NEW.last_reply);
    RETURN NULL;
END $$;
"""
# A sender that was frozen may still wake up and send its dot within the time that the
# relay waits for it: until then "it did not arrive" cannot be known.
GUARD = f"""
CREATE OR REPLACE FUNCTION guard_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    who text := coalesce(current_setting('outbox.by', true), '');
BEGIN
    IF NEW.state = OLD.state THEN RETURN NEW; END IF;
    IF NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[{ARROWS}])) THEN
        RAISE EXCEPTION 'message % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'unconfirmed' THEN
        IF NOT (who = 'journal' OR who ~ '^user:[0-9]+$'
                OR (who = 'relay' AND NEW.state = 'sent')
                OR (who = 'waited' AND NEW.state = 'queued')) THEN
            RAISE EXCEPTION 'message %: nobody says how its doubt ended', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state = 'queued'
           AND OLD.dot_at > clock_timestamp() - interval '600 seconds' THEN
            RAISE EXCEPTION 'message %: the relay may still take it', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""
LOG = """
CREATE OR REPLACE FUNCTION log_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF;
    INSERT INTO notifications_outgoingevent
        (outgoing_id, at, old_state, new_state, code, reply, by, why)
    VALUES (NEW.id, clock_timestamp(),
        CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END,
        NEW.state, NEW.last_code, NEW.last_reply,
        coalesce(current_setting('outbox.by', true), ''),
        coalesce(current_setting('outbox.why', true), ''));
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Verification, the services `resend` and `settle` and the ledger rely on it."""

    dependencies = [("notifications", "0005_renegotiation_ladder")]
    operations = [
        migrations.AddField(
            model_name="outgoing",
            name="copied",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="outgoingevent",
            name="by",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="outgoingevent",
            name="why",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.RunSQL(sql=GUARD + LOG, reverse_sql=OLD_GUARD + OLD_LOG),
    ]

"""Keep what both sides confirmed of a talk, and who and what a signed agreement is of.

The role of the product could still rewrite these after the fact: a record that both
had confirmed, the parties of an agreement with versions, and the agreement that it
continues.
"""

from django.db import migrations

from eclt_partners.common.migrations_sql import APP_ROLE

# Other words need other confirmations. What both confirmed gives way to another record
# only at the table of an agreement, which keeps the one before (0023).
TALKS = f"""
CREATE FUNCTION keep_confirmed_talk() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (OLD.partnership_id, OLD.held_on, OLD.people, OLD.language, OLD.strong,
            OLD.hurts, OLD.agreed_note, OLD.next_steps, OLD.no_action_reason)
        IS DISTINCT FROM
        (NEW.partnership_id, NEW.held_on, NEW.people, NEW.language, NEW.strong,
            NEW.hurts, NEW.agreed_note, NEW.next_steps, NEW.no_action_reason)
        AND (OLD.foundation_confirmed_at = NEW.foundation_confirmed_at
            OR OLD.partner_confirmed_at = NEW.partner_confirmed_at)
    THEN
        RAISE EXCEPTION 'these are not the words that were confirmed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.foundation_confirmed_at IS NULL OR OLD.partner_confirmed_at IS NULL
        OR OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM agreements_renegotiation re
        JOIN agreements_earliertalk kept ON kept.renegotiation_id = re.id
        WHERE re.talk_id = OLD.id
          AND (kept.held_on, kept.people, kept.language, kept.agreed_note,
               kept.foundation_confirmed_at, kept.foundation_confirmed_by,
               kept.partner_confirmed_at, kept.partner_confirmed_by,
               kept.partner_confirmed_for)
            = (OLD.held_on, OLD.people, OLD.language, OLD.agreed_note,
               OLD.foundation_confirmed_at, OLD.foundation_confirmed_by,
               OLD.partner_confirmed_at, OLD.partner_confirmed_by,
               OLD.partner_confirmed_for)) THEN
        RAISE EXCEPTION 'a record that both sides confirmed stays'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_confirmed_talk() FROM PUBLIC;
CREATE TRIGGER talk_keeps_what_was_confirmed
    BEFORE UPDATE ON partners_talk
    FOR EACH ROW EXECUTE FUNCTION keep_confirmed_talk();
CREATE TRIGGER talk_stays
    BEFORE DELETE ON partners_talk
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE DELETE, TRUNCATE ON partners_talk FROM {APP_ROLE};
"""
TALKS_AGAIN = f"""
GRANT DELETE ON partners_talk TO {APP_ROLE};
DROP TRIGGER talk_stays ON partners_talk;
DROP TRIGGER talk_keeps_what_was_confirmed ON partners_talk;
DROP FUNCTION keep_confirmed_talk();
"""

# Whose signatures a version needs is asked of these rows (0012): they stay as they were
# when the first version came.
PARTIES = f"""
CREATE FUNCTION agreements_keep_parties() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM agreements_agreementhead
        WHERE agreement_id IN (OLD.agreement_id, NEW.agreement_id)) THEN
        RAISE EXCEPTION 'an agreement with versions keeps its parties'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
REVOKE ALL ON FUNCTION agreements_keep_parties() FROM PUBLIC;
CREATE TRIGGER agreement_keeps_its_parties
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreement_parties
    FOR EACH ROW EXECUTE FUNCTION agreements_keep_parties();
CREATE TRIGGER agreement_parties_no_truncate
    BEFORE TRUNCATE ON agreements_agreement_parties
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE TRUNCATE ON agreements_agreement_parties FROM {APP_ROLE};
"""
PARTIES_AGAIN = """
DROP TRIGGER agreement_parties_no_truncate ON agreements_agreement_parties;
DROP TRIGGER agreement_keeps_its_parties ON agreements_agreement_parties;
DROP FUNCTION agreements_keep_parties();
"""

KEPT = """
DROP TRIGGER agreement_keeps_its_number ON agreements_agreement;
CREATE TRIGGER agreement_keeps_its_number
    BEFORE UPDATE ON agreements_agreement FOR EACH ROW
    WHEN ((OLD.number, OLD.partnership_id, OLD.continues_id) IS DISTINCT FROM
          (NEW.number, NEW.partnership_id, NEW.continues_id))
    EXECUTE FUNCTION agreements_keep_number();
"""
KEPT_BEFORE = KEPT.replace(", OLD.continues_id", "").replace(", NEW.continues_id", "")


class Migration(migrations.Migration):
    """People rely on it: who signed what, and what they said together, stays."""

    dependencies = [
        ("agreements", "0024_principles_of_comments"),
        ("partners", "0019_partners_by_name"),
    ]
    operations = [
        migrations.RunSQL(TALKS, TALKS_AGAIN),
        migrations.RunSQL(PARTIES, PARTIES_AGAIN),
        migrations.RunSQL(KEPT, KEPT_BEFORE),
    ]

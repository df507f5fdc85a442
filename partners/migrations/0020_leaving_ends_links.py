"""Let nobody come in by an old link for a partner that left the partnership."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION end_links_of_party() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE accounts_partnerlink link SET revoked_at = now()
        FROM partners_contact person
        WHERE person.id = link.contact_id AND person.partner_id = NEW.partner_id
          AND link.partnership_id = NEW.partnership_id AND link.revoked_at IS NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION end_links_of_party() FROM PUBLIC;
CREATE TRIGGER party_leaves_with_its_links
    AFTER UPDATE OF to_on ON partners_partnershipparty
    FOR EACH ROW WHEN (OLD.to_on IS NULL AND NEW.to_on IS NOT NULL)
    EXECUTE FUNCTION end_links_of_party();
UPDATE accounts_partnerlink link SET revoked_at = now()
    FROM partners_contact person
    WHERE person.id = link.contact_id AND link.revoked_at IS NULL
      AND EXISTS (
          SELECT 1 FROM partners_partnershipparty gone
          WHERE gone.partnership_id = link.partnership_id
            AND gone.partner_id = person.partner_id)
      AND NOT EXISTS (
          SELECT 1 FROM partners_partnershipparty there
          WHERE there.partnership_id = link.partnership_id
            AND there.partner_id = person.partner_id AND there.to_on IS NULL);
"""
BACKWARDS = """
DROP TRIGGER party_leaves_with_its_links ON partners_partnershipparty;
DROP FUNCTION end_links_of_party();
"""


class Migration(migrations.Migration):
    """Links know partnerships by number alone, so only the database sees both ends."""

    dependencies = [
        ("accounts", "0006_mail_readers"),
        ("partners", "0019_partners_by_name"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

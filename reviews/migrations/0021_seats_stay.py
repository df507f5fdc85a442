"""Keep each seat in the review and on the side where it was given."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION keep_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a seat stays with its review, its side and its person'
        USING ERRCODE = 'restrict_violation';
END $$;
REVOKE ALL ON FUNCTION keep_seat() FROM PUBLIC;
CREATE TRIGGER panelist_keeps_seat
    BEFORE UPDATE ON reviews_panelist
    FOR EACH ROW
    WHEN ((OLD.review_id, OLD.party_id, OLD.user_id, OLD.contact_id, OLD.origin)
        IS DISTINCT FROM
        (NEW.review_id, NEW.party_id, NEW.user_id, NEW.contact_id, NEW.origin))
    EXECUTE FUNCTION keep_seat();
"""
BACKWARDS = """
DROP TRIGGER panelist_keeps_seat ON reviews_panelist;
DROP FUNCTION keep_seat();
"""


class Migration(migrations.Migration):
    """People rely on it: answers count for the side that gave them."""

    dependencies = [("reviews", "0020_reviews_over")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

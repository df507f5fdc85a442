"""Keep every earlier wording, and let an agreement fall with the words it was about."""

from django.db import migrations

from eclt_partners.common.migrations_sql import append_only


class Migration(migrations.Migration):
    """The ledger of expectations and gate G2 (B7, B8) rely on it."""

    dependencies = [("partners", "0005_plans_of_both_sides")]
    operations = [
        *append_only("partners_expectationwording"),
        *append_only("partners_expectationlook"),
        *append_only("partners_capacitycomment"),
        *append_only("partners_duediligencecheck"),
        *append_only("partners_intereststatement"),
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION keep_expectation_wording() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF (NEW.text, NEW.doubt) IS DISTINCT FROM (OLD.text, OLD.doubt) THEN
                    INSERT INTO partners_expectationwording (
                        expectation_id, text, doubt, written_on, written_by,
                        replaced_on)
                    VALUES (OLD.id, OLD.text, OLD.doubt, OLD.written_on,
                        OLD.written_by, NEW.written_on);
                    NEW.foundation_confirmed_on := NULL;
                    NEW.partner_confirmed_on := NULL;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER expectation_wording_kept
                BEFORE UPDATE ON partners_expectation
                FOR EACH ROW EXECUTE FUNCTION keep_expectation_wording();
            CREATE TRIGGER expectation_stays
                BEFORE DELETE ON partners_expectation
                FOR EACH ROW EXECUTE FUNCTION refuse_change();

            CREATE FUNCTION take_goal_agreement_back() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                IF (NEW.why, NEW.baseline_level, NEW.baseline_on,
                        NEW.baseline_evidence, NEW.target_level, NEW.target_on,
                        NEW.support)
                    IS DISTINCT FROM
                    (OLD.why, OLD.baseline_level, OLD.baseline_on,
                        OLD.baseline_evidence, OLD.target_level, OLD.target_on,
                        OLD.support)
                THEN
                    NEW.foundation_agreed_on := NULL;
                    NEW.partner_agreed_on := NULL;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER goal_agreement_falls
                BEFORE UPDATE ON partners_capacitygoal
                FOR EACH ROW EXECUTE FUNCTION take_goal_agreement_back();
            """,
            reverse_sql="""
            DROP TRIGGER goal_agreement_falls ON partners_capacitygoal;
            DROP FUNCTION take_goal_agreement_back();
            DROP TRIGGER expectation_stays ON partners_expectation;
            DROP TRIGGER expectation_wording_kept ON partners_expectation;
            DROP FUNCTION keep_expectation_wording();
            """,
        ),
    ]

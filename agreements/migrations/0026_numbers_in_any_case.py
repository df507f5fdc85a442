"""Let no two agreements have numbers that differ by capital letters alone.

The services ask for it (`services/numbering.py`); people rely on it when they search for
the number on a paper. Numbers stay as they were written: they stand in hashed texts. Of
rows that differed by case before, only the first one is held in the index, so that every
new number is compared with it.
"""

from django.db import migrations, models
from django.db.models.functions import Upper

UNIQUE = """
DO $$
DECLARE
    repeats text;
BEGIN
    SELECT string_agg(id::text, ', ') INTO repeats
    FROM (
        SELECT id, row_number() OVER (PARTITION BY upper(number) ORDER BY id) AS place
        FROM agreements_agreement
    ) numbered
    WHERE place > 1;
    EXECUTE 'CREATE UNIQUE INDEX agreement_number_in_any_case'
        ' ON agreements_agreement (upper(number))'
        || coalesce(' WHERE id NOT IN (' || repeats || ')', '');
END $$
"""


class Migration(migrations.Migration):
    """An index over the numbers in capital letters."""

    dependencies = [("agreements", "0025_closed_facts_stay")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(UNIQUE, "DROP INDEX agreement_number_in_any_case")],
            [
                migrations.AddConstraint(
                    "agreement",
                    models.UniqueConstraint(
                        Upper("number"),
                        name="agreement_number_in_any_case",
                        violation_error_message=(
                            "This number is used already. Enter another one"
                        ),
                    ),
                )
            ],
        ),
    ]

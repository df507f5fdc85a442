"""Name the work that takes an imported list back; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Only the words of choices."""

    dependencies = [
        ("documents", "0007_how_jobs_end"),
    ]
    operations = [
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("REFRESH", "Refresh a dashboard"),
                    ("NARROW", "Compute a dashboard for filters"),
                    ("EXPORT", "Make a file"),
                    ("IMPORT", "Read a file"),
                    ("TAKE_BACK", "Take a list back"),
                    ("REPORT", "Make the report of a country (PDF)"),
                    ("WORKBOOK", "Make the spreadsheet of a country (XLSX)"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
    ]

"""Keep since when a partnership is here that began before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows of before keep none: what is planned for them stays as it is."""

    dependencies = [("partners", "0025_words_in_the_registry")]

    operations = [
        migrations.AddField(
            model_name="partnership",
            name="registered_on",
            field=models.DateField(editable=False, null=True),
        ),
    ]

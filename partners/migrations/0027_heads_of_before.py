"""Know who was the head, also when the tick is taken away before the next one is set."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Who is the head now needs no mark."""

    dependencies = [("partners", "0026_registered_on")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="was_head",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]

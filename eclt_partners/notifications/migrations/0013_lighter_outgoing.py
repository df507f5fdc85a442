"""Let a change of state of a message write fewer indexes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Unique keys have one index each; a sender finds one of its messages at once."""

    dependencies = [("notifications", "0012_monthly_mail")]
    operations = [
        migrations.RemoveIndex(model_name="outgoing", name="outgoing_in_hand"),
        migrations.AlterField(
            model_name="outgoing",
            name="dedupe_key",
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name="outgoing",
            name="message_id",
            field=models.CharField(max_length=200),
        ),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                fields=["owner", "id"],
                condition=Q(state__in=["claimed", "dot"]),
                name="outgoing_in_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.UniqueConstraint(
                fields=["dedupe_key"],
                opclasses=["varchar_pattern_ops"],
                name="outgoing_dedupe_key_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.UniqueConstraint(
                fields=["message_id"], name="outgoing_message_id_is_unique"
            ),
        ),
    ]

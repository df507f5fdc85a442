"""Keep rendered pages packed, as they are sent."""

from django.db import migrations, models

from eclt_partners.common.packing import packed, unpacked

TABLES = ("snapshotpage", "narrowedpage", "monthlypage")


def pack(apps, schema_editor):
    """Pack every body that is there; kept months change their form, not their words."""
    for table in TABLES:
        model = apps.get_model("dashboards", table)
        bodies = model.objects.values_list("pk", "html").iterator(chunk_size=50)
        for key, html in bodies:
            model.objects.filter(pk=key).update(packed=packed(html))


def unpack(apps, schema_editor):
    """Write every body as it was."""
    for table in TABLES:
        model = apps.get_model("dashboards", table)
        bodies = model.objects.values_list("pk", "packed").iterator(chunk_size=50)
        for key, kept in bodies:
            model.objects.filter(pk=key).update(html=unpacked(bytes(kept)))


def guard(word):
    """Return a step that lets kept months be changed, or no longer."""
    other = {"DISABLE": "ENABLE", "ENABLE": "DISABLE"}[word]
    command = "ALTER TABLE dashboards_monthlypage {} TRIGGER USER"
    return migrations.RunSQL(command.format(word), command.format(other))


class Migration(migrations.Migration):
    """PostgreSQL need not try to compress what is packed."""

    dependencies = [("dashboards", "0008_bodies_uncompressed")]
    operations = [
        *(
            migrations.AddField(
                table, "packed", models.BinaryField(default=b""), preserve_default=False
            )
            for table in TABLES
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE dashboards_{table} ALTER COLUMN packed SET STORAGE EXTERNAL",
                migrations.RunSQL.noop,
            )
            for table in TABLES
        ),
        guard("DISABLE"),
        migrations.RunPython(pack, unpack),
        guard("ENABLE"),
        # Who goes back needs something to fill the column with at first.
        *(
            migrations.AlterField(table, "html", models.TextField(default=""))
            for table in TABLES
        ),
        *(migrations.RemoveField(table, "html") for table in TABLES),
    ]

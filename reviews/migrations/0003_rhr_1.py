"""Register the instrument RHR-1 with its ten dimensions and their texts."""

import json
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "instruments" / "rhr_1.json"


def register_instrument(apps, schema_editor):
    """Write the instrument as the file says; it is frozen from the start.

    Scores name their instrument by code, and trends never cross instruments: a
    changed sentence is a new file with a new code, never an edit of this one.
    """
    source = json.loads(FILE.read_text(encoding="utf-8"))
    instrument = apps.get_model("reviews", "Instrument").objects.create(
        code=source["code"], name=source["name"], frozen_at=source["frozen_at"]
    )
    for row in source["dimensions"]:
        texts = row.pop("texts")
        dimension = apps.get_model("reviews", "Dimension").objects.create(
            instrument=instrument, **row
        )
        for language, text in texts.items():
            anchors = enumerate(text.pop("anchors"), start=1)
            apps.get_model("reviews", "DimensionText").objects.create(
                dimension=dimension,
                language=language,
                **{f"anchor_{level}": anchor for level, anchor in anchors},
                **text,
            )


def remove_instrument(apps, schema_editor):
    """Take the instrument away again; refused by the database once it is used."""
    code = json.loads(FILE.read_text(encoding="utf-8"))["code"]
    dimensions = apps.get_model("reviews", "Dimension").objects.filter(
        instrument__code=code
    )
    texts = apps.get_model("reviews", "DimensionText").objects
    texts.filter(dimension__in=dimensions).delete()
    dimensions.delete()
    apps.get_model("reviews", "Instrument").objects.filter(code=code).delete()


class Migration(migrations.Migration):
    """Reviews rely on it: every review names the instrument it asks."""

    dependencies = [("reviews", "0002_append_only")]
    operations = [migrations.RunPython(register_instrument, remove_instrument)]

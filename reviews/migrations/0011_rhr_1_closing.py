"""Write the closing questions of RHR-1 in its four languages."""

import json
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "instruments" / "rhr_1_closing.json"


def write_closing(apps, schema_editor):
    """Give RHR-1 the words that its forms showed so far; no translation is checked."""
    source = json.loads(FILE.read_text(encoding="utf-8"))
    instrument = apps.get_model("reviews", "Instrument").objects.get(
        code=source["code"]
    )
    for language, words in source["languages"].items():
        apps.get_model("reviews", "InstrumentLanguage").objects.create(
            instrument=instrument, language=language, **words
        )


def remove_closing(apps, schema_editor):
    """Take the rows away again."""
    code = json.loads(FILE.read_text(encoding="utf-8"))["code"]
    apps.get_model("reviews", "InstrumentLanguage").objects.filter(
        instrument__code=code
    ).delete()


class Migration(migrations.Migration):
    """Every form of a review relies on it: its last questions come from there."""

    dependencies = [("reviews", "0010_instrument_languages")]
    operations = [migrations.RunPython(write_closing, remove_closing)]

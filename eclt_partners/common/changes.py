"""Which fields of an object change?"""

from collections.abc import Mapping
from typing import Any

from django.db import models


def apply(instance: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set the values on the object and return the names of those that differ.

    The result serves as `update_fields` and as the fact in the audit (names of
    fields only, never what they hold).
    """
    changed = [
        name for name, value in values.items() if getattr(instance, name) != value
    ]
    for name in changed:
        setattr(instance, name, values[name])
    return changed


def says_the_same(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Tell whether a row holds these values already, as when a button is pressed twice."""
    return all(getattr(row, name) == value for name, value in values.items())

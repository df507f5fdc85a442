"""Django configuration of the common app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Holds what has no business meaning: actors, errors, forms, tags."""

    name = "eclt_partners.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

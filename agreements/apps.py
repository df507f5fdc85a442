"""Django configuration of the agreements app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Holds agreements, their versions and the promises of both sides."""

    name = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

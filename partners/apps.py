"""Django configuration of the partners app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Holds partners, partnerships and what they grow and leave behind."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

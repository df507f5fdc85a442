"""Django configuration of the lifecycle app."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Moves partnerships between stages and keeps what each step asks for."""

    name = "eclt_partners.lifecycle"
    default_auto_field = "django.db.models.BigAutoField"

"""Django configuration of the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Holds the append-only audit."""

    name = "eclt_partners.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

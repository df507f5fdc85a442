"""Django configuration of the dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Holds the stored dashboards of countries."""

    name = "eclt_partners.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

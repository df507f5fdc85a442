"""Django configuration of the countries app."""

from django.apps import AppConfig


class CountriesConfig(AppConfig):
    """Holds countries and their working days."""

    name = "eclt_partners.countries"
    label = "countries"
    default_auto_field = "django.db.models.BigAutoField"

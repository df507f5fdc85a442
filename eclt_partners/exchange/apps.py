"""Django configuration of the exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Takes lists of partners in, row by row, through the services of the forms."""

    name = "eclt_partners.exchange"
    default_auto_field = "django.db.models.BigAutoField"

"""Django configuration of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Holds users, roles and partner links."""

    name = "eclt_partners.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

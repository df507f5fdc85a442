"""Django configuration of the accounts app."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """Holds users, roles and partner links."""

    name = "eclt_partners.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the outbox how a personal link is made, and who is away.

        Each app registers what its links reach.
        """
        import_module(f"{self.name}.link_filler")
        import_module(f"{self.name}.people_away")
        autodiscover_modules("link_subjects")
        checks.register(import_module(f"{self.name}.checks").known_roles)

"""Django configuration of the partners app."""

from collections.abc import Sequence

from django.apps import AppConfig

from eclt_partners.accounts.places import register_partnerships


class PartnersConfig(AppConfig):
    """Holds partners, partnerships and what they grow and leave behind."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts, which lies below, where facilitators can be assigned."""
        register_partnerships(self.partnership_codes)

    def partnership_codes(self) -> Sequence[tuple[int, str]]:
        """Id and code of every partnership, by code."""
        partnerships = self.get_model("Partnership")._default_manager
        return list(partnerships.order_by("code").values_list("pk", "code"))

"""Django configuration of the partners app."""

from collections.abc import Collection, Sequence

from django.apps import AppConfig

from eclt_partners.accounts.places import register_partnerships


class PartnersConfig(AppConfig):
    """Holds partners, partnerships and what they grow and leave behind."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts, which lies below, where facilitators can be assigned."""
        register_partnerships(self.partnership_codes)

    def partnership_codes(
        self,
        *,
        ids: Collection[int] | None = None,
        codes: Collection[str] | None = None,
        most: int | None = None,
    ) -> Sequence[tuple[int, str]]:
        """Id and code of partnerships, by code: all, or those of some ids or codes."""
        rows = self.get_model("Partnership")._default_manager.order_by("code")
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        if codes is not None:
            rows = rows.filter(code__in=codes)
        return list(rows.values_list("pk", "code")[:most])

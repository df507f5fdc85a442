"""Django configuration of the partners app."""

from collections.abc import Collection, Sequence

from django.apps import AppConfig
from django.db.models import Case, When

from eclt_partners.accounts.places import register_partnerships
from partners.choices import Stage


class PartnersConfig(AppConfig):
    """Holds partners, partnerships and what they grow and leave behind."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts, which lies below, what partnerships there are."""
        register_partnerships(self.partnership_codes, self.codes_going_on)

    def partnership_codes(
        self,
        *,
        first: Collection[int] = (),
        codes: Collection[str] | None = None,
        most: int | None = None,
    ) -> Sequence[tuple[int, str]]:
        """Id and code of partnerships, by code: all, or those of some codes."""
        rows = self.get_model("Partnership")._default_manager.order_by("code")
        if first:
            is_first = Case(When(pk__in=list(first), then=0), default=1)
            rows = rows.order_by(is_first, "code")
        if codes is not None:
            rows = rows.filter(code__in=codes)
        return list(rows.values_list("pk", "code")[:most])

    def codes_going_on(self, country: str) -> Sequence[str]:
        """Codes of the partnerships of a country that are not over."""
        rows = self.get_model("Partnership")._default_manager.filter(country=country)
        going_on = rows.exclude(stage__in=[Stage.CONCLUDED, Stage.NOT_PURSUED])
        return list(going_on.order_by("code").values_list("code", flat=True))

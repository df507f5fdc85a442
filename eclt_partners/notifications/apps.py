"""Django configuration of the notifications app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Holds reminders, their ladders and outgoing mail."""

    name = "eclt_partners.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each app register its letters, and whom its ladders have to reach."""
        autodiscover_modules("emails", "surveys")

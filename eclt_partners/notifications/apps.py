"""Django configuration of the notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Holds reminders, their ladders and outgoing mail."""

    name = "eclt_partners.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

"""Django configuration of the dispatch app."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Holds the dispatcher that needs no Redis."""

    name = "eclt_partners.dispatch"
    label = "dispatch"

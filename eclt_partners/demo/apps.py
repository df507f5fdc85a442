"""Django configuration of the demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Holds commands that load and check real input."""

    name = "eclt_partners.demo"
    label = "demo"

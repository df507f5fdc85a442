"""Django configuration of the documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Holds documents, and jobs: long work with progress."""

    name = "eclt_partners.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

"""Django configuration of the reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Holds instruments, reviews, answers, scores and actions."""

    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

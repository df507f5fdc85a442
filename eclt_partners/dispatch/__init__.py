"""Keeps mails and dashboards going while Celery or Redis is away."""

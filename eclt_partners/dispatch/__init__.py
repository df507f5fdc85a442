"""Keeps the mails going while Celery or Redis is away."""

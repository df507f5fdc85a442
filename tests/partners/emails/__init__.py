"""Mails about partners."""

"""Where do sessions of people stand, so that those of one person are found at once?

The engine of `SESSION_ENGINE`: Django's own one, whose rows say whose they are.
"""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class SessionStore(db.SessionStore):
    """Keeps a session in the database with the person who signed in."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Return the table."""
        return PersonSession

    def create_model_instance(self, data: dict[str, Any]) -> "PersonSession":
        """Return the row of a session; nobody's until somebody signs in."""
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return cast("PersonSession", row)


class PersonSession(AbstractBaseSession):
    """One row is a browser in which somebody may have signed in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="sessions",
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return what reads and writes the rows."""
        return SessionStore

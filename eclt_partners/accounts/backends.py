"""Who is the person of a session, and what may they do?"""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.asking import hold
from eclt_partners.notifications.services.addresses import plain_address

# Each request asks this. Written once: to have it built by Django each time took a
# millisecond, a seventh of a plain page.
PERSON_WITH_ROLES: Final = """
    SELECT person.*, (
        SELECT json_agg(held ORDER BY held.role, held.country_id)::text
        FROM accounts_roleassignment held
        WHERE held.user_id = person.id
    ) AS roles_as_json
    FROM accounts_user person
    WHERE person.id = %s
"""
COLUMNS: Final = [field.attname for field in RoleAssignment._meta.concrete_fields]


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by the present address; a person comes with their roles of this moment.

    The library knows addresses from rows of its own too, which outlive a change.
    """

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> User | None:
        """Return whom address and password belong to, or None for an old address."""
        person: User | None = super().authenticate(request, **credentials)
        tried = credentials.get("email") or credentials.get("username") or ""
        is_theirs = person and plain_address(person.email) == plain_address(tried)
        return person if is_theirs else None

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, or None for one who may not sign in.

        One query for the person and all roles, on each request.
        """
        person: Any = next(iter(User.objects.raw(PERSON_WITH_ROLES, [user_id])), None)
        if person is None or not self.user_can_authenticate(person):
            return None
        rows = json.loads(person.roles_as_json or "[]")
        hold(person, "roles", [_role(person, row) for row in rows])
        return cast(User, person)


def _role(person: User, row: Mapping[str, object]) -> RoleAssignment:
    role = RoleAssignment.from_db(
        person._state.db, COLUMNS, [row[name] for name in COLUMNS]
    )
    role.user = person
    return role

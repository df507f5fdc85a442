"""Who is the person of a session, and what may they do?"""

from allauth.account.auth_backends import AuthenticationBackend

from eclt_partners.accounts.models import User
from eclt_partners.common.asking import ask_together


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as the library does; a person comes with their roles of this moment."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, or None for one who may not sign in.

        One query for the person and all roles, on each request.
        """
        people = User.objects.filter(pk=user_id).prefetch_related("roles")
        ask_together(people)
        person = next(iter(people), None)
        return person if person and self.user_can_authenticate(person) else None

"""Which settings of accounts cannot be right?"""

from typing import Any

from django.conf import settings
from django.core.checks import Error

from eclt_partners.accounts.choices import Role


def known_roles(**_kwargs: Any) -> list[Error]:
    """Refuse to start when a second step is asked of a role that does not exist."""
    unknown = sorted(set(settings.SECOND_STEP_ROLES) - set(Role.values))
    if not unknown:
        return []
    return [
        Error(
            f"SECOND_STEP_ROLES names unknown roles: {', '.join(unknown)}",
            hint=f"Known are {', '.join(Role.values)}",
            id="accounts.E001",
        )
    ]

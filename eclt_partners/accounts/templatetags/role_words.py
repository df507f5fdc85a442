"""How do templates say whose right a step is?"""

from django import template

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.rules.permissions import ACTIONS_OF_ROLE

register = template.Library()


@register.simple_tag
def roles_with(action: str) -> list[str]:
    """Name the roles that have a right, in the order of the table of rights."""
    return [str(Role(role).label) for role in Role if action in ACTIONS_OF_ROLE[role]]

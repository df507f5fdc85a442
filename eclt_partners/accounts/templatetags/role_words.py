"""How do templates say what a step is, and whose right?"""

from django import template

from eclt_partners.accounts.act_words import ACTS
from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.rules.permissions import ACTIONS_OF_ROLE

register = template.Library()


@register.simple_tag
def roles_with(action: str) -> list[str]:
    """Name the roles that have a right, in the order of the table of rights."""
    return [str(Role(role).label) for role in Role if action in ACTIONS_OF_ROLE[role]]


@register.filter
def act_of(action: str) -> str:
    """Name what a right is needed for: "Plan a review"."""
    return str(ACTS.get(action, ""))

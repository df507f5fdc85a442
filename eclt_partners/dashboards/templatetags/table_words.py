"""How do templates name the tables of dashboards?"""

from django import template

from eclt_partners.dashboards.tables import TABLES

register = template.Library()


@register.filter
def table_title(key: str) -> str:
    """Say what a table lists."""
    return str(TABLES[key].title)

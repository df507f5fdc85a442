"""Where do the buttons of a table lead, and who is behind a key?"""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from agreements.views.chairs import Chair

register = template.Library()


@register.simple_tag
def table_url(chair: Chair, page: str, *args: object) -> str:
    """Return the address of a page of the renegotiation for this person."""
    return chair.url(page, *args)


@register.simple_tag
def actor_name(names: Mapping[str, str], key: str) -> str:
    """Return the name of who acted, or words for somebody no longer known."""
    return names.get(key) or _("somebody")

"""In which role did somebody act whose name is gone? In the language of the reader."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from eclt_partners.accounts.choices import LinkPurpose, Role

BETWEEN = ", "


def roles_in_words(text: str) -> str:
    """Name roles and purposes of links as an audit entry keeps them.

    Args:
        text: codes of roles, or of the purpose of a link; older entries have their words
            in the language of whoever acted. What is none of these stays as it is.
    """
    known = _codes_by_words()
    found = [known.get(each, each) for each in text.split(BETWEEN)]
    return BETWEEN.join(dict.fromkeys(map(_in_words, found)))


def _in_words(code: str) -> str:
    if code in Role:
        return str(Role(code).label)
    return _("A person of the partner") if code in LinkPurpose else code


@cache
def _codes_by_words() -> Mapping[str, str]:
    """Return what older entries say, in any language -> code."""
    codes: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            codes |= {str(each.label): each.value for each in (*Role, *LinkPurpose)}
    return codes

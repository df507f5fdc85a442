"""Which editor belongs to which part of a draft?"""

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from agreements.forms.terms.frame import FrameEditor, RulesEditor
from agreements.forms.terms.items import MoneyEditor, TargetEditor
from agreements.forms.terms.lists import (
    PlacesEditor,
    PrinciplesEditor,
    PromisesEditor,
)
from agreements.forms.terms.parts import Editor, Setting
from agreements.rules.terms import Terms

# In the order of the page; the key stands in the address.
PART_EDITORS: Final[Mapping[str, type[Editor]]] = {
    "frame": FrameEditor,
    "money": MoneyEditor,
    "targets": TargetEditor,
    "places": PlacesEditor,
    "promises": PromisesEditor,
    "principles": PrinciplesEditor,
    "rules": RulesEditor,
}


def editor_of(
    part: str, data: QueryDict | None, terms: Terms, setting: Setting
) -> Editor:
    """Return the editor of a part.

    Raises:
        KeyError: there is no such part.
    """
    return PART_EDITORS[part](data, terms, setting)

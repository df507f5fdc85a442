"""Which forms edit the parts of a draft?

`editor_of(part, ...)` gives the editor of a part; every editor has the same face, so
that one page shows them all.
"""

from agreements.forms.terms.clauses import ClauseEditor
from agreements.forms.terms.editors import PART_EDITORS, editor_of
from agreements.forms.terms.parts import Editor, Setting

__all__ = ["PART_EDITORS", "ClauseEditor", "Editor", "Setting", "editor_of"]

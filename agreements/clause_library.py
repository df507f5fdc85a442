"""Where do the ready clauses stand?"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from agreements.rules.library import Library, read_library

_FILE: Final = Path(__file__).parent / "clauses" / "library.json"


@cache
def clause_library() -> Library:
    """Return the library; the file is read once by each process."""
    return read_library(json.loads(_FILE.read_text("utf-8")))

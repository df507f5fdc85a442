"""What the walls share: a PDF is as good as its words."""

import pytest

from tests.pdfs import leave_undrawn


@pytest.fixture(autouse=True)
def undrawn_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may read which words is asked here; how they are drawn is asked elsewhere."""
    leave_undrawn(monkeypatch)

"""What a failed flow leaves behind: pictures of every open page."""

from collections.abc import Generator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "test-artifacts"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take a picture of each page when a test fails."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and browser is not None:
        FOLDER.mkdir(exist_ok=True)
        for number, context in enumerate(browser.contexts):
            for page in context.pages:
                file = FOLDER / f"{item.name}-{number}.png"
                page.screenshot(path=str(file), full_page=True)
    return report

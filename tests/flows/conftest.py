"""What the flows share: one running product, one browser, pictures of a failure."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.flows.product import Product, chromium, running_product

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


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """Run the product once for all stories; each works in a country of its own."""
    with running_product() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one Chromium; each person opens a context of their own."""
    with chromium() as running:
        yield running

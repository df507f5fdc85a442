"""Managers see what needs them with no press, and compare countries with few.

J2: which partnerships of my country need attention, and why? J6: how do some countries
differ? Each with and without scripts, on a phone and a desktop. Nothing is changed here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.product import Product, wait_until
from tests.flows.steps import DESKTOP, PATIENCE, PHONE, Hand, sign_in

pytestmark = pytest.mark.flow

# Dashboards of all countries are built one after the other when the product starts.
BUILT_WITHIN = 120
WAYS = pytest.mark.parametrize(
    ("size", "scripts"),
    [(DESKTOP, True), (PHONE, False)],
    ids=["desktop-with-scripts", "phone-without-scripts"],
)


@contextmanager
def hand_of(
    browser: Browser, product: Product, who: str, size: dict[str, int], *, scripts: bool
) -> Iterator[Hand]:
    """Give somebody who has signed in a browser; their first page is Today."""
    context = browser.new_context(
        viewport=size, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, product, f"{who}@demo.example")
    wait_until(lambda: _is_built(page), what="dashboards", seconds=BUILT_WITHIN)
    yield Hand(page)
    context.close()


def _is_built(page: Page) -> bool:
    page.reload()
    return page.locator("#attention").count() == 1


def _open_countries(one: Hand, size: dict[str, int]) -> None:
    """On a phone the link stands in the menu."""
    if size == PHONE:
        one.open_menu()
    one.follow_seen("Countries")


@WAYS
def test_what_needs_attention_and_why_is_seen_without_a_press(
    product: Product, browser: Browser, size: dict[str, int], scripts: bool
) -> None:
    with hand_of(browser, product, "manager.zm", size, scripts=scripts) as manager:
        block = manager.page.locator("section[aria-labelledby=attention]")
        expect(block).to_contain_text("Needs attention in Zambia")
        row = block.locator(".attention-row").first
        expect(row.locator("a[href^='/partnerships/']")).to_be_visible()
        expect(row.locator(".reasons li").first).to_be_visible()
        assert manager.presses == 0


@WAYS
def test_three_countries_are_compared_with_three_presses_and_the_ticks(
    product: Product, browser: Browser, size: dict[str, int], scripts: bool
) -> None:
    ticks = ("BD", "BR", "GT")
    with hand_of(browser, product, "director", size, scripts=scripts) as director:
        wait_until(
            lambda: _open_all(director.page, product),
            what="all countries",
            seconds=BUILT_WITHIN,
        )
        _open_countries(director, size)
        for code in ticks:
            director.choose(f"input[name=c][value={code}]")
        director.press("Compare")
        expect(director.page.locator("h1")).to_have_text("Compare countries")
        heads = director.page.locator("thead th")
        expect(heads).to_have_text(["Bangladesh", "Brazil", "Guatemala"])
        needs = director.page.locator("section[aria-labelledby=needs-BR]")
        expect(needs.locator(".reasons li").first).to_be_visible()
        assert director.presses - len(ticks) <= 3


@pytest.mark.parametrize("ticks", [(), ("BR",), ("BD", "BR", "GT", "ID", "KG")])
def test_another_number_of_ticks_is_explained_and_kept(
    product: Product, browser: Browser, ticks: tuple[str, ...]
) -> None:
    with hand_of(browser, product, "director", DESKTOP, scripts=False) as director:
        _open_countries(director, DESKTOP)
        for code in ticks:
            director.choose(f"input[name=c][value={code}]")
        director.press("Compare")
        expect(director.page.get_by_role("alert")).to_contain_text("two to four")
        expect(director.page.locator("input[name=c]:checked")).to_have_count(len(ticks))


def _open_all(page: Page, product: Product) -> bool:
    """Tell whether all countries are built, then go back to Today."""
    page.goto(f"{product.address}/countries/")
    is_built = page.get_by_text("Not built yet").count() == 0
    page.goto(f"{product.address}/")
    return is_built

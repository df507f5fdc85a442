"""A word without a break, such as a long address, makes no page wider than a phone."""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

pytestmark = pytest.mark.flow

ADDRESS = "firstnameofhers.familynameofhers@internationalprogrammeoffice.example"
PAGE = f"""<!doctype html><html lang="en"><title>T</title><main><div class="page-header">
<div><h1><span class="caption">{ADDRESS}</span> Change your address</h1></div>
<div class="page-actions"><a class="btn" href="/">Register a new version</a></div>
</div></main>"""


def test_a_long_address_above_a_heading_stays_on_a_narrow_page(
    browser: Browser,
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.set_content(PAGE)
    page.add_style_tag(path=finders.find("css/page.css"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".caption").inner_text() == ADDRESS
    page.close()

"""Does a printed page show what is folded on screen, without the doors to it?"""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

pytestmark = pytest.mark.flow

PAGE = """<html lang="en"><title>T</title><main>
<details class="why as-table"><summary>Show as a table</summary><p>1,234</p></details>
<details class="why"><summary>Why?</summary><p>It is late</p></details></main>"""


def test_paper_shows_what_is_folded_and_no_door_to_a_table(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    page.add_style_tag(path=finders.find("css/print.css"))
    page.add_script_tag(path=finders.find("js/paper.js"))

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main").inner_text().split("\n\n") == [
        "1,234",
        "Why?",
        "It is late",
    ]

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    page.close()

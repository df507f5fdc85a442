"""On a weak line nothing that was typed is lost, and nothing arrives twice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.product import Product, wait_until
from tests.flows.steps import open_the_review, phone, sign_in

pytestmark = pytest.mark.flow

OFFICER = "officer.ph@demo.example"
PARTNERSHIP = "PH-02"
NOTE = "Written on the road. "
MORE = "Written without a line."
# Keeps the store of the device busy, as a slow phone does.
HOLD_THE_STORE = """ms => new Promise(done => {
  const ask = indexedDB.open("kept");
  ask.onsuccess = () => {
    const store = ask.result.transaction("drafts", "readwrite").objectStore("drafts");
    const end = Date.now() + ms;
    const again = () => {
      done();
      if (Date.now() < end) store.count().onsuccess = again;
    };
    again();
  };
})"""

# A line that breaks only after a while, as a weak one does.
BREAK_THE_LINE_LATER = """ms => {
  window.fetch = () => new Promise((_done, fails) => setTimeout(fails, ms, new TypeError("")));
}"""


@pytest.fixture(scope="module")
def officer(product: Product, browser: Browser) -> Iterator[Page]:
    """An officer on a phone, at the page of an open review."""
    page = phone(browser)
    sign_in(page, product, OFFICER)
    yield page
    page.context.close()


@pytest.fixture
def hub(officer: Page, product: Product) -> str:
    """The address of the review."""
    officer.context.set_offline(False)
    return open_the_review(officer, product, PARTNERSHIP)


def question(hub: str, code: str) -> str:
    return f"{hub}answer/{code}/"


def type_an_answer(page: Page, text: str, level: int = 3) -> None:
    page.check(f"input[name=rating][value='{level}']")
    page.locator("textarea[name=evidence]").press_sequentially(text)


def kept_answer(page: Page) -> tuple[str, bool]:
    """What the open question shows: its note, and whether level 3 is chosen."""
    chosen = page.locator("input[name=rating][value='3']").is_checked()
    return page.locator("textarea[name=evidence]").input_value(), chosen


def waiting(page: Page) -> int:
    """How many answers wait on the device."""
    return int(page.evaluate("async () => (await kept.all('queue')).length"))


def kept_addresses(page: Page) -> list[str]:
    """The pages of which the device holds a copy."""
    found: list[str] = page.evaluate(
        "async () => (await kept.all('drafts')).map(row => row.url)"
    )
    return found


def wait_until_sent(page: Page) -> None:
    """Wait until no answer waits on the device."""
    wait_until(lambda: not waiting(page), what="the answers to leave", seconds=30)


def test_three_answers_given_without_a_line_arrive_once(officer, hub) -> None:
    for code in ("D1", "D2", "D3"):
        officer.goto(question(hub, code))
        officer.context.set_offline(True)
        type_an_answer(officer, f"{NOTE}{code}")
        officer.get_by_role("button", name="Save and continue").click()
        expect(officer.locator("[data-draft-status]")).to_contain_text("No connection")
        officer.context.set_offline(False)
        expect(officer.locator("[data-draft-status]")).to_contain_text("Sent.")
    assert waiting(officer) == 0
    officer.goto(hub)
    expect(officer.get_by_text("3 of 10 questions have an answer")).to_be_visible()
    for code in ("D1", "D2", "D3"):
        officer.goto(question(hub, code))
        assert kept_answer(officer) == (f"{NOTE}{code}", True)


def test_a_closed_tab_loses_nothing(officer, hub) -> None:
    lost = officer.context.new_page()
    lost.goto(question(hub, "D4"))
    type_an_answer(lost, NOTE)
    officer.context.set_offline(True)
    lost.locator("textarea[name=evidence]").press_sequentially(MORE)
    lost.close()  # at once: no pause in which the copy could be written
    officer.context.set_offline(False)
    officer.goto(question(hub, "D4"))
    expect(officer.locator("[data-draft-status]")).to_contain_text("Put back")
    assert kept_answer(officer) == (NOTE + MORE, True)


def test_a_session_that_is_over_loses_nothing(officer, hub, product) -> None:
    officer.goto(question(hub, "D5"))
    type_an_answer(officer, NOTE)
    cookies = officer.context.cookies()
    # A session ends and nothing else: the token of the form still fits.
    officer.context.clear_cookies(name="session")
    officer.get_by_role("button", name="Save and continue").click()
    expect(officer.locator("[data-draft-status]")).to_contain_text("Sign in")
    assert waiting(officer) == 1
    officer.context.add_cookies(cookies)
    officer.goto(question(hub, "D5"))
    assert kept_answer(officer) == (NOTE, True)
    wait_until_sent(officer)


def test_an_answer_changed_elsewhere_is_shown_beside_the_own(officer, hub) -> None:
    elsewhere = officer.context.new_page()
    for page in (officer, elsewhere):
        page.goto(question(hub, "D6"))
    type_an_answer(elsewhere, "From the office", level=5)
    elsewhere.get_by_role("button", name="Save and continue").click()
    elsewhere.wait_for_url(question(hub, "D7"))
    elsewhere.close()
    type_an_answer(officer, NOTE)
    officer.get_by_role("button", name="Save and continue").click()
    expect(officer.locator("h1")).to_have_text("This answer was changed elsewhere")
    for text in ("From the office", NOTE.strip()):
        expect(officer.get_by_text(text)).to_be_visible()
    officer.get_by_role("link", name="Keep what is saved").click()
    expect(officer.locator("textarea[name=evidence]")).to_have_value("From the office")


def test_a_review_kept_offline_opens_without_a_line(officer, hub) -> None:
    officer.goto(hub)
    officer.get_by_role("button", name="Make available offline").click()
    expect(officer.locator("#keep-offline-note")).to_contain_text("Ready")
    officer.context.set_offline(True)
    officer.goto(question(hub, "D8"))
    type_an_answer(officer, NOTE)
    officer.get_by_role("button", name="Save and continue").click()
    officer.get_by_role("link", name="Go on to the next question").click()
    expect(officer.get_by_text("Question 9 of 10")).to_be_visible()
    officer.goto(hub)
    expect(officer.locator("h1")).to_have_text("No connection")
    expect(officer.locator("#kept-list")).to_contain_text("Learning together")
    officer.context.set_offline(False)
    officer.goto(hub)
    wait_until_sent(officer)
    officer.goto(question(hub, "D8"))
    assert kept_answer(officer) == (NOTE.strip(), True)
    expect(officer.locator("#kept-conflict")).to_be_hidden()
    assert question(hub, "D8") not in kept_addresses(officer)


def test_any_form_with_text_waits_on_the_device_for_its_button(
    officer, hub, product
) -> None:
    officer.goto(hub)
    officer.locator("main a[href^='/partnerships/']").first.click()
    home = officer.url
    form = f"{home}events/new/"
    lost = officer.context.new_page()
    lost.goto(form)
    lost.locator("textarea[name=note]").press_sequentially(NOTE)
    officer.context.set_offline(True)
    lost.get_by_role("button", name="Send the report").click()
    expect(lost.get_by_text("Not sent: there is no connection")).to_be_visible()
    lost.close()
    officer.context.set_offline(False)
    officer.goto(form)
    expect(officer.get_by_text("Put back what you typed")).to_be_visible()
    expect(officer.locator("textarea[name=note]")).to_have_value(NOTE)
    officer.locator("[name=kind]").last.check()
    officer.locator("[name=side]").first.check()
    officer.fill(
        "[name=happened_on]", officer.evaluate("new Date().toISOString()")[:10]
    )
    officer.get_by_role("button", name="Send the report").click()
    officer.wait_for_url(home)
    expect(officer.locator("main .banner")).to_contain_text("It is noted")
    assert form not in kept_addresses(officer)
    officer.goto(f"{home}danger/")  # of this nothing stays on a phone
    officer.locator("main textarea").first.press_sequentially(NOTE)
    officer.locator("main textarea").first.blur()
    assert f"{home}danger/" not in kept_addresses(officer)


def test_a_slow_device_still_says_that_a_form_was_not_sent(officer, hub) -> None:
    officer.goto(hub)
    officer.locator("main a[href^='/partnerships/']").first.click()
    slow = officer.context.new_page()
    slow.goto(f"{officer.url}events/new/")
    slow.evaluate(HOLD_THE_STORE, 2000)
    slow.locator("textarea[name=note]").press_sequentially(NOTE)
    officer.context.set_offline(True)
    slow.wait_for_timeout(400)  # the copy is under way
    slow.get_by_role("button", name="Send the report").click()
    slow.wait_for_timeout(2500)  # and done
    expect(slow.get_by_text("Not sent: there is no connection")).to_be_visible()
    officer.context.set_offline(False)
    slow.close()


def test_who_types_on_while_it_is_sent_reads_last_that_it_was_not(
    officer, product, hub
) -> None:
    officer.goto(hub)
    officer.locator("main a[href^='/partnerships/']").first.click()
    form = f"{officer.url}events/new/"
    for place, area, name, said in (
        (question(hub, "D4"), "evidence", "Save and continue", "No connection."),
        (form, "note", "Send the report", "Not sent: there is no connection"),
    ):
        slow = officer.context.new_page()
        slow.goto(place)
        slow.locator(f"textarea[name={area}]").press_sequentially(NOTE)
        slow.wait_for_timeout(800)  # a first copy is kept
        slow.evaluate(BREAK_THE_LINE_LATER, 1200)
        slow.get_by_role("button", name=name).click()
        slow.evaluate(HOLD_THE_STORE, 2500)
        slow.locator(f"textarea[name={area}]").press_sequentially(MORE)
        slow.wait_for_timeout(3500)  # the line broke, and the second copy is kept
        expect(slow.get_by_text(said)).to_be_visible()
        slow.evaluate("kept.forget('')")
        slow.close()


def test_a_form_that_leads_to_a_place_of_its_own_page_shows_that_place_anew(
    officer, product
) -> None:
    officer.goto(f"{product.address}/account/settings/")
    with officer.expect_navigation():
        officer.evaluate("kept.goOn(`${location.pathname}#calendar`)")
    expect(officer).to_have_url(f"{product.address}/account/settings/#calendar")
    expect(officer.locator("#calendar")).to_be_in_viewport()


def test_leaving_asks_what_becomes_of_answers_on_the_device(
    officer, hub, product
) -> None:
    officer.goto(question(hub, "D10"))
    type_an_answer(officer, NOTE)
    expect(officer.locator("[data-draft-status]")).to_contain_text(
        "Kept on this device"
    )
    officer.goto(f"{product.address}/account/logout/")
    officer.locator("main form button[type=submit]").click()
    officer.get_by_role("button", name="Delete them and leave").click()
    officer.wait_for_url(f"{product.address}/account/login/**")
    assert officer.evaluate("async () => (await kept.all('drafts')).length") == 0

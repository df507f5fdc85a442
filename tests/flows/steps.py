"""What people do in the browser, step by step, as several stories need it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.product import Product

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 900}
# Milliseconds.
PATIENCE = 15_000


def leave_by(door: Locator) -> None:
    """Press what leads to another page; come back when that page is there.

    A form with a text is sent by a script, which lets the press return before the next
    page begins: who looks at once would still see the page that was left.
    """
    with door.page.expect_navigation():
        door.click()


@dataclass
class Hand:
    """A hand on a page: counts what it presses."""

    page: Page
    presses: int = 0

    def press(self, name: str) -> None:
        self.presses += 1
        leave_by(self.page.get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def choose(self, selector: str) -> None:
        self.presses += 1
        self.page.check(selector)

    def open_mail(self, address: str) -> None:
        self.presses += 1
        self.page.goto(address)

    def open_menu(self) -> None:
        self.presses += 1
        self.page.locator(".menu-phone summary").click()

    def follow_seen(self, name: str) -> None:
        """Follow the first link of that name that is on show."""
        self.presses += 1
        links = self.page.get_by_role("link", name=name, exact=True)
        links.locator("visible=true").first.click()

    def pick(self, selector: str, value: str) -> None:
        self.presses += 1
        self.page.select_option(selector, value)

    def take(self, selector: str, file: Path) -> None:
        self.presses += 1
        self.page.set_input_files(selector, file)

    def type(self, **texts: str) -> None:
        """Typing is not counted."""
        for name, text in texts.items():
            self.page.fill(f"main [name='{name}']", text)


def phone(browser: Browser) -> Page:
    """Open a browser of the size of a phone."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def sign_in(page: Page, product: Product, email: str) -> None:
    """Sign in with the password of the demonstration."""
    page.goto(f"{product.address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", product.password)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{product.address}/")


def answer_ten_questions(page: Page, level: int) -> None:
    """Answer every question with one level, then the closing page; stop before sending."""
    for number in range(1, 11):
        expect(page.get_by_text(f"Question {number} of 10")).to_be_visible()
        page.check(f"input[name=rating][value='{level}']")
        leave_by(page.get_by_role("button", name="Save and continue"))
    leave_by(page.get_by_role("button", name="Save and check"))
    expect(page.locator("h1")).to_have_text("Check your answers and send the review")


def send_answers(page: Page) -> None:
    """Send what was checked."""
    leave_by(page.get_by_role("button", name="Send review"))
    expect(page.locator("h1")).to_have_text("Your answers are in")


def open_the_review(page: Page, product: Product, partnership: str) -> str:
    """Open the review of a partnership from the list; return its address."""
    page.goto(f"{product.address}/reviews/")
    leave_by(page.get_by_role("link", name=partnership).first)
    return page.url


def hold_the_talk(page: Page, today: date) -> None:
    """Write down the talk of the review whose page is open."""
    leave_by(page.get_by_role("link", name="Record the talk").first)
    page.fill("[name=held_on]", today.isoformat())
    page.fill("[name=people]", "Both leads")
    page.fill("input[name=language]", "English")
    page.fill("[name=strong]", "We answer each other within days.")
    page.fill("[name=hurts]", "Forms in English take evenings.")
    page.fill("[name=next_steps]", "Shorter forms from January.")
    page.fill("[name=no_action_reason]", "The forms are already being changed.")
    leave_by(page.get_by_role("button", name="Save the record"))
    expect(page.get_by_text("not confirmed yet").first).to_be_visible()

"""A review is answered with few presses, on a phone and a desktop, with and without scripts.

J1: an officer, one question at a time. J1b: an officer, all on one page. J5: a person
of the partner, by the link in the mail. Typing is not counted, signing in neither.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.product import Product
from tests.flows.steps import PATIENCE, open_the_review, sign_in

pytestmark = pytest.mark.flow

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 900}


@dataclass
class Hand:
    """A hand on a page: counts what it presses."""

    page: Page
    presses: int = 0

    def press(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def choose(self, selector: str) -> None:
        self.presses += 1
        self.page.check(selector)

    def open_mail(self, address: str) -> None:
        self.presses += 1
        self.page.goto(address)


def hand(browser: Browser, size: dict[str, int], *, scripts: bool) -> Hand:
    context = browser.new_context(
        viewport=size, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    return Hand(context.new_page())


def answer_one_by_one(one: Hand) -> None:
    for number in range(1, 11):
        expect(one.page.get_by_text(f"Question {number} of 10")).to_be_visible()
        one.choose("input[name=rating][value='4']")
        one.press("Save and continue")
    one.choose("input[name=safety][value=NO]")
    one.press("Save and check")
    one.press("Send review")
    expect(one.page.locator("h1")).to_have_text("Your answers are in")


@pytest.mark.parametrize(
    ("size", "scripts", "code"),
    [(PHONE, False, "BD-01"), (DESKTOP, True, "BD-02")],
    ids=["phone-without-scripts", "desktop-with-scripts"],
)
def test_both_sides_answer_question_by_question_in_28_presses(
    product: Product, browser: Browser, size, scripts, code
) -> None:
    country = code.partition("-")[0].lower()
    officer = hand(browser, size, scripts=scripts)
    sign_in(officer.page, product, f"officer.{country}@demo.example")
    hub = open_the_review(officer.page, product, code)
    officer.page.get_by_role(
        "button", name="Ask everybody who is missing now"
    ).first.click()
    officer.open_mail(hub)
    officer.follow("Start")
    answer_one_by_one(officer)
    assert officer.presses <= 28

    partner = hand(browser, size, scripts=scripts)
    link = product.link_in_mail_to(f"{code.lower()}@partner.example")
    partner.open_mail(link)
    partner.press("Start")
    partner.follow("Start")
    answer_one_by_one(partner)
    assert partner.presses <= 28
    assert link.rsplit("/", 2)[1] not in partner.page.url
    partner.page.get_by_role("link", name="See what both sides said").click()
    expect(partner.page.locator("h1")).to_contain_text("What both sides said")


@pytest.mark.parametrize(
    ("size", "scripts", "code"),
    [(PHONE, True, "UG-01"), (DESKTOP, False, "ZW-01")],
    ids=["phone-with-scripts", "desktop-without-scripts"],
)
def test_an_officer_answers_on_one_page_in_16_presses(
    product: Product, browser: Browser, size, scripts, code
) -> None:
    country = code.partition("-")[0].lower()
    officer = hand(browser, size, scripts=scripts)
    sign_in(officer.page, product, f"officer.{country}@demo.example")
    officer.open_mail(open_the_review(officer.page, product, code))
    officer.follow("Answer all on one page")
    for number in range(1, 11):
        officer.choose(f"input[name=D{number}-rating][value='4']")
    officer.choose("input[name=closing-safety][value=NO]")
    officer.press("Save and check")
    officer.press("Send review")
    expect(officer.page.locator("h1")).to_have_text("Your answers are in")
    assert officer.presses <= 16

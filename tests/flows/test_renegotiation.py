"""Three rounds at one table: raise, talk, propose, counter, accept, sign, in force.

The partner uses the links of its mails and nothing else. Told twice: on a desktop with
scripts and on a phone without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.preparing import prepared_deal, wait_for_the_talk
from tests.flows.product import Product
from tests.flows.steps import PATIENCE, PHONE, leave_by, sign_in

pytestmark = pytest.mark.flow

DESKTOP = {"width": 1366, "height": 900}
BEFORE = "Within 15 working days."
ASKED = "Within 10 working days."
MET = "Within 12 working days."
# After the first day of the new version (methods D3).
DAYS_TO_THE_TALK = 90


@contextmanager
def _page(browser: Browser, size: dict[str, int], *, scripts: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport=size, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def _enter(page: Page, link: str) -> None:
    """Open a link from a mail and press its one button."""
    page.goto(link)
    leave_by(page.locator("main form button[type=submit]").first)
    expect(page.locator("main h1")).to_be_visible()


def _press(page: Page, name: str) -> None:
    leave_by(page.get_by_role("button", name=name).first)


def _raise(page: Page) -> None:
    """The partner asks for a change, from the page of the partnership."""
    page.get_by_role("link", name="Ask for a change").first.click()
    page.fill("[name=what_changed]", "The bank now pays out within two weeks.")
    page.check("[name=topics][value=PROMISES_F]")
    page.check("[name=reason][value=MONEY]")
    page.check("[name=urgency][value=NORMAL]")
    _press(page, "Raise the change")
    expect(page.locator("h1")).to_contain_text("Change of an agreement")


def _write_proposal(page: Page, words: str, reason: str, summary: str) -> None:
    """Change the clause on paying, with its reason, and send the proposal."""
    page.get_by_role("link", name="Paying on time").click()
    page.fill("[name=text]", words)
    page.fill("[name=reason]", reason)
    _press(page, "Save and see the changes")
    expect(page.locator("h1")).to_contain_text("See your changes")
    page.get_by_role("link", name="Back to your draft").click()
    _give_reasons(page, reason)
    page.get_by_role("link", name="See changes and send").click()
    page.fill("[name=summary]", summary)
    _press(page, "Send the proposal")
    expect(page.locator("h1")).to_contain_text("Proposal")


def _give_reasons(page: Page, reason: str) -> None:
    """Say why for parts that changed by themselves: a version has its own first day."""
    while page.locator(".task-hint").count():
        part = page.locator(".task", has=page.locator(".task-hint")).first
        part.get_by_role("link").click()
        page.fill("[name=reason]", reason)
        leave_by(page.get_by_role("button", name="Save", exact=True).last)


def _talk(page: Page, today: date) -> None:
    page.get_by_role("link", name="Write down the talk").click()
    page.fill("[name=held_on]", today.isoformat())
    page.fill("[name=people]", "Both leads")
    page.fill("input[name=language]", "English")
    page.fill(
        "[name=agreed_note]", "We look for a shorter time that the bank can keep."
    )
    _press(page, "Save the talk")
    _press(page, "The record is right")


def _sign(page: Page, name: str, role: str) -> None:
    page.fill("[name=name]", name)
    page.fill("[name=role]", role)
    _press(page, "Sign this text")


@dataclass(frozen=True)
class Table:
    """Where everybody sits, and what the steps of the story pass on.

    Attributes:
        product: under test.
        code: of the partnership.
        deal: what was prepared: its agreement, and the link of the partner.
        partner: the page of the partner.
        officer: the page of the officer of the foundation.
        manager: the page of the country manager, who signs.
    """

    product: Product
    code: str
    deal: dict[str, Any]
    partner: Page
    officer: Page
    manager: Page

    @property
    def contact(self) -> str:
        """The mail address of the partner."""
        return f"{self.code.lower()}@partner.example"

    @property
    def agreement(self) -> str:
        """The address of the page of the agreement."""
        return f"{self.product.address}/agreements/{self.deal['agreement']}/"


@contextmanager
def _seated(
    product: Product, browser: Browser, code: str, size: dict[str, int], scripts: bool
) -> Iterator[Table]:
    """Let the three people take their seats, those of the foundation signed in."""
    deal = prepared_deal(product, code)
    country = code[:2].lower()
    with (
        _page(browser, size, scripts=scripts) as partner,
        _page(browser, size, scripts=scripts) as officer,
        _page(browser, size, scripts=scripts) as manager,
    ):
        sign_in_at(officer, product, f"officer.{country}@demo.example")
        sign_in_at(manager, product, f"manager.{country}@demo.example")
        yield Table(product, code, deal, partner, officer, manager)


def _raise_and_talk(at: Table) -> tuple[str, str]:
    """The partner raises the wish; the foundation reads it and both talk.

    Returns:
        The address of the table for the foundation, and the link of the partner.
    """
    _enter(at.partner, at.product.address + at.deal["home"])
    _raise(at.partner)
    _press(at.partner, "Mail me my link")
    at.officer.goto(at.agreement)
    at.officer.get_by_role("link", name="Open the change").click()
    table = at.officer.url
    _press(at.officer, "I have read it")
    _talk(at.officer, date.today())  # noqa: DTZ011
    own = at.product.link_in_mail_to(at.contact, subject="Your link to our")
    _enter(at.partner, own)
    expect(at.partner.locator("main")).to_contain_text("We look for a shorter time")
    _press(at.partner, "The record is right")
    return table, own


def _propose_and_counter(at: Table, table: str) -> None:
    """Round one: the partner proposes. Round two: the foundation answers."""
    _press(at.partner, "Write a proposal")
    _write_proposal(at.partner, ASKED, "The bank is quicker now", "Pay sooner")
    at.officer.goto(table)
    at.officer.get_by_role("link", name="Proposal 1").click()
    expect(at.officer.locator("main ins", has_text="10").first).to_be_visible()
    _press(at.officer, "Answer with another proposal")
    _write_proposal(at.officer, MET, "We need two days to check", "Pay a bit sooner")


def _accept_and_sign(at: Table, table: str, own: str) -> None:
    """Round three: the partner accepts the same text, and both sign it."""
    _enter(at.partner, own)
    at.partner.get_by_role("link", name="Proposal 2").click()
    _press(at.partner, "Accept the whole text")
    at.manager.goto(table)
    at.manager.get_by_role("link", name="Proposal 2").click()
    at.manager.get_by_role("link", name="Read the text and sign").click()
    _sign(at.manager, "The manager", "Country manager")
    signing = at.product.link_in_mail_to(at.contact, subject="Time to sign")
    _enter(at.partner, signing)
    at.partner.get_by_role("link", name="Proposal 2").click()
    at.partner.get_by_role("link", name="Read the text and sign").click()
    _sign(at.partner, "The head", "Head")
    expect(at.partner.locator("main")).to_contain_text("is valid from")


def _compare_and_wait(at: Table) -> None:
    """The next version stands, words compare, a talk on whether it helped is due."""
    at.officer.goto(at.agreement)
    at.officer.get_by_role("link", name="What changed since").first.click()
    expect(at.officer.locator("main ins", has_text="12").first).to_be_visible()
    expect(at.officer.locator("main del", has_text="15").first).to_be_visible()
    wait_for_the_talk(at.product, at.code, days=DAYS_TO_THE_TALK)


@pytest.mark.parametrize(
    ("code", "size", "scripts"),
    [("PH-02", DESKTOP, True), ("ZM-01", PHONE, False)],
    ids=["desktop-with-scripts", "phone-without-scripts"],
)
def test_a_change_goes_from_wish_to_force_by_both_sides(
    product: Product, browser: Browser, code: str, size: dict[str, int], scripts: bool
) -> None:
    with _seated(product, browser, code, size, scripts) as at:
        table, own = _raise_and_talk(at)
        _propose_and_counter(at, table)
        _accept_and_sign(at, table, own)
        _compare_and_wait(at)


def sign_in_at(page: Page, product: Product, email: str) -> None:
    """Sign in, and stay on the first page."""
    sign_in(page, product, email)
    expect(page.locator("h1")).to_be_visible()

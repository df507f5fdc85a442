"""Three rounds at one table: raise, talk, propose, counter, accept, sign, in force.

The partner uses the links of its mails and nothing else. Told twice: on a desktop with
scripts and on a phone without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.preparing import days_to_the_talk, prepared_deal
from tests.flows.product import Product, wait_until
from tests.flows.steps import PATIENCE, PHONE, sign_in

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
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main h1")).to_be_visible()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


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
        page.get_by_role("button", name="Save", exact=True).last.click()


def _talk(page: Page, today: date) -> None:
    page.get_by_role("link", name="Write down the talk").click()
    page.fill("[name=held_on]", today.isoformat())
    page.fill("[name=people]", "Both leads")
    page.fill("input[name=language]", "English")
    page.fill(
        "[name=agreed_note]", "We look for a shorter time that the bank can keep."
    )
    _press(page, "Save the talk")
    _press(page, "The note is right")


def _sign(page: Page, name: str, role: str) -> None:
    page.fill("[name=name]", name)
    page.fill("[name=role]", role)
    _press(page, "Sign this text")


@pytest.mark.parametrize(
    ("code", "size", "scripts"),
    [("PH-02", DESKTOP, True), ("ZM-01", PHONE, False)],
    ids=["desktop-with-scripts", "phone-without-scripts"],
)
def test_a_change_goes_from_wish_to_force_by_both_sides(
    product: Product, browser: Browser, code: str, size: dict[str, int], scripts: bool
) -> None:
    deal = prepared_deal(product, code)
    country, contact = code[:2].lower(), f"{code.lower()}@partner.example"
    with (
        _page(browser, size, scripts=scripts) as partner,
        _page(browser, size, scripts=scripts) as officer,
        _page(browser, size, scripts=scripts) as manager,
    ):
        sign_in_at(officer, product, f"officer.{country}@demo.example")
        sign_in_at(manager, product, f"manager.{country}@demo.example")

        # The partner raises the wish; the foundation reads it and both talk.
        _enter(partner, product.address + deal["home"])
        _raise(partner)
        _press(partner, "Mail me my link")
        officer.goto(f"{product.address}/agreements/{deal['agreement']}/")
        officer.get_by_role("link", name="Open the change").click()
        table = officer.url
        _press(officer, "I have read it")
        _talk(officer, date.today())  # noqa: DTZ011
        own = product.link_in_mail_to(contact, subject="Your link to our")
        _enter(partner, own)
        expect(partner.locator("main")).to_contain_text("We look for a shorter time")
        _press(partner, "The note is right")

        # Round one: the partner proposes. Round two: the foundation answers.
        _press(partner, "Write a proposal")
        _write_proposal(partner, ASKED, "The bank is quicker now", "Pay sooner")
        officer.goto(table)
        officer.get_by_role("link", name="Proposal 1").click()
        expect(officer.locator("main ins", has_text="10 ").first).to_be_visible()
        _press(officer, "Answer with another proposal")
        _write_proposal(officer, MET, "We need two days to check", "Pay a bit sooner")

        # Round three: the partner accepts the same text, and both sign it.
        _enter(partner, own)
        partner.get_by_role("link", name="Proposal 2").click()
        _press(partner, "Accept the whole text")
        manager.goto(table)
        manager.get_by_role("link", name="Proposal 2").click()
        manager.get_by_role("link", name="Read the text and sign").click()
        _sign(manager, "The manager", "Country manager")
        signing = product.link_in_mail_to(contact, subject="Time to sign")
        _enter(partner, signing)
        partner.get_by_role("link", name="Proposal 2").click()
        partner.get_by_role("link", name="Read the text and sign").click()
        _sign(partner, "The head", "Head")
        expect(partner.locator("main")).to_contain_text("holds from")

        # The next version stands, a talk on whether it helped is due, words compare.
        officer.goto(f"{product.address}/agreements/{deal['agreement']}/")
        officer.get_by_role("link", name="What changed since").first.click()
        expect(officer.locator("main ins", has_text="12 ").first).to_be_visible()
        expect(officer.locator("main del", has_text="15 ").first).to_be_visible()
        wait_until(
            lambda: days_to_the_talk(product, code) == DAYS_TO_THE_TALK,
            what="a short review on whether it helped",
            seconds=60,
            every=2,
        )


def sign_in_at(page: Page, product: Product, email: str) -> None:
    """Sign in, and stay on the first page."""
    sign_in(page, product, email)
    expect(page.locator("h1")).to_be_visible()

"""The main job, end to end: review by both sides, talk, next date, dashboard, mails.

Everything is real: servers, worker, beat, SMTP conversation, browser. The officer
works on a phone, the partner answers through the link in the mail.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.flows.product import Product, chromium, running_product, wait_until

pytestmark = pytest.mark.flow

OFFICER = "officer.ug@demo.example"
PARTNER = "ug-02@partner.example"
REMINDED = "ug-01@partner.example"
PARTNERSHIP = "Amagezi Field Workers' Union"
PHONE = {"width": 390, "height": 844}
DASHBOARD_LIMIT = 60.0


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running_product() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _phone(browser: Browser) -> Page:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(15000)
    return context.new_page()


def _sign_in(page: Page, product: Product, email: str) -> None:
    page.goto(f"{product.address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", product.password)
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_have_text("Today")


def _answer_ten_questions(page: Page, level: int) -> None:
    """Answer every question with one level, then the closing page, then send."""
    for number in range(1, 11):
        expect(page.get_by_text(f"Question {number} of 10")).to_be_visible()
        page.check(f"input[name=rating][value='{level}']")
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Save and check").click()
    expect(page.locator("h1")).to_have_text("Check your answers and send the review")
    page.get_by_role("button", name="Send review").click()


def _open_the_review(page: Page, product: Product) -> str:
    page.goto(f"{product.address}/reviews/")
    page.get_by_role("link", name=PARTNERSHIP).first.click()
    return page.url


def _hold_the_talk(page: Page) -> None:
    page.get_by_role("link", name="Record the talk").first.click()
    today = timezone.now().astimezone(ZoneInfo("Africa/Kampala")).date()
    page.fill("[name=held_on]", today.isoformat())
    page.fill("[name=people]", "Both leads")
    page.fill("input[name=language]", "English")
    page.fill("[name=strong]", "We answer each other within days.")
    page.fill("[name=hurts]", "Forms in English take evenings.")
    page.fill("[name=next_steps]", "Shorter forms from January.")
    page.fill("[name=no_action_reason]", "The forms are already being changed.")
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_text("not confirmed yet").first).to_be_visible()


def _facts(page: Page, product: Product) -> str:
    """The five facts of the partnership, the next review among them."""
    page.goto(f"{product.address}/partners/")
    page.get_by_role("link", name="UG-02").first.click()
    return page.locator(".facts").first.inner_text()


def _headline(page: Page, product: Product) -> str:
    page.goto(f"{product.address}/countries/UG/")
    return page.locator("main").inner_text()


def test_both_sides_review_talk_and_see_what_changed(
    product: Product, browser: Browser
) -> None:
    officer = _phone(browser)
    _sign_in(officer, product, OFFICER)
    hub = _open_the_review(officer, product)
    before = _headline(officer, product)
    facts_before = _facts(officer, product)

    officer.goto(hub)
    officer.get_by_role("button", name="Ask everybody who is missing now").click()
    officer.goto(hub)
    officer.get_by_role("link", name="Start", exact=True).click()
    _answer_ten_questions(officer, 5)

    # Blind: the foundation's answers alone show nothing.
    officer.goto(f"{hub}result/")
    expect(officer.get_by_text("Nothing is shown before both sides")).to_be_visible()

    partner = _phone(browser)
    link = product.link_in_mail_to(PARTNER)
    partner.goto(link)
    expect(partner.locator("h1")).to_have_text("Time to take stock together")
    partner.get_by_role("button", name="Start").click()
    assert link.rsplit("/r/", 1)[1] not in partner.url
    partner.get_by_role("link", name="Start", exact=True).click()
    _answer_ten_questions(partner, 5)

    officer.goto(f"{hub}result/")
    expect(officer.get_by_text("Keep going").first).to_be_visible()
    _hold_the_talk(officer)
    officer.get_by_role("button", name="I confirm: this is a fair record").click()
    expect(officer.get_by_text("confirmed by").first).to_be_visible()
    _confirm_as_partner(partner, product, answered_by=link)

    officer.goto(hub)
    expect(officer.get_by_text("Completed").first).to_be_visible()
    facts = _facts(officer, product)
    assert "Next review" in facts
    assert facts != facts_before

    wait_until(
        lambda: _headline(officer, product) != before,
        what="the dashboard of the country to change",
        seconds=DASHBOARD_LIMIT,
        every=2,
    )


def _confirm_as_partner(page: Page, product: Product, *, answered_by: str) -> None:
    """Open the link in the newest mail and confirm the record."""
    page.goto(product.link_in_mail_to(PARTNER, other_than=answered_by))
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="I confirm: this is a fair record").click()
    expect(page.get_by_text("not confirmed yet")).to_have_count(0)


def test_beat_reminds_the_partner_whose_review_nobody_asked_about(
    product: Product,
) -> None:
    mails = wait_until(
        lambda: product.mails_to(REMINDED), what="a reminder mail", seconds=60
    )
    assert "Kasanyi Children First" in mails[0]["subject"]
    assert product.link_in_mail_to(REMINDED)

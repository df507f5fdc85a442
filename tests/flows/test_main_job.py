"""The main job, end to end: review by both sides, talk, next date, dashboard, mails.

Everything is real: servers, worker, beat, SMTP conversation, browser. The officer
works on a phone, the partner answers through the link in the mail.
"""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.flows.product import Product, wait_until
from tests.flows.steps import (
    answer_ten_questions,
    hold_the_talk,
    leave_by,
    open_the_review,
    phone,
    send_answers,
    sign_in,
)

pytestmark = pytest.mark.flow

OFFICER = "officer.ug@demo.example"
PARTNER = "ug-02@partner.example"
REMINDED = "ug-01@partner.example"
PARTNERSHIP = "Amagezi Field Workers' Union"
DASHBOARD_LIMIT = 60.0


def _facts(page: Page, product: Product) -> str:
    """The five facts of the partnership, the next review among them."""
    page.goto(f"{product.address}/partners/")
    leave_by(page.get_by_role("link", name="UG-02").first)
    return page.locator(".facts").first.inner_text()


def _headline(page: Page, product: Product) -> str:
    page.goto(f"{product.address}/countries/UG/")
    return page.locator("main").inner_text()


def test_both_sides_review_talk_and_see_what_changed(
    product: Product, browser: Browser
) -> None:
    officer = phone(browser)
    sign_in(officer, product, OFFICER)
    hub = open_the_review(officer, product, PARTNERSHIP)
    before = _headline(officer, product)
    facts_before = _facts(officer, product)

    officer.goto(hub)
    leave_by(officer.get_by_role("button", name="Ask all who have not answered"))
    officer.goto(hub)
    leave_by(officer.get_by_role("link", name="Start", exact=True))
    answer_ten_questions(officer, 5)
    send_answers(officer)

    # Blind: the foundation's answers alone show nothing.
    officer.goto(f"{hub}result/")
    expect(officer.get_by_text("Nothing is shown before both sides")).to_be_visible()

    partner = phone(browser)
    link = product.link_in_mail_to(PARTNER)
    partner.goto(link)
    expect(partner.locator("h1")).to_have_text("Time to take stock together")
    leave_by(partner.get_by_role("button", name="Start"))
    assert link.rsplit("/r/", 1)[1] not in partner.url
    leave_by(partner.get_by_role("link", name="Start", exact=True))
    answer_ten_questions(partner, 5)
    send_answers(partner)

    officer.goto(f"{hub}result/")
    expect(officer.get_by_text("Keep going").first).to_be_visible()
    today = timezone.now().astimezone(ZoneInfo("Africa/Kampala")).date()
    hold_the_talk(officer, today)
    leave_by(officer.get_by_role("button", name="I confirm: this is a fair record"))
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
    leave_by(page.get_by_role("button").first)
    leave_by(page.get_by_role("button", name="I confirm: this is a fair record"))
    expect(page.get_by_text("not confirmed yet")).to_have_count(0)


def test_beat_reminds_the_partner_whose_review_nobody_asked_about(
    product: Product,
) -> None:
    mails = wait_until(
        lambda: product.mails_to(REMINDED), what="a reminder mail", seconds=60
    )
    # A long name is cut where the date would not fit into the subject.
    assert "Kasanyi Children" in mails[0]["subject"]
    assert product.link_in_mail_to(REMINDED)

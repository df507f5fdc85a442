"""Every page, on a desktop and on the smallest phone: can everybody use it?

Signed-in people follow the links that they see. What is changed is changed in Malawi,
where no other story looks: both sides of one review answer, talk and confirm.
"""

import re
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.architecture.wall import PAGES
from tests.flows.address_pages import look_at_new_address
from tests.flows.filter_pages import look_at_filters
from tests.flows.later_pages import (
    ask_for_a_correction,
    look_at_checks_after_the_end,
    look_at_documents,
    look_at_flags,
    look_at_mail_pages,
    look_at_mails,
    look_at_results,
    look_at_set_up,
    look_at_steps_of_stages,
    look_at_tables,
    look_at_the_decision,
)
from tests.flows.list_pages import look_at_lists
from tests.flows.preparing import told
from tests.flows.product import Product, wait_until
from tests.flows.second_step_pages import look_at_second_step
from tests.flows.steps import (
    answer_ten_questions,
    hold_the_talk,
    leave_by,
    open_the_review,
    send_answers,
    sign_in,
)
from tests.flows.sweep import Sweep

pytestmark = pytest.mark.flow

OFFICER = "officer.mw@demo.example"
MANAGER = "manager.mw@demo.example"
HELPER = "facilitator@demo.example"
ADMINISTRATOR = "admin@demo.example"
SAFETY = "safeguarding@demo.example"
PARTNER = "mw-02@partner.example"
FORGETFUL = "auditor@demo.example"
PARTNERSHIP = "Mtsinje District Labour Office"
# Pages that show different things to different people.
DIFFERENT = ("dashboards:today", "dashboards:more")
# Addresses that are not looked at, and why.
LEFT_OUT = {
    "dashboards:health": "answers machines, without a page",
    "accounts:ping": "answers scripts, without a page",
    "common:worker": "is a script",
    "dashboards:feed": "is a calendar file",
    "agreements:version_pdf": "is a PDF",
    "agreements:compare_pdf": "is a PDF",
    "agreements:compare_proposal_pdf": "is a PDF",
    "agreements:proposal_pdf": "is a PDF",
    "agreements:partner_version_pdf": "is a PDF",
    "agreements:partner_compare_pdf": "is a PDF",
    "agreements:partner_compare_proposal_pdf": "is a PDF",
    "agreements:partner_proposal_pdf": "is a PDF",
    "agreements:proof": "is a file to check elsewhere",
    "reviews:answers_pdf": "is a PDF",
    "reviews:paper_pdf": "is a PDF",
    "reviews:result_pdf": "is a PDF",
    "reviews:partner_answers_pdf": "is a PDF",
    "reviews:partner_paper_pdf": "is a PDF",
    "reviews:partner_result_pdf": "is a PDF",
    "dashboards:hand_over_pdf": "is a PDF",
    "dashboards:block_csv": "is a table as CSV",
    "dashboards:job_file": "is a PDF or a spreadsheet",
    "dashboards:document": "is the document itself",
    "dashboards:partner_document": "is the document itself",
    "reviews:next_day": "is a calendar file",
    "reviews:partner_next_day": "is a calendar file",
    "exchange:template": "is a spreadsheet",
    "exchange:left_out": "is a table as CSV",
    "mfa_download_recovery_codes": "is a file",
    "account_set_password": "only for an account without a password",
    "dashboards:message_settle": "only for a mail in doubt; the page of sending again",
    "reviews:complete": "only weeks after one side alone answered; the page of cancel",
}


def _today() -> date:
    return timezone.now().astimezone(ZoneInfo("Africa/Blantyre")).date()


def _as_visitor(sweep: Sweep) -> None:
    """Look at what needs no sign-in; a mail with a new password is on its way then."""
    tab = sweep.tab()
    open_pages = ("/account/login/", "/help/", "/links/new/", "/links/asked/")
    for path in (*open_pages, "/offline/"):
        sweep.go(tab, path, who="visitor")
    sweep.go(tab, "/r/a-link-that-holds-nothing/", who="visitor", status=404)
    sweep.refuse(tab, "/links/new/", who="visitor")
    sweep.go(tab, "/account/password/reset/", who="visitor")
    tab.fill("main input[name=email]", FORGETFUL)
    tab.click("main form button[type=submit]")
    sweep.look(tab, who="visitor")


def _choose_a_new_password(sweep: Sweep) -> None:
    """Look at the pages behind the mail that the visitor asked for."""
    tab = sweep.tab()
    links = wait_until(
        lambda: [
            link
            for mail in sweep.product.mails_to(FORGETFUL)
            for link in re.findall(
                r"http\S+/account/password/reset/key/\S+", mail["text"]
            )
        ],
        what="the mail with the way to a new password",
        seconds=60,
    )
    tab.goto(links[-1])
    sweep.look(tab, who="visitor")
    sweep.go(tab, "/account/password/reset/key/done/", who="visitor")


def _answer(sweep: Sweep, tab: Page, *, who: str, under: str = "") -> None:
    """Look at each kind of page that somebody who answers meets, and answer."""
    hub = tab.url
    sweep.look(tab, who=who)
    for page in (f"{under}all/", f"{under}closing/", "safety/", "move/", "paper/"):
        sweep.go(tab, f"{hub}{page}", who=who)
    tab.goto(hub)
    leave_by(tab.get_by_role("link", name="Start", exact=True))
    sweep.look(tab, who=who)
    answer_ten_questions(tab, 4)
    sweep.look(tab, who=who)
    check = tab.url
    sweep.go(tab, f"{hub}{under}D1/files/", who=who)
    sweep.refuse(tab, f"{hub}{under}D1/files/", who=who)
    tab.goto(check)
    send_answers(tab)
    sweep.look(tab, who=who)


def _refused(sweep: Sweep, officer: Page, hub: str, *, entering: str) -> None:
    """Look at each form of a review as it comes back with errors."""
    pages = ("panel", "answer/D1", "answer/all", "answer/closing")
    for address in (*(f"{hub}{page}/" for page in pages), entering):
        sweep.refuse(officer, address, who="officer")
    sweep.refuse(officer, f"{hub}safety/", who="officer", may_be_empty=True)
    officer.goto(f"{sweep.product.address}/partners/")
    leave_by(officer.get_by_role("link", name="MW-01").first)
    sweep.refuse(officer, f"{officer.url}reviews/new/", who="officer")


def _review_by_both(sweep: Sweep) -> None:
    """Both sides answer; the officer talks, confirms and enters the partner's word."""
    product = sweep.product
    officer = sweep.tab()
    sign_in(officer, product, OFFICER)
    hub = open_the_review(officer, product, PARTNERSHIP)
    leave_by(officer.get_by_role("button", name="Ask all who have not answered"))
    sweep.go(officer, f"{hub}panel/", who="officer")
    manager = sweep.tab()
    sign_in(manager, product, MANAGER)
    sweep.go(manager, f"{hub}cancel/", who="manager")
    sweep.refuse(manager, f"{hub}cancel/", who="manager")
    sweep.go(officer, f"{hub}enter/", who="officer")
    leave_by(officer.locator("main .plain-rows a").first)
    sweep.look(officer, who="officer")
    _refused(sweep, officer, hub, entering=officer.url)
    officer.goto(hub)
    _answer(sweep, officer, who="officer", under="answer/")

    partner = sweep.tab()
    partner.goto(product.link_in_mail_to(PARTNER))
    sweep.look(partner, who="partner")
    leave_by(partner.get_by_role("button", name="Start"))
    _answer(sweep, partner, who="partner")
    leave_by(partner.get_by_role("button", name="Mail me the link"))

    helper = sweep.tab()
    sign_in(helper, product, HELPER)
    sweep.go(helper, f"{hub}answers/", who="helper")
    leave_by(helper.get_by_role("button", name="Open the answers"))
    sweep.look(helper, who="helper", opens_again=False)

    sweep.go(officer, f"{hub}result/", who="officer")
    sweep.go(officer, f"{hub}talk/", who="officer")
    sweep.refuse(officer, f"{hub}talk/", who="officer")
    officer.goto(f"{hub}result/")
    hold_the_talk(officer, _today())
    sweep.go(officer, f"{hub}confirm/partner/", who="officer")
    sweep.refuse(officer, f"{hub}confirm/partner/", who="officer")
    theirs = hub.replace("/reviews/", "/answer/")
    sweep.go(partner, f"{theirs}result/", who="partner")
    ask_for_a_correction(sweep, officer, hub, who="officer")
    ask_for_a_correction(sweep, partner, theirs, who="partner")
    look_at_the_decision(sweep, hub)


def _at_home(sweep: Sweep) -> None:
    """Look at the partner's own page of the partnership, by the link in its mail."""
    tab = sweep.tab()
    link = sweep.product.link_in_mail_to(PARTNER, subject="Your page")
    tab.goto(link)
    sweep.look(tab, who="partner at home")
    leave_by(tab.get_by_role("button", name="Open our partnership"))
    for path in ("/answer/home/", "/answer/home/event/", "/answer/home/danger/"):
        sweep.go(tab, path, who="partner at home")
    sweep.refuse(tab, "/answer/home/event/", who="partner at home")
    sweep.refuse(tab, "/answer/home/danger/", who="partner at home")
    tab.goto(f"{sweep.product.address}/answer/home/danger/")
    tab.check("input[name=wish][value=SPEAK]")
    leave_by(tab.get_by_role("button", name="Send to the safeguarding lead"))
    sweep.walk(tab, who="partner at home", start="/answer/home/")
    sweep.refuse(tab, f"{link}not-me/", who="partner at home", may_be_empty=True)
    sweep.go(tab, f"{link}not-me/", who="partner at home")
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.look(tab, who="partner at home, who is the wrong person")


def _a_danger(sweep: Sweep) -> None:
    """Look at the report of the partner as the safeguarding lead does."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, SAFETY)
    sweep.look(tab, who="safety")
    sweep.go(tab, "/incidents/", who="safety")
    leave_by(tab.locator("main .card-title a").first)
    sweep.look(tab, who="safety")


def _refresh_a_dashboard(sweep: Sweep) -> None:
    tab = sweep.tab()
    sign_in(tab, sweep.product, MANAGER)
    told(sweep.product, "tests.flows.preparing.keep_a_month('MW')")
    sweep.go(tab, "/countries/MW/", who="manager")
    leave_by(tab.get_by_role("button", name="Refresh"))
    sweep.look(tab, who="manager")
    sweep.walk(tab, who="manager", again=DIFFERENT)
    _look_at_months(sweep, tab)
    sweep.go(tab, "/account/logout/", who="manager")


def _look_at_months(sweep: Sweep, tab: Page) -> None:
    """Look at the month that is kept, at what changed since, and at one that is not."""
    sweep.go(tab, "/countries/MW/months/", who="manager")
    kept = tab.locator("main a[href^='/countries/MW/20']").first
    month = str(kept.get_attribute("href"))
    for path in (month, f"{month}changes/"):
        sweep.go(tab, path, who="manager")
    sweep.go(tab, "/countries/MW/2001-01/", who="manager", status=404)


def _compare_countries(sweep: Sweep) -> None:
    """Look at two countries beside each other, and at what is said of one alone."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, "director@demo.example")
    for ticked in ("c=MW&c=TZ", "c=MW"):
        sweep.go(tab, f"/countries/compare/?{ticked}", who="director")


def _a_new_version(sweep: Sweep) -> None:
    """Begin a draft of the questions, and look at the page before freezing it."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, ADMINISTRATOR)
    tab.goto(f"{sweep.product.address}/setup/instruments/")
    # The account of the administrator is in French.
    leave_by(tab.locator("main a[href$='/copy/']").first)
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.walk(tab, who="administrator", start=urlsplit(tab.url).path)


def _promises(sweep: Sweep) -> None:
    """Look at what hangs on an agreement with promises."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, OFFICER)
    tab.goto(f"{sweep.product.address}/partners/")
    leave_by(tab.get_by_role("link", name="MW-01").first)
    leave_by(tab.locator(".card-title a[href^='/agreements/']").first)
    sweep.walk(tab, who="officer", start=urlsplit(tab.url).path)
    tab.goto(f"{sweep.product.address}/partners/")
    leave_by(tab.get_by_role("link", name="MW-02").first)
    sweep.go(tab, f"{urlsplit(tab.url).path}actions/", who="officer")


def test_every_page_can_be_used_by_everybody(
    product: Product, browser: Browser
) -> None:
    sweep = Sweep(product, browser, left_out=LEFT_OUT)
    _as_visitor(sweep)
    _review_by_both(sweep)
    _at_home(sweep)
    _a_danger(sweep)
    _refresh_a_dashboard(sweep)
    _a_new_version(sweep)
    for who in ("officer.mw", "director", "admin"):
        tab = sweep.tab()
        sign_in(tab, product, f"{who}@demo.example")
        sweep.walk(tab, who=who, again=DIFFERENT)
    _compare_countries(sweep)
    _promises(sweep)
    look_at_tables(sweep)
    look_at_steps_of_stages(sweep)
    look_at_documents(sweep)
    look_at_checks_after_the_end(sweep)
    look_at_flags(sweep)
    look_at_results(sweep)
    look_at_mails(sweep)
    look_at_mail_pages(sweep)
    look_at_set_up(sweep)
    look_at_second_step(sweep)
    look_at_new_address(sweep)
    look_at_lists(sweep)
    look_at_filters(sweep)
    _choose_a_new_password(sweep)
    reached = {page.name for page in PAGES if not page.post_only}
    assert reached - set(sweep.visited) - set(LEFT_OUT) == set()
    assert sweep.findings == []

"""Walks to pages that show only once something was raised, written, sent or ended."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.flows.preparing import told
from tests.flows.steps import leave_by, sign_in
from tests.flows.sweep import Sweep
from tests.flows.tables import prepared_tables

OFFICER = "officer.br@demo.example"
MANAGER = "manager.br@demo.example"
DIRECTOR = "director@demo.example"
HELPER = "facilitator@demo.example"
ADMINISTRATOR = "admin@demo.example"
# Where the tables stand, and partnerships at stages from which a director may go on.
AT_THE_TABLE = "BR-01"
STAGES = ("MW-01", "MW-03", "ZW-01")
# Nobody wants to change its agreement, so a director may go on after a pause.
PAUSED = "MW-03"
WITH_RESULTS = "MW-01"
# After the end: with a check that is due, and one of which nobody planned checks.
ENDED, ENDED_WITHOUT_CHECKS = "MZ-02", "PH-01"


def look_at_mails(sweep: Sweep) -> None:
    """Look at the page that sends a mail again: for those who may mend mails."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, MANAGER)
    tab.goto(f"{sweep.product.address}/mail/?show=sent")
    first = tab.locator("main tbody th a").first.get_attribute("href")
    sweep.go(tab, f"{first}again/", who="manager")
    sweep.refuse(tab, f"{first}again/", who="manager")


def look_at_tables(sweep: Sweep) -> None:
    """Look at a change of an agreement at each of its steps, from both sides."""
    tables = prepared_tables(sweep.product, AT_THE_TABLE)
    people = {}
    for email in (OFFICER, MANAGER, DIRECTOR):
        people[email] = sweep.tab()
        sign_in(people[email], sweep.product, email)
    for table in tables:
        for page in table.ours:
            for email, tab in people.items():
                who = f"{email.partition('.')[0]}, {table.step}"
                sweep.walk(tab, who=who, start=page)
        partner = sweep.tab()
        partner.goto(sweep.product.address + table.link)
        leave_by(partner.locator("main form button[type=submit]").first)
        for page in table.theirs:
            sweep.walk(partner, who=f"partner, {table.step}", start=page)
        partner.context.close()


def look_at_steps_of_stages(sweep: Sweep) -> None:
    """Look at what a director may do with partnerships at several stages."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, DIRECTOR)
    for code in STAGES:
        sweep.walk(tab, who="director", start=f"{path_of(sweep, tab, code)}stage/")
    told(sweep.product, f"tests.flows.preparing.pause({PAUSED!r})")
    stage = f"{path_of(sweep, tab, PAUSED)}stage/"
    sweep.walk(tab, who="director, paused", start=stage)


def look_at_checks_after_the_end(sweep: Sweep) -> None:
    """Look at checks after the end as both sides do; the partner answers one."""
    forget = f"tests.flows.preparing.forget_checks({ENDED_WITHOUT_CHECKS!r})"
    assert told(sweep.product, forget) == 3
    tab = sweep.tab()
    sign_in(tab, sweep.product, DIRECTOR)
    for code in (ENDED, ENDED_WITHOUT_CHECKS):
        stage = f"{path_of(sweep, tab, code)}stage/"
        sweep.walk(tab, who="director", start=stage)
    sweep.refuse(tab, f"{stage}checks/", who="director")
    path = told(sweep.product, f"tests.flows.preparing.tell_check({ENDED!r})")
    partner = sweep.tab()
    partner.goto(sweep.product.address + path)
    sweep.look(partner, who="partner after the end")
    sweep.go(partner, f"{path}not-me/", who="partner after the end")
    partner.goto(sweep.product.address + path)
    leave_by(partner.locator("main form button[type=submit]").first)
    sweep.look(partner, who="partner after the end")
    sweep.refuse(partner, partner.url, who="partner after the end")
    partner.goto(sweep.product.address + urlsplit(partner.url).path)
    for field in partner.locator("input[value='2']").all():
        field.check()
    for chosen in partner.locator("main select").all():
        chosen.select_option(index=1)
    partner.check("input[name=in_touch][value=yes]")
    leave_by(partner.locator("main form button[type=submit]").first)
    sweep.look(partner, who="partner after the end")


def look_at_flags(sweep: Sweep) -> None:
    """Warn of an organisation; look at the lifting, and at what others found of it."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, DIRECTOR)
    tab.goto(sweep.product.address + path_of(sweep, tab, AT_THE_TABLE))
    leave_by(tab.locator("main a[href^='/partners/']").first)
    organisation = urlsplit(tab.url).path
    tab.goto(f"{sweep.product.address}{organisation}flags/new/")
    for name in ("kind", "level"):
        tab.locator(f"main input[name={name}]").first.check()
    tab.fill("[name=reason]", "Receipts of one office are missing.")
    leave_by(tab.locator("main form button[type=submit]").first)
    for part in ("assessments", "officers"):
        sweep.refuse(tab, f"{organisation}{part}/new/", who="director")
    sweep.walk(tab, who="director", start=organisation)


def look_at_documents(sweep: Sweep) -> None:
    """File a document, and look at the page that takes it back."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, OFFICER)
    path = path_of(sweep, tab, AT_THE_TABLE)
    tab.goto(f"{sweep.product.address}{path}documents/new/")
    file = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"What we agreed"}
    tab.locator("input[type=file]").set_input_files([file])
    tab.locator("main select[name=category]").select_option(index=1)
    tab.check("input[name=readers][value=BOTH]")
    leave_by(tab.locator("main form button[type=submit]").first)
    sweep.walk(tab, who="officer", start=path)


def ask_for_a_correction(sweep: Sweep, page: Page, hub: str, *, who: str) -> None:
    """Walk from a review that was answered to the correction of one answer; ask it."""
    sweep.walk(page, who=who, start=urlsplit(hub).path)
    page.goto(f"{hub}corrections/")
    one = page.locator("main a[href*='/corrections/']").first.get_attribute("href")
    sweep.refuse(page, str(one), who=who)
    page.goto(sweep.product.address + str(one))
    page.check("input[name=rating][value='3']")
    page.fill("[name=reason]", "We read the question anew.")
    leave_by(page.locator("main form button[type=submit]").first)
    sweep.look(page, who=who, opens_again=False)
    leave_by(page.locator("button[name=confirm]"))


def look_at_the_decision(sweep: Sweep, hub: str) -> None:
    """Look at a correction that waits, as the neutral helper does."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, HELPER)
    sweep.go(tab, f"{hub}corrections/decide/", who="helper")
    sweep.refuse(tab, f"{hub}corrections/decide/", who="helper")


def path_of(sweep: Sweep, tab: Page, code: str) -> str:
    """The path of the page of a partnership."""
    tab.goto(f"{sweep.product.address}/partners/")
    leave_by(tab.get_by_role("link", name=code).first)
    return urlsplit(tab.url).path


def look_at_results(sweep: Sweep) -> None:
    """Look at what the forms of results say to what they do not take."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, DIRECTOR)
    tab.goto(sweep.product.address + path_of(sweep, tab, WITH_RESULTS))
    agreement = tab.locator("main a[href^='/agreements/']").first.get_attribute("href")
    sweep.go(tab, f"{agreement}results/", who="director")
    links = "main a[href$='/correct/'], main a[href$='/take-back/']"
    forms = [each.get_attribute("href") for each in tab.locator(links).all()[:2]]
    for form in (f"{agreement}results/new/", *forms):
        sweep.refuse(tab, str(form), who="director")


def look_at_mail_pages(sweep: Sweep) -> None:
    """Look at the pages about who reads mail, with and without something to show."""
    visitor = sweep.tab()
    for path in told(sweep.product, "tests.flows.preparing.tell_ways_out()"):
        sweep.go(visitor, path, who="reader")
        leave_by(visitor.locator("main form button[type=submit]"))
        sweep.look(visitor, who="reader who left")
    manager = sweep.tab()
    sign_in(manager, sweep.product, MANAGER)
    sweep.go(manager, "/people/away/", who="manager")
    leave_by(manager.locator("main .plain-rows a").first)
    away = urlsplit(manager.url).path
    sweep.look(manager, who="manager")
    sweep.refuse(manager, away, who="manager")
    sweep.refuse(manager, "/account/settings/", who="manager")
    sweep.go(manager, "/account/kept/", who="manager")
    sweep.go(manager, "/partners/unreached/", who="manager")


def look_at_set_up(sweep: Sweep) -> None:
    """Look at forms of the set-up with errors, and at what new steps would send."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, ADMINISTRATOR)
    ladder = "/setup/ladders/review/"
    days_off = "/setup/countries/MW/days/"
    for path in ("/setup/kinds/new/", "/setup/kinds/PROGRAMME/", ladder, days_off):
        sweep.refuse(tab, path, who="administrator")
    tab.goto(sweep.product.address + ladder)
    tab.locator("main input[name$=days]").first.fill("20")
    leave_by(tab.locator("main button[value=look]"))
    sweep.look(tab, who="administrator before saving", opens_again=False)

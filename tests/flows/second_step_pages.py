"""A walk over the pages about the second step of signing in."""

from playwright.sync_api import Page

from tests.flows.steps import sign_in
from tests.flows.sweep import Sweep
from tests.telephone import Telephone

# Nobody else signs in with this account while the walk lasts.
PERSON = "officer.zm@demo.example"
PLACE = "/account/second-step/"
SUBMIT = "main form button[type=submit]"
WHO = "officer with a second step"


def look_at_second_step(sweep: Sweep) -> None:
    """Set it up, sign in with it, look at all of it, and turn it off again."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, PERSON)
    sweep.go(tab, PLACE, who="officer")
    tab.goto(f"{sweep.product.address}{PLACE}app/")
    sweep.refuse(tab, tab.url, who="officer")
    _press_with(tab, "password", sweep.product.password)
    sweep.look(tab, who="officer", opens_again=False)
    phone = Telephone.that_reads(tab.content())
    _press_with(tab, "code", phone.code())
    for page in ("codes/", "codes/new/", "off/", ""):
        sweep.go(tab, f"{PLACE}{page}", who=WHO)
    _sign_in_with(sweep, phone)
    tab.goto(f"{sweep.product.address}{PLACE}off/")
    _leave_by_button(tab)


def _sign_in_with(sweep: Sweep, phone: Telephone) -> None:
    tab = sweep.tab()
    tab.goto(f"{sweep.product.address}/account/login/")
    tab.fill("input[name=login]", PERSON)
    tab.fill("input[name=password]", sweep.product.password)
    _leave_by_button(tab)
    sweep.refuse(tab, "/account/login/code/", who=WHO)
    sweep.go(tab, "/account/login/code/", who=WHO)
    _press_with(tab, "code", phone.code(later=1))
    sweep.go(tab, "/account/again/code/", who=WHO)


def _press_with(tab: Page, name: str, typed: str) -> None:
    tab.fill(f"main input[name={name}]", typed)
    _leave_by_button(tab)


def _leave_by_button(tab: Page) -> None:
    with tab.expect_navigation():
        tab.locator(SUBMIT).first.click()

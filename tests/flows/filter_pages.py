"""Walks over a country's page with filters, its lists, and views that are kept."""

from playwright.sync_api import Page

from tests.flows.later_pages import MANAGER
from tests.flows.steps import leave_by, sign_in
from tests.flows.sweep import Sweep

FILTERED = "/countries/BR/?stage=ACTIVE&period=24"
NEW_VIEW = "/countries/BR/views/new/?stage=ACTIVE&period=24"
SEARCH = "/partners/?kind=TRADE_UNION"
NEW_SEARCH = "/partners/views/new/?kind=TRADE_UNION"
# One list of each kind.
LISTS = ("all", "actions", "D2", "gaps", "overdue", "endings", "late", "others")


def look_at_filters(sweep: Sweep) -> None:
    """Look at filters that fit, that are wrong and that leave nothing; keep a view."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, MANAGER)
    for query in ("kind=UN_BODY", "stage=ACTIVE&period=7"):
        sweep.go(tab, f"/countries/BR/?{query}", who="manager with filters")
    for show in LISTS:
        sweep.go(tab, f"/countries/BR/list/?show={show}", who=f"manager, {show}")
    sweep.go(tab, "/countries/BR/list/?show=x&stage=y", who="manager, wrong list")
    sweep.refuse(tab, NEW_VIEW, who="manager")
    tab.goto(f"{sweep.product.address}{NEW_VIEW}")
    tab.fill("[name=name]", "Two years of work")
    tab.check("[name=is_on_today]")
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.look(tab, who="manager with a view")
    sweep.go(tab, "/", who="manager with a view")
    sweep.walk(tab, who="manager with a view", start=FILTERED)
    _keep_a_search(sweep, tab)


def _keep_a_search(sweep: Sweep, tab: Page) -> None:
    sweep.refuse(tab, NEW_SEARCH, who="manager")
    tab.goto(f"{sweep.product.address}{NEW_SEARCH}")
    tab.fill("[name=name]", "Our unions")
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.look(tab, who="manager with a search")
    sweep.walk(tab, who="manager with a search", start=SEARCH)

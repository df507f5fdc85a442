"""A walk over the pages that change the address with which somebody signs in."""

import re

from playwright.sync_api import Page

from tests.flows.product import wait_until
from tests.flows.steps import leave_by, sign_in
from tests.flows.sweep import Sweep

PERSON, WHO = "officer.gt@demo.example", "officer with a new address"
NEW = "officer.gt@moved.example"
PLACE = "/account/address/"


def look_at_new_address(sweep: Sweep) -> None:
    """Ask for another address, look at the link of the mail, and move.

    The link is looked at again afterwards: it works once.
    """
    tab = sweep.tab()
    sign_in(tab, sweep.product, PERSON)
    sweep.go(tab, PLACE, who="officer")
    sweep.refuse(tab, PLACE, who="officer")
    tab.goto(f"{sweep.product.address}{PLACE}")
    tab.fill("main input[name=email]", NEW)
    tab.fill("main input[name=password]", sweep.product.password)
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.look(tab, who=f"{WHO} that is not confirmed")
    link = _link(sweep)
    sweep.go(tab, link, who=WHO)
    leave_by(tab.locator("main form button[type=submit]"))
    sweep.look(tab, who=WHO)
    sweep.go(tab, link, who=f"{WHO} and the old link")
    _other(sweep.tab(), sweep)


def _link(sweep: Sweep) -> str:
    links = wait_until(
        lambda: [
            link
            for mail in sweep.product.mails_to(NEW)
            for link in re.findall(r"http\S+/account/address/\S+", mail["text"])
        ],
        what="the mail to the new address",
        seconds=60,
    )
    return str(links[-1])


def _other(tab: Page, sweep: Sweep) -> None:
    """Look at the form of an administrator with errors."""
    sign_in(tab, sweep.product, "admin@demo.example")
    tab.goto(f"{sweep.product.address}/setup/people/")
    leave_by(tab.locator("main tr", has_text=NEW).get_by_role("link").first)
    address = f"{tab.url}address/"
    sweep.go(tab, address, who="administrator")
    sweep.refuse(tab, address, who="administrator")

"""A walk over the pages that take a list of partners in."""

from playwright.sync_api import Page

from tests.flows.steps import leave_by, sign_in
from tests.flows.sweep import Sweep

OFFICER, WHO = "officer.tz@demo.example", "officer with a list"
PLACE = "/imports/"
ROWS = """\
Country;Partner;Kind;Partnership;Since;Contact person;E-mail;Head
Tanzania;Tabora Radio Listeners;Local NGO;Radio in Tabora;2025-03-01;Asha Said;asha@radio.example;yes
Tanzania;Urambo Teachers;Local NGO;Schools in Urambo;the other day;Juma Ali;;yes
Tanzania;Tabora Radio Listener;Local NGO;Radio again;2025-03-01;Neema John;neema@radio.example;yes
"""


def look_at_lists(sweep: Sweep) -> None:
    """Send a list with a new, a wrong and a doubtful row; import it; take it back."""
    tab = sweep.tab()
    sign_in(tab, sweep.product, OFFICER)
    sweep.go(tab, PLACE, who="officer")
    sweep.refuse(tab, PLACE, who="officer")
    tab.goto(f"{sweep.product.address}{PLACE}")
    send_list(tab, ROWS)
    sweep.look(tab, who=WHO)
    for step in ("write", "undo"):
        form = tab.locator("main form", has=tab.locator(f"input[value={step}]"))
        leave_by(form.locator("button[type=submit]"))
        sweep.look(tab, who=f"{WHO}, {step}")
    sweep.go(tab, PLACE, who=WHO)


def send_list(tab: Page, rows: str) -> None:
    """Send a list from the page that takes one; it is checked at once."""
    file = {"name": "ours.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    tab.locator("main input[type=file]").set_input_files([file])
    leave_by(tab.locator("main form button[type=submit]").first)

"""An officer brings a spreadsheet of partners in, and takes it back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.list_pages import send_list
from tests.flows.product import Product
from tests.flows.steps import leave_by, phone, sign_in

pytestmark = pytest.mark.flow

OFFICER = "officer.zm@demo.example"
NEW, WRONG = "Chipata Women Growers", "Katete Teachers"
ROWS = f"""\
Country;Partner;Kind;Partnership;Since;Contact person;E-mail;Head
Zambia;{NEW};Local NGO;Reading rooms in Chipata;2025-03-01;Ruth Phiri;ruth@growers.example;yes
Zambia;{WRONG};Local NGO;Reading rooms in Katete;the other day;Ben Zulu;ben@teachers.example;yes
"""


def test_a_list_is_checked_imported_and_taken_back(
    product: Product, browser: Browser
) -> None:
    officer = phone(browser)
    sign_in(officer, product, OFFICER)
    officer.goto(f"{product.address}/partners/")
    leave_by(officer.get_by_role("link", name="Import a list"))
    send_list(officer, ROWS)

    # Nothing is written yet, and the wrong row says what is wrong.
    expect(officer.locator("main")).to_contain_text("Rows that cannot be imported")
    the_list = officer.url
    officer.goto(f"{product.address}/partners/?q=Chipata")
    expect(officer.get_by_role("link", name=NEW)).to_have_count(0)

    officer.goto(the_list)
    leave_by(officer.get_by_role("button", name="Import 1 row"))
    officer.goto(f"{product.address}/partners/?q=Chipata")
    expect(officer.get_by_role("link", name="Reading rooms in Chipata")).to_be_visible()

    officer.goto(the_list)
    leave_by(officer.get_by_role("button", name="Take the list back"))
    expect(officer.locator("main")).to_contain_text("Your list is taken back")

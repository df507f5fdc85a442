"""J4: a partner is onboarded in 12 presses: organisation, person, agreement, rhythm.

On a phone and a desktop, with and without scripts. Choosing in a list and choosing a
file count as a press each; typing and signing in do not.
"""

from itertools import product as every
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.files import PDF
from tests.flows.product import Product
from tests.flows.steps import DESKTOP, PATIENCE, PHONE, Hand, sign_in

pytestmark = pytest.mark.flow

# Names that do not look alike; in a country in which no other story works.
NAMES = (
    "Osh Valley Tenants' Union",
    "Federation of Rural Teachers",
    "Issyk Herders' League",
    "Batken Mothers' Circle",
)
WAYS = [*every((PHONE, DESKTOP), (True, False))]
LABELS = [
    f"{'phone' if size == PHONE else 'desktop'}-{'with' if scripts else 'without'}-scripts"
    for size, scripts in WAYS
]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "signed.pdf"
    file.write_bytes(PDF)
    return file


def name_the_organisation(hand: Hand, name: str) -> None:
    hand.type(name=name, registration_number=name[:6], about="Speaks for tenants")
    hand.pick("[name=kind]", "TRADE_UNION")
    hand.press("Save and continue")


def name_the_person(hand: Hand) -> None:
    expect(hand.page.locator("h1")).to_contain_text("A person there")
    hand.type(name="Aida Osmonova", email="aida@partner.example")
    hand.press("Save and continue")


def register_the_agreement(hand: Hand, scan: Path) -> None:
    expect(hand.page.locator("h1")).to_contain_text("The agreement")
    hand.type(
        effective_from="1 2 2026", effective_to="31 1 2029", amount="90,000", rate="87"
    )
    hand.take("[name=file]", scan)
    for side, kind, text, due in (
        ("foundation", "PAY", "Pay the first half", "1 3 2026"),
        ("partner", "REPORT", "Report after half a year", "1 8 2026"),
    ):
        hand.type(**{f"{side}-text": text, f"{side}-due_on": due})
        hand.pick(f"[name={side}-kind]", kind)
    hand.press("Save and continue")


@pytest.mark.parametrize(("way", "name"), [*zip(WAYS, NAMES, strict=True)], ids=LABELS)
def test_a_partner_is_onboarded_in_12_presses(
    product: Product,
    browser: Browser,
    scan: Path,
    way: tuple[dict[str, int], bool],
    name: str,
) -> None:
    size, scripts = way
    context = browser.new_context(
        viewport=size, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    hand = Hand(context.new_page())
    sign_in(hand.page, product, "officer.kg@demo.example")
    if size == PHONE:
        hand.open_menu()
    hand.follow_seen("Partners")
    hand.follow("Add a partner")
    name_the_organisation(hand, name)
    name_the_person(hand)
    register_the_agreement(hand, scan)
    expect(hand.page.locator("h1")).to_contain_text("How often you take stock")
    hand.press("Save and continue")
    expect(hand.page.locator("main")).to_contain_text("signed.pdf")
    hand.press("Create the partnership")

    expect(hand.page.locator("h1")).to_contain_text(name)
    expect(hand.page.locator("main")).to_contain_text("Aida Osmonova")
    expect(hand.page.locator("main")).to_contain_text("Pay the first half")
    assert hand.presses <= 12
    context.close()

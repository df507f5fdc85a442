"""A review is answered with few presses, on a phone and a desktop, with and without scripts.

J1: an officer, one question at a time. J1b: an officer, all on one page. J5: a person
of the partner, by the link in the mail. Typing is not counted, signing in neither.
Each journey runs in all four ways, each time with a review of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product as every

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.flows.preparing import prepared_reviews
from tests.flows.product import Product
from tests.flows.steps import DESKTOP, PATIENCE, PHONE, Hand, sign_in

pytestmark = pytest.mark.flow

WAYS = [*every((PHONE, DESKTOP), (True, False))]
NAMES = [
    f"{'phone' if size == PHONE else 'desktop'}-{'with' if scripts else 'without'}-scripts"
    for size, scripts in WAYS
]
# Partnerships of countries in which no other story works.
BY_QUESTION = ("TZ-01", "TZ-02", "BD-01", "BD-02")
ON_ONE_PAGE = ("ID-01", "ID-02", "ZM-01", "ZW-01")


class Desk:
    """Knows the reviews that are ready, and lets officers sign in once each."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product, self.browser = product, browser
        self.reviews = prepared_reviews(product, (*BY_QUESTION, *ON_ONE_PAGE))
        self._signed_in: dict[str, StorageState] = {}

    @contextmanager
    def hand(
        self, size: dict[str, int], *, scripts: bool, officer_of: str = ""
    ) -> Iterator[Hand]:
        """Give somebody a browser; an officer of a country is signed in."""
        context = self.browser.new_context(
            viewport=size,
            java_script_enabled=scripts,
            locale="en-GB",
            storage_state=self._state(officer_of) if officer_of else None,
        )
        context.set_default_timeout(PATIENCE)
        yield Hand(context.new_page())
        context.close()

    def hub_of(self, code: str) -> str:
        """The address in the officer's mail."""
        return f"{self.product.address}/reviews/{self.reviews[code]}/"

    def _state(self, code: str) -> StorageState:
        country = code.partition("-")[0].lower()
        if country not in self._signed_in:
            page = self.browser.new_page()
            sign_in(page, self.product, f"officer.{country}@demo.example")
            self._signed_in[country] = page.context.storage_state()
            page.close()
        return self._signed_in[country]


@pytest.fixture(scope="module")
def desk(product: Product, browser: Browser) -> Desk:
    return Desk(product, browser)


def answer_one_by_one(one: Hand) -> None:
    for number in range(1, 11):
        expect(one.page.get_by_text(f"Question {number} of 10")).to_be_visible()
        one.choose("input[name=rating][value='4']")
        one.press("Save and continue")
    one.choose("input[name=safety][value=NO]")
    one.press("Save and check")
    one.press("Send review")
    expect(one.page.locator("h1")).to_have_text("Your answers are in")


# The officers come first: while they answer, the mails of the partners arrive.
@pytest.mark.parametrize(
    ("way", "code"), [*zip(WAYS, ON_ONE_PAGE, strict=True)], ids=NAMES
)
def test_an_officer_answers_on_one_page_in_16_presses(
    desk: Desk, way: tuple[dict[str, int], bool], code: str
) -> None:
    size, scripts = way
    with desk.hand(size, scripts=scripts, officer_of=code) as officer:
        officer.open_mail(desk.hub_of(code))
        officer.follow("Answer all on one page")
        for number in range(1, 11):
            officer.choose(f"input[name=D{number}-rating][value='4']")
        officer.choose("input[name=closing-safety][value=NO]")
        officer.press("Save and check")
        officer.press("Send review")
        expect(officer.page.locator("h1")).to_have_text("Your answers are in")
        assert officer.presses <= 16


@pytest.mark.parametrize(
    ("way", "code"), [*zip(WAYS, BY_QUESTION, strict=True)], ids=NAMES
)
def test_both_sides_answer_question_by_question_in_28_presses(
    desk: Desk, way: tuple[dict[str, int], bool], code: str
) -> None:
    size, scripts = way
    with desk.hand(size, scripts=scripts, officer_of=code) as officer:
        officer.open_mail(desk.hub_of(code))
        officer.follow("Start")
        answer_one_by_one(officer)
        assert officer.presses <= 28

    link = desk.product.link_in_mail_to(f"{code.lower()}@partner.example")
    with desk.hand(size, scripts=scripts) as partner:
        partner.open_mail(link)
        partner.press("Start")
        partner.follow("Start")
        answer_one_by_one(partner)
        assert partner.presses <= 28
        assert link.rsplit("/", 2)[1] not in partner.page.url
        partner.page.get_by_role("link", name="See what both sides said").click()
        expect(partner.page.locator("h1")).to_contain_text("What both sides said")

"""One partnership from the first meeting to the last look, through every gate.

Each gate is seen closed, with what it misses in words; each line is mended from its
link; then it opens. The partner does its part through links from its mails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.flows.preparing import told
from tests.flows.product import Product
from tests.flows.stages import (
    expect_much,
    fill_in,
    follow,
    mend,
    missing,
    note,
    press,
    read_the_text,
    say_how_it_stands,
    say_what_lasts,
    says,
    stands_at,
)
from tests.flows.steps import DESKTOP, PATIENCE, leave_by, sign_in

pytestmark = pytest.mark.flow

CODE, NAME = "ZW-02", "Open Furrow Foundation"
CONTACT = "zw-02@partner.example"
HERE = "tests.flows.lives"
DAY = timezone.now().astimezone(ZoneInfo("Africa/Harare")).date()
TODAY, LATER = DAY.isoformat(), (DAY + timedelta(days=700)).isoformat()

SHAPE = "Start to agree how we will work"
HAND_OVER = "Start handing over"
CLOSE = "Close the agreement"
CONCLUDE = "Say that it ended well"
# What gate G2 asks for beside the text.
PLANNED = ("What must last", "Growing stronger", "Expectations", "Safe and honest")
SAID = [
    (side, what)
    for side in ("Foundation", "Partner")
    for what in ("brings", "hopes for")
]


@dataclass
class Life:
    """Who takes part, each with a page of an own browser.

    Attributes:
        product: under test.
        manager: the country manager, who does the daily work here.
        director: who passes warnings, signs and closes.
        partner: the person of the partner; comes by links alone.
        address: of the page of the partnership, once somebody found it.
    """

    product: Product
    manager: Page
    director: Page
    partner: Page
    address: str = ""

    def partnership_page(self, page: Page) -> None:
        """Open the page of the partnership; the first time from the list."""
        if not self.address:
            page.goto(f"{self.product.address}/partners/?q={CODE}")
            follow(page, CODE)
            page.wait_for_url("**/partnerships/*/")
            self.address = page.url
        else:
            page.goto(self.address)

    def stage_page(self, page: Page) -> None:
        """Open the page of the stage; the first time as people do."""
        if self.address:
            page.goto(f"{self.address}stage/")
        else:
            self.partnership_page(page)
            page.get_by_role("link", name="Stage", exact=True).click()

    def signing_page(self, page: Page) -> None:
        """Go from the partnership to the page on which the text is signed."""
        self.partnership_page(page)
        follow(page, "Open the table")
        read_the_text(page)

    def enter(self, subject: str) -> None:
        """Open the link in the newest mail of that subject; press its one button."""
        link = self.product.link_in_mail_to(CONTACT, subject=subject)
        self.partner.goto(link)
        leave_by(self.partner.locator("main form button[type=submit]").first)
        expect(self.partner.locator("main h1")).to_be_visible()

    def tell(self, what: str) -> None:
        """Let happen what no person can click."""
        told(self.product, f"{HERE}.{what}({CODE!r})")


@contextmanager
def _people(product: Product, browser: Browser) -> Iterator[Life]:
    pages = []
    for email in ("manager.zw@demo.example", "director@demo.example", ""):
        context = browser.new_context(
            viewport=DESKTOP, java_script_enabled=False, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        pages.append(context.new_page())
        if email:
            sign_in(pages[-1], product, email)
    yield Life(product, *pages)
    for page in pages:
        page.context.close()


def _explore(life: Life) -> None:
    """Gate G1: what both bring and hope for, and what could get in the way."""
    page = life.manager
    life.stage_page(page)
    stands_at(page, "Getting to know each other")
    interests = "write which conflicts of interest there are, or “none”."
    assert missing(page, "SHAPING")[:6] == [
        *(f"{side}: write what this side {what}." for side, what in SAID),
        f"Foundation: {interests}",
        f"Partner: {interests}",
    ]
    follow(page, SHAPE)
    press(page, SHAPE)
    says(page, "There is a problem")
    follow(page, "Back to the stage")
    for side, what in SAID:
        note(page, f"{side}: write what this side {what}.")
    note(page, "Nobody was asked about the partner yet.")
    follow(page, f"Foundation: {interests}")
    fill_in(page, "Save the statement", "who=0", "answer=none")
    follow(page, "Back to the partnership")
    press(page, "Mail the link to our page")
    life.enter("Your page of our partnership")
    follow(life.partner, "All checks of each other")
    follow(life.partner, "State conflicts of interest")
    fill_in(life.partner, "Save the statement", "answer=none")
    says(life.partner, "It is saved.")
    _pass_the_warnings(life)


def _pass_the_warnings(life: Life) -> None:
    """Only warnings are left: the manager is sent to a director, who passes them."""
    page = life.director
    life.stage_page(life.manager)
    follow(life.manager, SHAPE)
    press(life.manager, SHAPE)
    says(life.manager, "A director can set this warning aside.")
    life.stage_page(page)
    assert missing(page, "SHAPING") == [
        f"{NAME}: the registration number is not known.",
        f"{NAME}: the safeguarding check has not begun.",
    ]
    follow(page, SHAPE)
    fill_in(page, SHAPE, pass_reason="Both are on their way")
    stands_at(page, "Agreeing how we will work")


def _shape(life: Life) -> None:
    """Begin an agreement at the table; it is accepted once both have talked."""
    page, partner = life.manager, life.partner
    life.stage_page(page)
    follow(page, "Go to the agreements")
    follow(page, "Begin a new agreement")
    fill_in(page, "Begin the agreement", "kind=PROGRAMME", title="Clubs of the valley")
    press(page, "Write a proposal")
    says(page, "The clause is missing: Take stock.")
    life.tell("write_the_text")
    page.reload()
    follow(page, "Read it and send it")
    press(page, "Send the proposal")
    says(page, "Your proposal is on the table.")
    life.enter("Time to talk: a new agreement")
    follow(partner, "Proposal 1")
    press(partner, "Accept the whole text")
    says(partner, "Talk first")
    follow(partner, "Back to the table")
    follow(partner, "Write down the talk")
    fill_in(
        partner,
        "Save the talk",
        held_on=TODAY,
        people="Both leads",
        language="English",
        agreed_note="We begin with clubs.",
    )
    follow(partner, "Proposal 1")
    press(partner, "Accept the whole text")
    says(partner, "The text is accepted.")


def _meet_gate_g2(life: Life) -> None:
    """Nobody can sign, and both sides read why."""
    life.signing_page(life.director)
    fill_in(life.director, "Sign this text", name="Dan Rochat", role="Director")
    says(life.director, "There is a problem")
    life.enter("Time to sign")
    read_the_text(life.partner)
    for page in (life.director, life.partner):
        for line in PLANNED:
            expect(page.locator(".gate-list")).to_contain_text(line)
    press(life.partner, "Mail me the link")
    says(life.partner, "A mail with the link is on its way to you.")


def _plan_together(life: Life) -> None:
    """What gate G2 misses is mended from its lines; each side writes its part."""
    page, partner = life.manager, life.partner
    life.signing_page(page)
    gate = page.url
    mend(page, "What must last")
    follow(page, "Start the plan")
    fill_in(page, "Save the plan", "mode=PHASE_OVER", vision="Every child is at school")
    follow(page, "Add something that should go on")
    clubs = {"name": "The clubs", "owner_name": "The district office"}
    fill_in(page, "Save", "importance=2", "fate=CONTINUE", **clubs)
    say_how_it_stands(page, 2)
    page.goto(gate)
    mend(page, "Growing stronger")
    follow(page, "Managing money")
    aim = {"why": "We pay late", "baseline_on": TODAY, "target_on": LATER}
    levels = ("who=0", "baseline_level=2", "target_level=4")
    fill_in(page, "Save the goal", *levels, **aim)
    page.goto(gate)
    mend(page, "Safe and honest")
    follow(page, "Note a check")
    found = ("kind=safeguarding", "direction=PARTNER", "outcome=GOOD")
    fill_in(page, "Save the check", *found, checked_on=TODAY)
    page.goto(gate)
    mend(page, "Expectations")
    expect_much(page)
    life.enter("Your page of our partnership")
    follow(partner, "Open the expectations")
    expect_much(partner)
    press(partner, "Confirm for our side")
    page.reload()
    press(page, "Confirm for our side")
    page.goto(gate)
    says(page, "Nothing. All that an agreement needs is there.")


def _begin_to_work(life: Life) -> None:
    """Both sign, and the product itself begins the work."""
    life.signing_page(life.director)
    fill_in(life.director, "Sign this text", name="Dan Rochat", role="Director")
    says(life.director, "The signature is stored.")
    life.enter("Time to sign")
    read_the_text(life.partner)
    fill_in(life.partner, "Sign this text", name="Owen Prior", role="Head")
    says(life.partner, "is valid from")


def _hand_over(life: Life) -> None:
    """Gate G3: both confirm the plan, and everybody was told."""
    page = life.manager
    life.stage_page(page)
    stands_at(page, "Working together")
    plans = [
        f"{side}: confirm the handover plan." for side in ("Foundation", "Partner")
    ]
    people = [
        f"Tell the {whom}, and note it."
        for whom in ("staff", "community", "local government")
    ]
    late = "Fewer than 12 months are left until the last agreement ends."
    assert missing(page, "TRANSITION") == [*plans, *people, late]
    for line in plans:
        note(page, line)
    for line in people:
        note(page, line)
    page = life.director
    life.stage_page(page)
    assert missing(page, "TRANSITION") == [late]
    follow(page, HAND_OVER)
    fill_in(page, HAND_OVER, pass_reason="Both wanted a short agreement")
    stands_at(page, "Handing over")


def _close(life: Life) -> None:
    """Gate G4: both looked at it, the work is ready, and somebody owns it."""
    whom = "Name a person of the partner whom we ask after the end."
    page = life.director
    life.stage_page(page)
    assert missing(page, "SUSTAINING") == [
        "The foundation has not answered the closing review.",
        "Managing money: measure where this goal stands now.",
        "The clubs: has the local owner said yes or no? Or note that the owner said no",
        "Note where the last payments stand.",
        "Note where the last report stands.",
        whom,
        "The work is not ready to be handed over: below 60 of 100.",
        "The partner has not answered the closing review.",
    ]
    life.tell("answer_the_closing_review")
    _mend_gate_g4(life)
    life.stage_page(page)
    assert missing(page, "SUSTAINING") == [whom]
    follow(page, CLOSE)
    page.select_option("main [name=contact]", label="Owen Prior")
    press(page, CLOSE)
    stands_at(page, "After the agreement")


def _mend_gate_g4(life: Life) -> None:
    page = life.manager
    life.stage_page(page)
    note(page, "Note where the last payments stand.")
    note(page, "Note where the last report stands.")
    follow(page, "Managing money: measure where this goal stands now.")
    follow(page, "Say where it stands today")
    fill_in(page, "Save the level", "level=3", evidence="We paid twice in time")
    life.stage_page(page)
    follow(page, "The clubs: has the local owner said yes or no?")
    follow(page, "Change it or its owner")
    fill_in(page, "Save", owner_accepted_on=TODAY)
    follow(page, "Say how it stands now")
    say_how_it_stands(page, 4)


def _look_back(life: Life) -> None:
    """Gate G5: three checks, one by a link, one by phone, one left out; lessons."""
    page, partner = life.manager, life.partner
    life.tell("let_time_pass")
    life.stage_page(page)
    checks = [
        f"The check {month} months after the end is still open."
        for month in (6, 12, 24)
    ]
    lessons = [
        f"{who}: write what this side learned." for who in ("Foundation", "Partner")
    ]
    silent = " Or note three tries without a reply"
    assert missing(page, "CONCLUDED") == [*checks, lessons[0], lessons[1] + silent]
    follow(page, checks[0])
    press(page, "Mail the link to answer")
    says(page, "A mail with the link is on its way")
    life.enter("Your link: what lasts")
    say_what_lasts(partner, "Send the answers", differently="Ask us a year earlier")
    expect(partner.locator("h1")).to_contain_text("Your answers are in")
    life.stage_page(page)
    follow(page, checks[1])
    follow(page, "Enter the answers")
    page.get_by_label("Owen Prior").check()
    say_what_lasts(page, "Save the answers")
    says(page, "The check is answered.")
    life.stage_page(page)
    follow(page, checks[2])
    follow(page, "Leave this check out")
    fill_in(page, "Leave the check out", waived_reason="Nobody is there any more")
    says(page, "The check is left out.")
    follow(page, "Back to the stage")
    note(page, lessons[0])
    assert missing(page, "CONCLUDED") == []
    follow(page, CONCLUDE)
    press(page, CONCLUDE)
    stands_at(page, "Ended well")


def test_a_partnership_lives_from_the_first_meeting_to_the_last_look(
    product: Product, browser: Browser
) -> None:
    with _people(product, browser) as life:
        _explore(life)
        _shape(life)
        _meet_gate_g2(life)
        _plan_together(life)
        _begin_to_work(life)
        _hand_over(life)
        _close(life)
        _look_back(life)

"""What people press in the life of a partnership, on the pages of its stages."""

from playwright.sync_api import Page, expect

from tests.flows.steps import leave_by

PILLARS = ("resources", "capacity", "motivation", "linkages")


def follow(page: Page, name: str) -> None:
    """Follow the first link of that name."""
    page.get_by_role("link", name=name).first.click()


def press(page: Page, name: str) -> None:
    """Press the first button of that name."""
    leave_by(page.get_by_role("button", name=name).first)


def fill_in(page: Page, button: str, *chosen: str, **typed: str) -> None:
    """Choose, type, and press the button of a form."""
    for one in chosen:
        name, _, value = one.partition("=")
        page.check(f"main [name='{name}'][value='{value}']")
    for name, text in typed.items():
        page.fill(f"main [name='{name}']", text)
    press(page, button)


def says(page: Page, words: str) -> None:
    """Wait until the page says some words."""
    expect(page.locator("main")).to_contain_text(words)


def stands_at(page: Page, stage: str) -> None:
    """Wait until the stage page names the stage."""
    expect(page.locator("h1")).to_contain_text(f"Stage: {stage}")


def missing(page: Page, stage: str) -> list[str]:
    """What the gate before a stage misses, in the words of the stage page."""
    expect(page.locator("h1")).to_contain_text("Stage: ")
    found = page.locator(f"section[aria-labelledby=step-{stage}] li")
    return [text.strip() for text in found.all_inner_texts()]


def note(page: Page, line: str) -> None:
    """Mend a line of a gate by the note to which it leads."""
    follow(page, line)
    fill_in(page, "Save", text="As we said when we met")
    says(page, "It is noted.")


def read_the_text(page: Page) -> None:
    """Go from the table to the page on which the text is signed."""
    follow(page, "Proposal 1")
    follow(page, "Read the text and sign")


def mend(page: Page, line: str) -> None:
    """Follow the link of a line of gate G2."""
    page.locator(".gate-list > li", has_text=line).get_by_role("link").click()


def expect_much(page: Page) -> None:
    """Write what the own side expects; its words come first on the page."""
    page.locator("main a[href*='/expectations/']").first.click()
    fill_in(
        page,
        "Save what we expect",
        YEAR_1="Ten clubs",
        YEAR_3="Thirty clubs",
        END="The school leads them",
        doubt="Who pays the teachers",
    )


def say_how_it_stands(page: Page, level: int) -> None:
    """Give all four pillars of a function one level."""
    fill_in(page, "Save how it stands", *(f"{each}={level}" for each in PILLARS))


def say_what_lasts(page: Page, button: str, *chosen: str, **typed: str) -> None:
    """Answer a check after the end: all goes on."""
    page.check("main [name^=lasts_][value='3']")
    page.select_option("main [name^=how_]", "OWNER")
    fill_in(page, button, "in_touch=yes", *chosen, **typed)

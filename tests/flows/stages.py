"""What people press in the life of a partnership, on the pages of its stages."""

from playwright.sync_api import Page, expect


def follow(page: Page, name: str) -> None:
    """Follow the first link of that name."""
    page.get_by_role("link", name=name).first.click()


def press(page: Page, name: str) -> None:
    """Press the first button of that name."""
    page.get_by_role("button", name=name).first.click()


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


def note(page: Page, line: str, *chosen: str) -> None:
    """Mend a line of a gate by the note to which it leads."""
    follow(page, line)
    fill_in(page, "Save", *chosen, text="As we said when we met")
    says(page, "It is noted.")


def read_the_text(page: Page) -> None:
    """Go from the table to the page on which the text is signed."""
    follow(page, "Proposal 1")
    follow(page, "Read the text and sign")

"""Do README and docs speak of what is there, and of all that whoever runs it needs?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from eclt_partners.schedule import BEAT_SCHEDULE, MAIL, REST, Daily, Every
from tests.architecture.source import PACKAGES, ROOT, modules

DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
DEPLOY = (ROOT / "docs/deploy.md").read_text("utf-8")
ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
IN_CODE = re.compile(r"`([^`]+)`")
# A file, perhaps with names in it: `signing.py: sign_proposal`.
FILE = re.compile(
    r"([\w./-]+\.(?:py|html|css|js|cjs|svg|json|md|txt))(?:: ([\w., ]+))?"
)
FOLDER = re.compile(r"[\w.-]+(?:/[\w.-]+)*/")
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
ADR_NUMBER = re.compile(r"(?:ADR|decisions?|docs/adr/)\s?(\d{4})")
VARIABLE = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
# Not for whoever deploys: who speaks is said by the command line, the rest is for tests.
NOT_SET_BY_HAND = {"ECLT_CONNECT_AS", "ECLT_DEMO", "ECLT_FAILPOINT", "DEBUG"}
# A route of the product, and folders that are made.
NO_FILES = {"/sw.js", "var/", "staticfiles/"}
PACES = {
    10: "every 10 seconds",
    30: "every 30 seconds",
    60: "every minute",
    300: "every 5 minutes",
    900: "every 15 minutes",
    3600: "every hour",
    21600: "every 6 hours",
}


def _files() -> Iterator[str]:
    """Every file and folder that a page may name, from the root."""
    tops = (*PACKAGES, "templates", "static", "tests", "docs", "benchmarks")
    for top in tops:
        yield top
        for path in (ROOT / top).rglob("*"):
            if "__pycache__" not in path.parts:
                yield str(path.relative_to(ROOT))
    yield from (path.name for path in ROOT.glob("*.*"))


THERE = sorted(_files())


def _places(named: str) -> list[Path]:
    """The files that a page can mean: pages leave out the folders before it."""
    name = named.rstrip("/")
    return [ROOT / path for path in THERE if path == name or path.endswith(f"/{name}")]


def _texts(path: Path) -> str:
    if path.is_dir():
        return "\n".join(each.read_text("utf-8") for each in path.rglob("*.py"))
    return path.read_text("utf-8")


def _spans(page: Path) -> Iterator[str]:
    for span in IN_CODE.findall(page.read_text("utf-8")):
        yield re.sub(r"\s+", " ", span).strip()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there_with_the_names_in_it(page: Path) -> None:
    missing = []
    for span in _spans(page):
        found = FILE.fullmatch(span)
        if not found or span in NO_FILES:
            continue
        places = _places(found[1])
        texts = [_texts(place) for place in places]
        names = re.findall(r"\w+", found[2] or "")
        if not places or not all(
            any(re.search(rf"\b{name}\b", text) for text in texts) for name in names
        ):
            missing.append(span)
    assert missing == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_folder_and_page_that_a_page_leads_to_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    folders = [s for s in _spans(page) if FOLDER.fullmatch(s) and s not in NO_FILES]
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [folder for folder in folders if not _places(folder)] == []
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_that_code_or_a_page_names_is_there() -> None:
    known = {page.name[:4] for page in ADRS}
    unknown = {
        (str(path.relative_to(ROOT)), number)
        for path in (*DOCS, *modules())
        for number in ADR_NUMBER.findall(path.read_text("utf-8"))
        if number not in known
    }
    assert unknown == set()


def test_the_list_of_decisions_has_each_with_its_title() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text("utf-8")
    missing = []
    for page in ADRS:
        title = page.read_text("utf-8").splitlines()[0].removeprefix("# ")
        number, words = title.split(" ", 1)
        if f"| [{number}]({page.name}) | {words} |" not in listed:
            missing.append(title)
    assert missing == []


def test_the_table_of_variables_has_those_that_settings_read() -> None:
    table = DEPLOY.partition("## Variables")[2].partition("\n## ")[0]
    told = set(
        re.findall(r"`([A-Z_]+)`", "".join(re.findall(r"^\|[^|]+", table, re.M)))
    )
    read = set(
        VARIABLE.findall((ROOT / "eclt_partners/settings.py").read_text("utf-8"))
    )
    read |= {"DATABASE_URL", "DATABASE_OWNER_URL"}
    assert told == read - NOT_SET_BY_HAND


@pytest.mark.parametrize("each", [*MAIL, *REST], ids=lambda each: each.name)
def test_the_table_of_the_clock_has_a_row_for_every_pace(each: Every | Daily) -> None:
    pace = (
        f"daily, {each.hour:02}:{each.minute:02} UTC"
        if isinstance(each, Daily)
        else PACES[each.seconds]
    )
    assert each.name in BEAT_SCHEDULE
    assert f"| {pace} |" in DEPLOY


def test_every_command_of_ours_is_told_of() -> None:
    told = "\n".join(page.read_text("utf-8") for page in DOCS)
    commands = {p.stem for p in modules() if p.parent.name == "commands"} - {"__init__"}
    assert {name for name in commands if f"manage.py {name}" not in told} == set()


def test_the_map_in_the_readme_has_every_part() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    parts = [p.parent.name for p in (ROOT / "eclt_partners").glob("*/__init__.py")]
    assert [part for part in parts if f"`{part}/`" not in readme] == []
    pages = [page.name for page in (ROOT / "docs").glob("*.md")]
    assert [page for page in pages if f"docs/{page}" not in readme] == []

"""How do tests read the parts of a mail?"""

from dataclasses import dataclass, field
from email.message import EmailMessage
from html.parser import HTMLParser

NOT_IN_MAIL = {"script", "form", "iframe", "svg", "video", "img", "link"}


@dataclass
class Anchor:
    address: str
    classes: list[str]


@dataclass
class Page:
    source: str
    lang: str = ""
    title: str = ""
    words: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    bad_tags: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[Anchor]:
        return [anchor for anchor in self.anchors if "button" in anchor.classes]


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.open_tag = page, ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        values = dict(attrs)
        self.open_tag = tag
        if tag == "html":
            self.page.lang = values.get("lang", "")
        if tag == "a":
            classes = (values.get("class") or "").split()
            self.page.anchors.append(Anchor(values["href"], classes))
        layout = values.get("role") == "presentation"
        if tag in NOT_IN_MAIL or (tag == "table" and "width" in values and not layout):
            self.page.bad_tags.append(tag)

    def handle_data(self, data: str) -> None:
        data = with_plain_blanks(data)
        if self.open_tag == "title" and data.strip():
            self.page.title = data
        self.page.words = f"{self.page.words} {data.strip()}"


def with_plain_blanks(text: str) -> str:
    """Return a text with blanks at which a line may end, as people type them."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> Page:
    page = Page(mail.get_body(("html",)).get_content())
    _Reader(page).feed(page.source)
    return page


def calendar_of(mail: EmailMessage) -> EmailMessage | None:
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return parts[0] if parts else None

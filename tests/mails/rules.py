"""What must hold for every mail? Each rule returns what is wrong, in words."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

from django.utils import translation

from eclt_partners.common.words import with_colon
from eclt_partners.notifications.letters import LIBRARY, WITNESS
from tests.mails.sample import Sample
from tests.reviews.emails.reading import Page, html_of, text_of, with_plain_blanks

ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
DAY = re.compile(r"\b\d{1,2}\s[^\W\d_]{3,10}\s20\d\d\b")
KILOBYTES_100 = 100_000
COUNTRY = "Malawi"
ASK = "Questions? Write to %(name)s: %(address)s"
# Written by people into answers, wishes, reasons and reports; never mailed.
CANARIES = (
    "The supervisor hit a boy at the barn",
    "The storm took the roofs",
    "There is no money",
    "A donor",
    "Too early",
    "Secret",
    "54,000",
    "54000",
    "1734000",
)
# Nobody reads on in another language, or is the wrong person, in these.
HAS_NO_FOOT = (LIBRARY, WITNESS)
NEEDED_IN_EVERY = ("Message-ID", "Date", "From", "To", "Auto-Submitted")


def wrongs(mail: EmailMessage, sample: Sample, language: str) -> list[str]:
    """Return what is wrong with a mail in a language."""
    page, text = html_of(mail), text_of(mail)
    with translation.override(language):
        return [
            *_in_its_head(mail, page, language),
            *_in_its_way_out(mail, sample, text),
            *_in_its_parts(page, text),
            *_in_its_words(sample, page, text),
        ]


def _in_its_head(mail: EmailMessage, page: Page, language: str) -> Iterator[str]:
    yield from (f"no {name}" for name in NEEDED_IN_EVERY if name not in mail)
    if mail["Auto-Submitted"] != "auto-generated":
        yield "out-of-office replies would answer it"
    subject = str(mail["Subject"])
    if not 10 <= len(subject) <= 70:
        yield f"{len(subject)} characters of subject: {subject}"
    if " ".join(page.title.split()) != subject:
        yield "title and subject differ"
    if page.lang != language:
        yield f"language {page.lang}"
    types = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    if types[:2] != ["text/plain", "text/html"]:
        yield f"parts {types}"


def _in_its_way_out(mail: EmailMessage, sample: Sample, text: str) -> Iterator[str]:
    """Only what is not owed may be left, with one click (RFC 8058)."""
    address = str(mail["List-Unsubscribe"] or "").strip("<>")
    if bool(address) != sample.may_be_left:
        yield f"List-Unsubscribe is {address or 'missing'}"
    if address and mail["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield "it cannot be left with one click"
    words = with_colon(translation.gettext("Fewer mails of this kind"))
    line = f"{words} {address}" if address else words
    if (line in text) != sample.may_be_left:
        yield "its words and its head differ on whether it may be left"
    asked, _, _ = translation.gettext(ASK).partition("%(name)s")
    if any(line.startswith(asked) and mail["To"] in line for line in text.splitlines()):
        yield "its reader is told to ask the reader"


def _in_its_parts(page: Page, text: str) -> Iterator[str]:
    if len(page.source.encode()) > KILOBYTES_100:
        yield "too large"
    if page.bad_tags:
        yield f"tags {page.bad_tags}"
    if len(page.buttons) != 1:
        yield f"{len(page.buttons)} buttons"
    ours, theirs = set(ADDRESS.findall(text)), {each.address for each in page.anchors}
    if ours != theirs:
        yield f"links differ: {ours ^ theirs}"
    if "[[" in text + page.source or "None" in text:
        yield "a placeholder is left"
    yield from _only_in_text(page, with_plain_blanks(text))
    cut = [day for day in DAY.findall(page.source) if " " in day]
    yield from (f"a line may end within {day}" for day in cut)


def _only_in_text(page: Page, text: str) -> Iterator[str]:
    for line in text.splitlines():
        for part in re.split(r"[ \u202f]?: ", line):
            words = part.strip(" \u202f:-")
            if words and not ADDRESS.match(words) and words not in page.words:
                yield f"only in the text: {words}"


def _in_its_words(sample: Sample, page: Page, text: str) -> Iterator[str]:
    everything = text + page.source
    yield from (f"says {secret}" for secret in CANARIES if secret in everything)
    if "partnerships@example.org" not in text and "amina@example.org" not in text:
        yield "nobody to ask"
    if sample.names_partnership and "Nyali Trust" not in text:
        yield "no partnership"
    if sample.in_place_of:
        yield from _in_what_it_says_first(sample, text)
    if sample.letter not in HAS_NO_FOOT:
        yield from _in_its_foot(text)
    if sample.asks:
        yield from _in_what_it_asks(text)


def _in_what_it_says_first(sample: Sample, text: str) -> Iterator[str]:
    """For whom the reader stands in stands right below the greeting."""
    first = text.split("\n\n")[1]
    patterns = (
        translation.gettext("For %(name)s, who is away until %(date)s: you stand in."),
        translation.gettext(
            "Some of this is for %(name)s, who is away until %(date)s: you stand in."
        ),
    )
    starts = tuple(
        pattern.partition("%(date)s")[0] % {"name": sample.in_place_of}
        for pattern in patterns
    )
    if not first.startswith(starts):
        yield f"first it says: {first}"
    why = translation.gettext(
        "You get this mail because you stand in for somebody who is away."
    )
    if first.startswith(starts[0]) and why not in text:
        yield "it says a wrong reason why it came"


def _in_its_foot(text: str) -> Iterator[str]:
    if translation.pgettext("link in a mail", "I am not the right person") not in text:
        yield "no way out for the wrong person"
    if "?lang=" not in text and translation.gettext("Another language") not in text:
        yield "no other language"


def _in_what_it_asks(text: str) -> Iterator[str]:
    if translation.gettext(COUNTRY) not in text:
        yield "no country"
    if with_colon(translation.gettext("Time needed")) not in text:
        yield "no time needed"
    if not re.search(r"\b20\d\d\b", text.split("--\n")[0]):
        yield "no day"

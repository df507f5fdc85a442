"""How do plain words become a mail: text first, then HTML with the same facts?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.rules.plain_dates import whole_dates
from eclt_partners.notifications import foot
from eclt_partners.notifications.framing import present_frame
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.shapes import apart, filled

# Longer subjects are cut on phones (screens E1).
SUBJECT_LENGTH = 70
SHORTEST_NAME = 4


class Fact(NamedTuple):
    """One fact of a letter: "Answers due", "27 Nov 2026"."""

    label: str
    value: str


class Button(NamedTuple):
    """The one thing to do; its address may be a link placeholder."""

    text: str
    url: str


class Row(NamedTuple):
    """One row of a digest."""

    text: str
    url: str


class Section(NamedTuple):
    """Rows of a digest under one heading."""

    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one mail, in the language of its reader.

    Attributes:
        subject: one line.
        preview: what mailboxes show behind the subject.
        greeting: the first line.
        opening: paragraphs before the facts.
        button: the one thing to do.
        facts: what, where, by when, how long.
        sections: rows of a digest.
        closing: paragraphs after the button.
        footer: whom to ask, and last why this mail came.
        has_foot_links: other languages and "I am not the right person" follow.
    """

    subject: str
    preview: str
    greeting: str
    opening: Sequence[str]
    button: Button
    facts: Sequence[Fact] = field(default_factory=tuple)
    sections: Sequence[Section] = field(default_factory=tuple)
    closing: Sequence[str] = field(default_factory=tuple)
    footer: Sequence[str] = field(default_factory=tuple)
    has_foot_links: bool = True


class Sheet(NamedTuple):
    """What the templates in `mail/` see: all words of a mail, frame and foot with it.

    Attributes:
        shown_url: the button's address as people read it.
        standing_in: lines that say for whom the reader stands in.
        foot_links: what stands below every mail.
        foundation: who writes.
    The others are those of the content.
    """

    subject: str
    preview: str
    greeting: str
    opening: Sequence[str]
    button: Button
    shown_url: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    closing: Sequence[str]
    footer: Sequence[str]
    standing_in: Sequence[str]
    foot_links: Sequence[Row]
    foundation: str


def write_letter(content: Content, *, thread: str = "", calendar: str = "") -> Letter:
    """Return the letter with both its parts, from the templates in `mail/`.

    Args:
        content: the words.
        thread: what the letter is about, for example "review-12".
        calendar: an iCalendar file, or "".
    """
    sheet = apart(_sheet(content))
    language = translation.get_language() or settings.LANGUAGE_CODE
    text = filled("mail/letter.txt", sheet, language=language, escape=str)
    page = filled("mail/letter.html", sheet, language=language, escape=_for_html)
    return Letter(
        subject=content.subject,
        text=_without_gaps(text),
        html=page,
        thread=thread,
        calendar=calendar,
    )


def _for_html(word: str) -> str:
    """Make a word fit for HTML, its dates whole; mail programs know no other way."""
    return escape(whole_dates(word))


def _sheet(content: Content) -> Sheet:
    return Sheet(
        subject=content.subject,
        preview=content.preview,
        greeting=content.greeting,
        opening=content.opening,
        button=content.button,
        shown_url=content.button.url.removeprefix("mailto:"),
        facts=content.facts,
        sections=content.sections,
        closing=content.closing,
        footer=_footer(content),
        standing_in=present_frame().standing_in,
        foot_links=_foot_links(content),
        foundation=settings.FOUNDATION_NAME,
    )


def time_needed(minutes: int) -> Fact:
    """Return the fact that says how long it takes."""
    words = ngettext("About %(minutes)d minute", "About %(minutes)d minutes", minutes)
    return Fact(_("Time needed"), words % {"minutes": minutes})


def fitted(pattern: str, *, name: str, **values: object) -> str:
    """Return a subject of at most 70 characters.

    Only a long name is cut, between two words where it has several.

    Args:
        pattern: translated, with %(name)s and the names of `values`.
        name: what may be cut.
        values: the other words.
    """
    whole = pattern % {"name": name, **values}
    too_long = len(whole) - SUBJECT_LENGTH
    if too_long <= 0:
        return whole
    length = max(len(name) - too_long - 1, SHORTEST_NAME)
    kept = name[:length].rstrip()
    is_half_word = not any(sign.isspace() for sign in name[length - 1 : length + 1])
    if is_half_word and kept.rfind(" ") >= SHORTEST_NAME:
        kept = kept.rpartition(" ")[0].rstrip(" ,")
    return pattern % {"name": f"{kept}…", **values}


def ask_line(name: str, address: str) -> str:
    """Return the line that says whom to ask; whoever it names asks the foundation."""
    if address == present_frame().address:
        name, address = settings.FOUNDATION_NAME, settings.CONTACT_EMAIL
    return _("Questions? Write to %(name)s: %(address)s") % {
        "name": name,
        "address": address,
    }


def _footer(content: Content) -> list[str]:
    """Return its lines; who only stands in for somebody gets the mail for that."""
    *lines, why = content.footer or [""]
    if present_frame().is_for_another:
        why = _("You get this mail because you stand in for somebody who is away.")
    return [line for line in (*lines, why) if line]


def _foot_links(content: Content) -> list[Row]:
    if not content.has_foot_links:
        return []
    url = content.button.url
    pairs = [
        foot.wrong_person(url, content.subject),
        *foot.way_out(present_frame().leave_url),
        *foot.languages(url),
    ]
    return [Row(words, address) for words, address in pairs]


def _without_gaps(text: str) -> str:
    """Return the text with at most one empty line in a row."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"

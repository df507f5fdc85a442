"""What do managers and directors read at the beginning of a month?

The first sentence of each country's dashboard and what changed since the month before
the last one ended; directors also which reviews are out of date (methods D4, T+90).
Never a score, a comment or anything about a child.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.dashboards.selectors.monthly import (
    MonthlyReader,
    News,
    monthly_readers,
    news_of,
)
from eclt_partners.dashboards.sentences import opening
from eclt_partners.dashboards.since_sentences import (
    change_without_scores,
    month_name,
    since_day,
)
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Row,
    Section,
    ask_line,
    fitted,
    write_letter,
)
from reviews.selectors.lists import Show
from reviews.selectors.out_of_date import OutOfDate, out_of_date

MONTH: Final = "dashboards.month"
# How many partnerships are named, so that a mail stays short.
LINES_OF_ONE, LINES_OF_FEW, FEW, MOST = 10, 3, 10, 60
MOST_OUT_OF_DATE: Final = 10


def month_letter(message: Outgoing, *, now: datetime) -> Letter:
    """Write the mail of a month about the countries that the reader has now.

    Raises:
        NothingToSayError: the reader left it or has no country, or none is built.
    """
    person_id = int(message.recipient_key.partition(":")[2])
    month = date.fromisoformat(message.facts["month"])
    reader = next(iter(monthly_readers([person_id])), None)
    news = news_of(reader.countries, month) if reader else []
    if reader is None or not news:
        raise NothingToSayError
    content = _of_one(reader, news[0], month)
    if len(reader.countries) > 1:
        content = _of_several(reader, news, month)
    sections = [*_out_of_date(reader, now=now), *content.sections]
    return write_letter(replace(content, sections=sections), thread="months")


def _out_of_date(reader: MonthlyReader, *, now: datetime) -> Iterator[Section]:
    """Give a director the reviews that nobody is reminded of any more."""
    if not reader.is_director:
        return
    found = out_of_date(reader.countries, now=now, most=MOST_OUT_OF_DATE)
    rows = [_late_row(each) for each in found.first]
    if found.count > len(rows):
        more = _("and %(count)d more") % {"count": found.count - len(rows)}
        late = f"{reverse('reviews:list')}?show={Show.OVERDUE}"
        rows.append(Row(more, settings.SITE_URL + late))
    if rows:
        heading = _(
            "Out of date: not reviewed for more than 90 days after the day they were due"
        )
        yield Section(heading, rows)


def _late_row(review: OutOfDate) -> Row:
    words = _("%(name)s (%(code)s), %(country)s: answers were due %(date)s")
    text = words % {
        "name": review.name,
        "code": review.code,
        "country": review.country.name,
        "date": plain_date(review.due_on),
    }
    return Row(
        text, settings.SITE_URL + reverse("reviews:hub", args=[review.review_id])
    )


def _of_one(reader: MonthlyReader, news: News, month: date) -> Content:
    first = opening(news.opening, news.country.name_in_sentence)
    lines = _lines(news)
    rows = [_row(line) for line in lines[:LINES_OF_ONE]]
    if len(lines) > LINES_OF_ONE:
        more = _("and %(count)d more") % {"count": len(lines) - LINES_OF_ONE}
        rows.append(Row(more, _changes_url(news)))
    if rows:
        rows.insert(0, Row(f"{_changed(news)}.", _changes_url(news)))
    return Content(
        subject=fitted(
            _("%(name)s: how it stands in %(month)s"),
            name=news.country.name,
            month=month_name(month),
        ),
        preview=first,
        greeting=_("Dear %(name)s,") % {"name": reader.person.name},
        opening=[first] if rows else [first, f"{_changed(news)}."],
        sections=[Section(_("What changed"), rows)] if rows else [],
        button=Button(
            _("Open the page of %(country)s")
            % {"country": news.country.name_in_sentence},
            _url("country", news.country.code),
        ),
        footer=_footer(reader),
    )


def _of_several(reader: MonthlyReader, news: Sequence[News], month: date) -> Content:
    lines = LINES_OF_FEW if len(news) <= FEW else 0
    more = len(news[MOST:])
    return Content(
        subject=_("How your countries stand in %(month)s")
        % {"month": month_name(month)},
        preview=opening(news[0].opening, news[0].country.name_in_sentence),
        greeting=_("Dear %(name)s,") % {"name": reader.person.name},
        opening=[_("This is how your countries stand, by name, and what changed.")],
        sections=[
            Section(str(each.country.name), list(_rows(each, lines)))
            for each in news[:MOST]
        ],
        closing=[_("and %(count)d more") % {"count": more}] if more else [],
        button=Button(_("Open the countries"), _url("countries")),
        footer=_footer(reader),
    )


def _rows(news: News, lines: int) -> Iterator[Row]:
    """Give the first sentence of a country, what changed, and the gravest of it."""
    yield Row(
        opening(news.opening, news.country.name_in_sentence),
        _url("country", news.country.code),
    )
    yield Row(f"{_changed(news)}.", _changes_url(news))
    yield from (_row(line) for line in _lines(news)[:lines])


def _changes_url(news: News) -> str:
    """Return the page with all that changed, or that of the country."""
    code = news.country.code
    if news.block is None:
        return _url("country", code)
    month = date.fromisoformat(news.block["month_on"])
    return _url("month_changes", code, month)


def _lines(news: News) -> Sequence[Mapping[str, Any]]:
    return news.block["lines"] if news.block else ()


def _changed(news: News) -> str:
    """Say what changed, or why nobody can say it yet; without a full stop."""
    if news.block is None:
        return _("What changed is told here once two months are kept")
    as_of = date.fromisoformat(news.block["as_of"])
    return since_day({**news.block, "as_of": as_of})


def _row(line: Mapping[str, Any]) -> Row:
    changes = ". ".join(change_without_scores(each) for each in line["changes"])
    words = _("%(name)s (%(code)s): %(changes)s")
    text = words % {"name": line["name"], "code": line["code"], "changes": changes}
    return Row(text, _url("partnership", line["id"]))


def _footer(reader: MonthlyReader) -> list[str]:
    why = _("You get this mail because you are a country manager.")
    if reader.is_director:
        why = _("You get this mail because you are a director.")
    return [ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL), why]


def _url(name: str, *keys: object) -> str:
    return settings.SITE_URL + reverse(f"dashboards:{name}", args=keys)

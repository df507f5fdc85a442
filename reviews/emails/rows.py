"""How does a reminder of a review read as one row of a digest?"""

from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.notifications.letters import Line
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.selectors import letter_of_step
from reviews.choices import ReviewKind
from reviews.emails import wording
from reviews.emails.readers import Matter, matter_of


def row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row: what is asked, for which partnership, by when."""
    matter = matter_of(reminder, now=now)
    values = {
        "name": matter.partnership.name,
        "country": matter.country.name,
        "date": wording.due_date(matter),
        "questions": wording.questions(matter),
    }
    return Line(
        text=_pattern(letter_of_step(reminder.kind, reminder.step), matter) % values,
        url=matter.reader.url,
        due_on=matter.review.due_on,
        reader_name=matter.reader.name,
    )


def _pattern(letter: str, matter: Matter) -> str:
    if matter.reader.seat is not None and matter.is_late:
        return _("%(name)s, %(country)s: answer %(questions)s, overdue since %(date)s")
    if matter.reader.seat is not None:
        return _("%(name)s, %(country)s: answer %(questions)s by %(date)s")
    overdue = _("%(name)s, %(country)s: overdue since %(date)s")
    if matter.review.kind == ReviewKind.TALK:
        by = _("%(name)s, %(country)s: talk by %(date)s")
        return overdue if matter.is_late else by
    return {
        "review.heads_up": _("%(name)s, %(country)s: check who answers by %(date)s"),
        "review.due_today": _(
            "%(name)s, %(country)s: see who has answered, due %(date)s"
        ),
        "review.leads_count": _(
            "%(name)s, %(country)s: answers have been missing since %(date)s"
        ),
        "review.decide": _("%(name)s, %(country)s: two months late, due %(date)s"),
        "review.out_of_date": _(
            "%(name)s, %(country)s: three months late, due %(date)s"
        ),
    }.get(letter, overdue)

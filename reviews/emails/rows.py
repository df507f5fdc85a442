"""How does a reminder of a review read as one row of a digest?"""

from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.notifications.letters import Line
from eclt_partners.notifications.models import Reminder
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
        text=_pattern(reminder.step, matter) % values,
        url=matter.reader.url,
        due_on=matter.review.due_on,
    )


def _pattern(step: str, matter: Matter) -> str:
    if matter.reader.seat is not None:
        return _("%(name)s, %(country)s: answer %(questions)s by %(date)s")
    if matter.review.kind == ReviewKind.TALK:
        return _("%(name)s, %(country)s: talk by %(date)s")
    return {
        "T-30": _("%(name)s, %(country)s: check who answers by %(date)s"),
        "T+0": _("%(name)s, %(country)s: see who has answered, due %(date)s"),
        "T+14": _("%(name)s, %(country)s: answers are missing since %(date)s"),
        "T+60": _("%(name)s, %(country)s: two months late, due %(date)s"),
        "T+90": _("%(name)s, %(country)s: out of date, due %(date)s"),
    }.get(step, _("%(name)s, %(country)s: overdue since %(date)s"))

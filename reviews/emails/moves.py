"""What do we write when a review is moved to a later day?"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    time_needed,
    write_letter,
)
from partners.choices import Side
from partners.models import Contact
from partners.selectors.leading import lead_at_work, whom_to_ask
from reviews.calendars import answers_due, calendar_file
from reviews.models import Snooze


def moved(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the other side that a review is later, and that it may object.

    Raises:
        NothingToSayError: the move was taken back, or another one followed.
    """
    snooze = Snooze.objects.select_related(
        "review__partnership__country", "review__partnership__foundation_lead"
    ).get(pk=message.facts["snooze"])
    review, name = snooze.review, snooze.review.partnership.name
    if snooze.objected_at is not None or review.due_on != snooze.to_on:
        raise NothingToSayError
    link = message.facts["link"]
    own_page = settings.SITE_URL + reverse("reviews:hub", args=[review.pk])
    url = placeholder(link) if link else own_page
    day = answers_due(review, url=url)
    content = Content(
        subject=fitted(
            _("Moved to %(date)s: our review, %(name)s"),
            name=name,
            date=plain_date(snooze.to_on),
        ),
        preview=_preview(message, snooze),
        greeting=_("Dear %(name)s,") % {"name": _reader_name(message)},
        opening=[
            _who_asks(message, snooze),
            _("You need to do nothing if that suits you. If not, open it and object."),
        ],
        facts=[
            Fact(_("Partnership"), name),
            Fact(_("Country"), str(review.partnership.country.name)),
            Fact(_("Old day"), plain_date(snooze.from_on)),
            Fact(_("New day"), plain_date(snooze.to_on)),
            Fact(_("Reason"), str(snooze.get_reason_display())),
            time_needed(1),
        ],
        button=Button(_("Open the review"), url),
        footer=[
            ask_line(*whom_to_ask(snooze.review.partnership)),
            _why(message, snooze),
        ],
    )
    return write_letter(
        content,
        thread=f"review-{review.pk}",
        calendar=calendar_file([day], now=now),
    )


def _why(message: Outgoing, snooze: Snooze) -> str:
    """Say why the reader hears of it; a manager does where nobody leads."""
    nobody_leads = lead_at_work(snooze.review.partnership) is None
    is_ours = not message.recipient_key.startswith("contact:")
    if is_ours and snooze.side == Side.PARTNER and nobody_leads:
        return _("You get this mail because you manage this country.")
    return _("You get this mail because you lead this partnership for your side.")


def _preview(message: Outgoing, snooze: Snooze) -> str:
    if _is_of_partners(message, snooze):
        return _("Another partner asks for more time. You can object.")
    return _("The other side asks for more time. You can object.")


def _who_asks(message: Outgoing, snooze: Snooze) -> str:
    if _is_of_partners(message, snooze):
        return _("Another partner asks for more time for our review.")
    return _("The other side asks for more time for our review.")


def _is_of_partners(message: Outgoing, snooze: Snooze) -> bool:
    """Tell whether one partner of a coalition moved it and another one reads of it."""
    is_partner = message.recipient_key.startswith("contact:")
    return is_partner and snooze.side == Side.PARTNER


def _reader_name(message: Outgoing) -> str:
    kind, _colon, number = message.recipient_key.partition(":")
    people = Contact if kind == "contact" else User
    return str(people.objects.get(pk=int(number)).name)

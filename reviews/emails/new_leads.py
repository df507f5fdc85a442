"""What do we write to who leads a side, or is the head of a partner, from now on?"""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.selectors.signers import unsigned_papers
from eclt_partners.accounts.models import PartnerLink, User
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
from partners.models import Contact, Onboarding, Partnership
from partners.rules.stages import REVIEWED_STAGES
from partners.selectors.leading import whom_to_ask
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review

MINUTES = 5


def new_lead(message: Outgoing, *, now: datetime) -> Letter:
    """Tell who leads a side from now on, with the review that awaits the reader.

    Raises:
        NothingToSayError: somebody else leads by now, or the link was closed.
    """
    begun = Onboarding.objects.select_related("user", "contact").get(
        pk=message.facts["onboarding"]
    )
    if begun.ended_on is not None:
        raise NothingToSayError
    partnership = _place(begun.partnership_id)
    opening = (
        _("From now on you lead this partnership for your organisation.")
        if begun.contact
        else _("From now on you lead this partnership for the foundation.")
    )
    steps = reverse("dashboards:hand_over", args=[partnership.pk])
    own = Button(_("See your first steps"), settings.SITE_URL + steps)
    link = _open_link(message) if begun.contact else None
    content = Content(
        subject=fitted(_("You lead this now: %(name)s"), name=partnership.name),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": begun.newcomer_name},
        opening=[
            opening,
            _("Our mails about its reviews, promises and agreements come to you."),
        ],
        facts=[
            *_place_facts(partnership),
            *_before(message.facts["before"]),
            *_awaiting(partnership, now=now),
            time_needed(MINUTES),
            *_link_facts(link, partnership),
        ],
        button=_partner_button(link) if link else own,
        closing=_closing(link),
        footer=[
            ask_line(*whom_to_ask(partnership)),
            _("You get this mail because you lead this partnership for your side."),
        ],
    )
    return write_letter(content, thread=f"partnership-{partnership.pk}")


def new_head(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the new head of a partner what a head does in a partnership.

    Raises:
        NothingToSayError: the reader is not the head any more, or the link was closed.
    """
    link = _open_link(message)
    head = Contact.objects.select_related("partner").get(pk=link.contact_id)
    if not head.is_head or head.left_on:
        raise NothingToSayError
    partnership = _place(link.partnership_id)
    opening = _("From now on you are the head of %(name)s for us.") % {
        "name": head.partner.name
    }
    content = Content(
        subject=fitted(
            _("You sign for your side now: %(name)s"), name=partnership.name
        ),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": head.name},
        opening=[
            opening,
            _signing(partnership, head),
        ],
        facts=[
            *_place_facts(partnership),
            *_awaiting(partnership, now=now),
            time_needed(MINUTES),
            *_link_facts(link, partnership),
        ],
        button=_partner_button(link),
        closing=_closing(link),
        footer=[
            ask_line(*whom_to_ask(partnership)),
            _("You get this mail because you are the head of your organisation."),
        ],
    )
    return write_letter(content, thread=f"partnership-{partnership.pk}")


def _signing(partnership: Partnership, head: Contact) -> str:
    """Say what a head signs: a text that waits, or one that is still to come."""
    papers = unsigned_papers(partnership.pk, partner_id=head.partner_id)
    if papers.exists():
        return _(
            "You sign what both sides agree. A text waits to be signed now: open our "
            "partnership, and ask there for the link that signs it."
        )
    return _(
        "You sign what both sides agree. When a text is ready to be signed, we write "
        "to you."
    )


def _place(partnership_id: int) -> Partnership:
    places = Partnership.objects.select_related("country", "foundation_lead")
    return places.get(pk=partnership_id)


def _open_link(message: Outgoing) -> PartnerLink:
    link = PartnerLink.objects.filter(
        pk=message.facts["link"], revoked_at__isnull=True
    ).first()
    if link is None:
        raise NothingToSayError
    return link


def _partner_button(link: PartnerLink) -> Button:
    return Button(_("Open our partnership"), placeholder(link.pk))


def _closing(link: PartnerLink | None) -> list[str]:
    if link is None:
        return []
    return [_("The link is only for you. Keep this mail; you can use it again.")]


def _place_facts(partnership: Partnership) -> list[Fact]:
    return [
        Fact(_("Partnership"), partnership.name),
        Fact(_("Country"), str(partnership.country.name)),
    ]


def _link_facts(link: PartnerLink | None, partnership: Partnership) -> list[Fact]:
    if link is None:
        return []
    until = link.last_day(partnership.country)
    return [Fact(_("Your link works until"), plain_date(until))]


def _before(key: str) -> list[Fact]:
    """Return who led until now, as long as the name is known."""
    kind, _colon, number = key.partition(":")
    people = Contact if kind == "contact" else User
    person = people.objects.filter(pk=int(number)).first() if number else None
    return [Fact(_("Led until now by"), person.name)] if person else []


def _awaiting(partnership: Partnership, *, now: datetime) -> list[Fact]:
    """Return where the reviews under way stand, the most urgent first."""
    today = partnership.country.today(now=now)
    reviews = Review.objects.unfinished().filter(partnership=partnership)
    facts = [_awaits(review, today) for review in reviews.order_by("due_on", "pk")]
    if not facts and partnership.stage in REVIEWED_STAGES:
        return [Fact(_("Next review"), _("not planned yet"))]
    return facts


def _awaits(review: Review, today: date) -> Fact:
    if review.state not in (ReviewState.SCHEDULED, ReviewState.OPEN):
        return Fact(_("Review"), str(ReviewState(review.state).label))
    first, day = plain_date(review.original_due_on), plain_date(review.due_on)
    if today > review.due_on:
        text = _("answers were due on %(date)s") % {"date": first}
        return Fact(_("Overdue review"), text)
    if today > review.original_due_on:
        text = _("answers are due on %(date)s, first due on %(first)s")
        return Fact(_("Overdue review"), text % {"date": day, "first": first})
    kind = str(ReviewKind(review.kind).label)
    return Fact(kind, _("answers are due on %(date)s") % {"date": day})

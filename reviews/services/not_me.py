"""What follows when somebody of a partner says "I am not the right person"?

Whatever the mail was about: a review, a change of an agreement, promises, a check after
the end. The person hears no more of it, and the lead of the foundation is told.
"""

from datetime import datetime

from django.db import transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import NotForMe
from eclt_partners.notifications.services import Recipient, queue
from eclt_partners.notifications.services.not_for_me import Matter, note_not_for_me
from partners.models import Partnership
from partners.selectors.leading import lead_or_managers
from reviews.emails.not_me import NOT_ME
from reviews.models import Panelist
from reviews.selectors.panels import is_sent_in_time
from reviews.services.panels import CHANGEABLE, mark_seat_left

KINDS = {
    LinkPurpose.REVIEW: ReminderKind.REVIEW,
    LinkPurpose.CONFIRM: ReminderKind.REVIEW,
    LinkPurpose.RENEGOTIATION: ReminderKind.RENEGOTIATION,
    LinkPurpose.SIGN: ReminderKind.RENEGOTIATION,
    LinkPurpose.AFTER_CHECK: ReminderKind.AFTER_CHECK,
    LinkPurpose.HOME: ReminderKind.COMMITMENT,
}


def matter_of_link(link: PartnerLink) -> Matter:
    """Return what the mails with a link ask for; a HOME link stands in all on promises."""
    purpose = LinkPurpose(link.purpose)
    return Matter(
        kind=KINDS[purpose],
        subject_id=None if purpose == LinkPurpose.HOME else link.subject_id,
        partnership_id=link.partnership_id,
        country=link.country_id,
    )


@transaction.atomic
def say_not_me(
    *, now: datetime, link: PartnerLink, named: str = "", named_address: str = ""
) -> NotForMe:
    """Stop asking the person of a link, and tell who can ask somebody else.

    Whoever is named is added by nobody but a person of the foundation. Said twice, it
    counts once. Answers that were sent stay.

    Args:
        now: the present moment, aware.
        link: the personal link in the mail.
        named: the right person, if known.
        named_address: that person's address, if known.
    """
    actor, matter = actor_of_link(link), matter_of_link(link)
    said, is_new = note_not_for_me(
        matter,
        recipient_key=actor.key,
        named=named,
        named_address=named_address,
        now=now,
    )
    if not is_new:
        return said
    _give_up_seat(link, now=now)
    audit.record(
        "reviews.not_me.said",
        actor=actor,
        subject=said,
        now=now,
        place=Place(country=link.country_id, partnership=link.partnership_id),
        facts={"kind": str(matter.kind), "subject": matter.subject_id},
    )
    _tell(said, now=now)
    return said


def _give_up_seat(link: PartnerLink, *, now: datetime) -> None:
    """Leave the seat of a review that can still be given to somebody else."""
    if link.purpose != LinkPurpose.REVIEW:
        return
    seat = (
        Panelist.objects.select_related("assessment", "review")
        .filter(review=link.subject_id, contact=link.contact_id, left_at=None)
        .first()
    )
    if seat and seat.review.state in CHANGEABLE and not is_sent_in_time(seat):
        mark_seat_left(actor=actor_of_link(link), now=now, panelist=seat)


def _tell(said: NotForMe, *, now: datetime) -> None:
    """Write to the lead of the foundation, or to the managers when there is none."""
    partnership = Partnership.objects.select_related("foundation_lead").get(
        pk=said.partnership_id
    )
    for person in lead_or_managers(partnership):
        queue(
            now=now,
            letter=NOT_ME,
            facts={"said": said.pk},
            recipient=Recipient(
                f"user:{person.pk}", person.email, person.language, person.time_zone
            ),
            dedupe_key=f"{NOT_ME}:{said.pk}:{person.pk}",
            country=partnership.country_id,
            partnership_id=partnership.pk,
            is_for_role=True,
        )

"""What do we write when somebody of a partner is not the right person?"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import NotForMe, Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    time_needed,
    write_letter,
)
from partners.models import Contact, Partnership

NOT_ME = "reviews.not_me"
MINUTES = 5


def not_me(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the lead who is not the right person, and whom this person named.

    Raises:
        NothingToSayError: somebody has seen to it.
    """
    said = NotForMe.objects.get(pk=message.facts["said"])
    if said.settled_at is not None:
        raise NothingToSayError
    contact = Contact.objects.select_related("partner").get(
        pk=int(said.recipient_key.partition(":")[2])
    )
    partnership = Partnership.objects.select_related("country").get(
        pk=said.partnership_id
    )
    reader = User.objects.get(pk=int(message.recipient_key.partition(":")[2]))
    opening = _(
        "%(name)s says: I am not the right person. We do not remind %(name)s of this any "
        "more."
    ) % {"name": contact.name}
    content = Content(
        subject=fitted(
            _("Not the right person: %(name)s"), name=f"{contact.name}, {partnership}"
        ),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": reader.name},
        opening=[opening, _("Choose who is asked instead.")],
        facts=_facts(said, contact, partnership),
        button=Button(
            _("See to it"),
            settings.SITE_URL + reverse("partners:contact_mail", args=[contact.pk]),
        ),
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _why(reader, partnership),
        ],
    )
    return write_letter(content, thread=f"not-me-{said.pk}")


def _why(reader: User, partnership: Partnership) -> str:
    if reader.pk != partnership.foundation_lead_id:
        return _("You get this mail because you manage this country.")
    return _("You get this mail because you lead this partnership for the foundation.")


def _facts(said: NotForMe, contact: Contact, partnership: Partnership) -> list[Fact]:
    facts = [
        Fact(_("Partnership"), partnership.name),
        Fact(_("Country"), str(partnership.country.name)),
        Fact(_("Partner"), contact.partner.name),
        Fact(_("Asked about"), str(ReminderKind(said.kind).label)),
        Fact(_("Said on"), plain_date(partnership.country.today(now=said.said_at))),
    ]
    if said.named:
        facts.append(Fact(_("Right person"), said.named))
    if said.named_address:
        facts.append(Fact(_("E-mail address"), said.named_address))
    return [*facts, time_needed(MINUTES)]

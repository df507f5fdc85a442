"""What do we write to directors when a change lapsed?"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.emails.tables import table_mail
from agreements.models import Renegotiation
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    ask_line,
    fitted,
    time_needed,
    write_letter,
)

NOTE_MINUTES = 10


def lapsed(message: Outgoing, *, now: datetime) -> Letter:
    """Ask a director for a note on a change that lapsed (methods E3).

    Raises:
        NothingToSayError: the note is written.
    """
    table = Renegotiation.objects.get(pk=message.facts["table"])
    if not table.wants_note:
        raise NothingToSayError
    told = table_mail(table.pk, message.recipient_key)
    page = reverse("agreements:lapse_note", args=[table.pk])
    content = Content(
        subject=fitted(
            _("Waiting for your note: a change lapsed, %(name)s"), name=told.name
        ),
        preview=_("Write in a few sentences why nothing came of it."),
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[
            _(
                "A change of the agreement below was open for 120 days and nothing came "
                "of it, so it lapsed. What is agreed goes on as it is."
            ),
            _(
                "Write in a few sentences why nothing came of it, and what follows. "
                "Both sides read your note."
            ),
        ],
        facts=[*told.facts, time_needed(NOTE_MINUTES)],
        button=Button(
            pgettext("button", "Write the note"), f"{settings.SITE_URL}{page}"
        ),
        footer=[
            ask_line(*told.lead),
            _("You get this mail because you are a director."),
        ],
    )
    return write_letter(content, thread=told.thread)

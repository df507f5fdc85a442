"""What do directors and auditors read with the hash of the night?"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Anchor
from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date, plain_number
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    write_letter,
)


def anchor(message: Outgoing, *, now: datetime) -> Letter:
    """Write the anchor of a night: what it is for and how to check it."""
    stored = Anchor.objects.get(pk=message.facts["anchor"])
    reader = User.objects.get(pk=int(message.recipient_key.partition(":")[2]))
    day = plain_date(stored.day)
    content = Content(
        subject=_("Keep this mail: proof of all agreements, %(date)s") % {"date": day},
        preview=_("One line that shows later whether an agreement was changed."),
        greeting=_("Dear %(name)s,") % {"name": reader.name},
        opening=[
            _(
                "Keep this mail. The line below was made from all signed agreements. If "
                "somebody changes an agreement later, the line does not fit any more."
            ),
            _("You need to do nothing today."),
        ],
        facts=[
            Fact(_("Date"), day),
            Fact(_("Agreements"), plain_number(stored.agreement_count)),
            Fact(_("The line"), stored.hash),
        ],
        button=Button(
            _("Open the partners"), settings.SITE_URL + reverse("dashboards:partners")
        ),
        closing=[
            _(
                "To check one agreement, open its page and choose “Download the proof”. "
                "Give the file and this line to the program verify_export.py."
            ),
            _(
                "To check all of them, ask the people who run the server for: "
                "manage.py verify_agreements --anchor %(day)s"
            )
            % {"day": stored.day.isoformat()},
        ],
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _("You get this mail because you are a director or an auditor."),
        ],
    )
    return write_letter(content, thread="anchors")

"""What was done, filed and mailed about a partnership of late?"""

from collections.abc import Sequence
from dataclasses import dataclass

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.selectors.documents import (
    DocumentLine,
    documents_seen,
    lines_of,
)
from eclt_partners.dashboards.selectors.history import (
    HistoryLine,
    actor_names,
    lines_with,
    main_entries,
)
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.selectors import latest_messages
from partners.models import Partnership

RECENT_LINES = 6
RECENT_MAILS = 5


@dataclass(frozen=True, slots=True)
class Files:
    """What the apps below the partners keep about a partnership.

    Attributes:
        documents: what is filed, newest first, withdrawn ones among them.
        mails: the newest messages, without their bodies.
        history: the newest entries of the audit, in words.
    """

    documents: Sequence[DocumentLine]
    mails: Sequence[Outgoing]
    history: Sequence[HistoryLine]


def files_of(actor: Actor, partnership: Partnership) -> Files:
    """Return them as far as the actor may see them.

    Two queries: the rows, then the present names of the people in them.
    """
    entries = main_entries(partnership.pk)[:RECENT_LINES]
    documents = documents_seen(actor, partnership)
    mails = latest_messages(actor, partnership.pk, limit=RECENT_MAILS)
    ask_together(entries, documents, mails)
    names = actor_names(
        [*(each.actor_key for each in entries), *(d.uploaded_by for d in documents)]
    )
    return Files(
        documents=lines_of(documents, names),
        mails=list(mails),
        history=lines_with(names, entries),
    )

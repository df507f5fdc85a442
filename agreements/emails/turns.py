"""What do we write when a renegotiation took a step?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.choices import RenegotiationState, SizeClass
from agreements.emails.tables import TableMail, table_mail
from agreements.models import RenegotiationStep
from agreements.rules.size import who_signs
from agreements.selectors.proposals import changes_of
from agreements.table_words import FOUNDATION_SIGNERS, PARTNER_SIGNERS
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    fitted,
    write_letter,
)

_R = RenegotiationState


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one state; the subject may name the partnership."""

    subject: Promise
    opening: Promise
    button: Promise


_OPEN: Final = gettext_lazy("Open the change")
WORDS: Final[Mapping[RenegotiationState, Words]] = {
    _R.RAISED: Words(
        gettext_lazy("Waiting for you: a change was raised, %(name)s"),
        gettext_lazy(
            "The other side asks to change the agreement below. Read what changed and "
            "why, and say that you read it. It takes about 3 minutes."
        ),
        _OPEN,
    ),
    _R.TALKING: Words(
        gettext_lazy("Time to talk: change of our agreement, %(name)s"),
        gettext_lazy(
            "The change of the agreement below is at the talk. Talk first, then write: "
            "what changed, what each side needs, and what must not change."
        ),
        _OPEN,
    ),
    _R.PROPOSED: Words(
        gettext_lazy("Waiting for you: a proposal with %(changes)s, %(name)s"),
        gettext_lazy(
            "A proposal for the agreement below is on the table. Say to each change "
            "whether you accept it or want to talk about it, or propose other words."
        ),
        gettext_lazy("Read the proposal"),
    ),
    _R.COUNTERED: Words(
        gettext_lazy("Waiting for you: an answer with %(changes)s, %(name)s"),
        gettext_lazy(
            "The other side answered with its own proposal. Say to each change whether "
            "you accept it or want to talk about it, or propose other words."
        ),
        gettext_lazy("Read the answer"),
    ),
    _R.AGREED: Words(
        gettext_lazy("Time to sign: our agreement, %(name)s"),
        gettext_lazy(
            "Both sides agreed to the same words. Now they are signed; the last "
            "signature makes them the next version."
        ),
        gettext_lazy("Read and sign"),
    ),
    _R.SIGNED: Words(
        gettext_lazy("Signed: new version from %(day)s, %(name)s"),
        gettext_lazy(
            "All have signed. The new version holds from the day below. Tell everybody "
            "who has a promise in it; in 90 days we ask whether it helped."
        ),
        gettext_lazy("Open what was signed"),
    ),
    _R.DECLINED: Words(
        gettext_lazy("Declined: change of our agreement, %(name)s"),
        gettext_lazy(
            "The change was declined. The reason, and what would make the change "
            "possible, stand at the table. What is agreed goes on as it is."
        ),
        gettext_lazy("Read the reason"),
    ),
    _R.WITHDRAWN: Words(
        gettext_lazy("Taken back: change of our agreement, %(name)s"),
        gettext_lazy(
            "The side that raised the change took it back. What is agreed goes on as "
            "it is. You need to do nothing."
        ),
        _OPEN,
    ),
    _R.PARKED: Words(
        gettext_lazy("Put aside until %(day)s: change of our agreement, %(name)s"),
        gettext_lazy(
            "The change was put aside until the day below. Either side can take it up "
            "again before."
        ),
        _OPEN,
    ),
    _R.LAPSED: Words(
        gettext_lazy("Lapsed: change of our agreement, %(name)s"),
        gettext_lazy(
            "The change was open for 120 days and nothing came of it, so it lapsed. "
            "What is agreed goes on as it is. Either side can raise it again."
        ),
        _OPEN,
    ),
}
NEW: Final = Words(
    gettext_lazy("Time to talk: a new agreement, %(name)s"),
    gettext_lazy(
        "We begin the agreement below together. Talk first, then write: what each "
        "side needs, what each side gives, and what must last."
    ),
    gettext_lazy("Open the table"),
)

# A director wrote the note that a lapsed change asks for.
NOTED: Final = Words(
    gettext_lazy("A note on the change that lapsed, %(name)s"),
    gettext_lazy(
        "The change of the agreement below lapsed. A director has noted now why "
        "nothing came of it, and what follows. You need to do nothing."
    ),
    gettext_lazy("Read the note"),
)

_OWN_PAPER: Final = Words(
    gettext_lazy("Sent: a proposal of your side with %(changes)s, %(name)s"),
    gettext_lazy(
        "Your side put a proposal on the table. The other side has to answer; you "
        "need to do nothing now."
    ),
    gettext_lazy("Read the proposal"),
)
# To people whose own side took the step, or for whom somebody entered it.
OWN: Final[Mapping[RenegotiationState, Words]] = {
    _R.RAISED: Words(
        gettext_lazy("Noted: your side raised a change, %(name)s"),
        gettext_lazy(
            "A wish of your side to change the agreement below is noted. Is it not "
            "what your side wants? Then take it back at the table, or write to us."
        ),
        _OPEN,
    ),
    _R.PROPOSED: _OWN_PAPER,
    _R.COUNTERED: _OWN_PAPER,
}


def turn(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the other side of a step, and what is waited for (methods E3).

    Raises:
        NothingToSayError: the table moved on since.
    """
    step = RenegotiationStep.objects.get(pk=message.facts["step"])
    newest = step.renegotiation.steps.order_by("id").last()
    if newest is None or newest.pk != step.pk:
        raise NothingToSayError
    told = table_mail(
        step.renegotiation_id, message.recipient_key, message.facts["link"]
    )
    state = RenegotiationState(step.state)
    words = _words(step, told)
    content = Content(
        subject=_subject(words, told),
        preview=str(words.opening).partition(". ")[0].rstrip(".") + ".",
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[str(words.opening)],
        facts=[*told.facts, *_more_facts(state, told)],
        button=Button(str(words.button), told.url),
        footer=told.footer,
    )
    return write_letter(content, thread=told.thread)


def _words(step: RenegotiationStep, told: TableMail) -> Words:
    state, is_own = RenegotiationState(step.state), step.side == told.side
    if told.is_new and state == _R.TALKING:
        return NEW
    if state == _R.LAPSED and told.table.close_text:
        return NOTED
    return OWN.get(state, WORDS[state]) if is_own else WORDS[state]


def _subject(words: Words, told: TableMail) -> str:
    return fitted(
        str(words.subject), name=told.name, changes=_changes(told), day=_day(told)
    )


def _changes(told: TableMail) -> str:
    """Return how many changes the proposal on the table makes: "3 changes"."""
    papers = [p for p in told.table.proposals.all() if p.sent_at is not None]
    count = len(changes_of(papers[-1]).changes) if papers else 0
    return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}


def _day(told: TableMail) -> str:
    if told.table.version is not None:
        return plain_date(told.table.version.effective_from)
    return plain_date(told.table.parked_until) if told.table.parked_until else ""


def _more_facts(state: RenegotiationState, told: TableMail) -> list[Fact]:
    if state == _R.AGREED:
        return [Fact(_("Who signs"), _signers(told))]
    if state == _R.SIGNED:
        return [Fact(_("Holds from"), _day(told))]
    return []


def _signers(told: TableMail) -> str:
    papers = [p for p in told.table.proposals.all() if p.sent_at is not None]
    signers = who_signs(SizeClass(papers[-1].size_class))
    return _("%(foundation)s of the foundation, %(partner)s of the partner") % {
        "foundation": FOUNDATION_SIGNERS[signers.foundation],
        "partner": PARTNER_SIGNERS[signers.partner],
    }

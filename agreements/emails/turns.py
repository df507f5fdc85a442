"""What do we write when a renegotiation took a step?"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import RenegotiationState, SizeClass, VersionKind
from agreements.emails.tables import TableMail, table_mail
from agreements.emails.turn_words import (
    ENDED_WITH_PARTNERSHIP,
    NOTED,
    PROMISED,
    Words,
)
from agreements.emails.whose_words import AGREED_BY_ALL, Whose, words_of
from agreements.models import RenegotiationStep
from agreements.rules.negotiation import ON_THE_TABLE
from agreements.rules.reasons import to_explain
from agreements.rules.size import asks_whether_it_helped, who_signs
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
    time_needed,
    write_letter,
)
from partners.models import PartnershipParty

# How long what is asked takes, about.
MINUTES = {
    RenegotiationState.RAISED: 3,
    RenegotiationState.TALKING: 30,
    RenegotiationState.PROPOSED: 20,
    RenegotiationState.COUNTERED: 20,
    RenegotiationState.AGREED: 10,
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
    is_named = message.facts.get("is_named", False)
    words = PROMISED if is_named else _words(step, told)
    content = Content(
        subject=_subject(words, told),
        preview=str(words.opening).partition(". ")[0].rstrip(".") + ".",
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[str(words.opening), *_more_words(state, told)],
        facts=[
            *told.facts,
            *_from(step, told),
            *_more_facts(state, told),
            *_time(step, told),
        ],
        button=Button(str(words.button), told.url),
        footer=_footer(told, is_named=is_named),
    )
    return write_letter(content, thread=told.thread)


def _footer(told: TableMail, *, is_named: bool) -> list[str]:
    """Return whom to ask, and why this mail came."""
    if not is_named:
        return told.footer
    why = _("You get this mail because a promise in this agreement names you.")
    return [told.footer[0], why]


def _words(step: RenegotiationStep, told: TableMail) -> Words:
    if told.table.ended_with_partnership:
        return ENDED_WITH_PARTNERSHIP
    if step.state == RenegotiationState.LAPSED and told.table.close_text:
        return NOTED
    if step.state == RenegotiationState.AGREED and told.is_coalition:
        return AGREED_BY_ALL
    return words_of(
        RenegotiationState(step.state),
        is_new=told.table.is_new,
        whose=_whose(step, told),
    )


def _whose(step: RenegotiationStep, told: TableMail) -> Whose:
    """Tell how near the reader is to whoever took a step: a partner, or the other side.

    The partners of a coalition are one side, but each speaks for itself.
    """
    if step.side != told.side:
        return Whose.OTHER_SIDE
    party = _party_of(step, told)
    if party is None or party.partner_id == told.partner_id:
        return Whose.OWN
    return Whose.OTHER_PARTNER


def _party_of(step: RenegotiationStep, told: TableMail) -> PartnershipParty | None:
    """Return which partner raised the wish or wrote the newest paper, if one did."""
    if step.state == RenegotiationState.RAISED:
        return told.table.raised_party
    if step.state in ON_THE_TABLE:
        return told.papers[-1].party
    return None


def _subject(words: Words, told: TableMail) -> str:
    return fitted(
        str(words.subject), name=told.name, changes=_changes(told), day=_day(told)
    )


def _changes(told: TableMail) -> str:
    """Return how many changes the proposal on the table makes: "3 changes"."""
    papers = told.papers
    count = len(to_explain(changes_of(papers[-1]).changes)) if papers else 0
    return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}


def _day(told: TableMail) -> str:
    if told.table.version is not None:
        return plain_date(told.table.version.effective_from)
    return plain_date(told.table.parked_until) if told.table.parked_until else ""


def _more_words(state: RenegotiationState, told: TableMail) -> list[str]:
    version = told.table.version
    if state != RenegotiationState.SIGNED or version is None:
        return []
    continues = version.agreement.continues_id is not None
    if not asks_whether_it_helped(VersionKind(version.kind), continues=continues):
        return []
    return [_("90 days later we ask both sides whether it helped.")]


def _more_facts(state: RenegotiationState, told: TableMail) -> list[Fact]:
    if state == RenegotiationState.AGREED:
        return [Fact(_("Who signs"), _signers(told))]
    if state == RenegotiationState.SIGNED:
        return [Fact(_("Valid from"), _day(told))]
    return []


def _from(step: RenegotiationStep, told: TableMail) -> list[Fact]:
    """Return which partner of a coalition wishes or writes, for everybody else."""
    party = _party_of(step, told)
    if party is None or not told.is_coalition or _whose(step, told) is Whose.OWN:
        return []
    is_wish = step.state == RenegotiationState.RAISED
    label = _("Raised by") if is_wish else _("Proposed by")
    return [Fact(label, party.partner.name)]


def _time(step: RenegotiationStep, told: TableMail) -> list[Fact]:
    """Return how long it takes; whoever took the step has nothing to do.

    Nor have other partners, when one of a coalition wishes for a change.
    """
    state, whose = RenegotiationState(step.state), _whose(step, told)
    has_to_wait = whose is Whose.OTHER_PARTNER and state == RenegotiationState.RAISED
    if state not in MINUTES or whose is Whose.OWN or has_to_wait:
        return []
    return [time_needed(MINUTES[state])]


def _signers(told: TableMail) -> str:
    signers = who_signs(SizeClass(told.papers[-1].size_class))
    text = _("%(foundation)s of the foundation, %(partner)s of the partner")
    if told.is_coalition:
        text = _("%(foundation)s of the foundation, %(partner)s of each partner")
    return text % {
        "foundation": FOUNDATION_SIGNERS[signers.foundation],
        "partner": PARTNER_SIGNERS[signers.partner],
    }

"""Which sentence says what an audit entry means?

The audit stores dotted verbs; readers see these words after a name: "Amina planned a
review". A test reads the whole source and fails for a verb without words.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERB_WORDS: Final[Mapping[str, Promise]] = {
    "accounts.calendar.renewed": _("made a new address for the calendar"),
    "accounts.link.exchanged": _("opened a personal link"),
    "accounts.link.issued": _("sent a personal link"),
    "accounts.link.left": _("closed the pages of a personal link"),
    "accounts.link.renewed": _("sent a new personal link"),
    "accounts.link.revoked": _("closed a personal link"),
    "accounts.person.added": _("added a person"),
    "accounts.person.changed": _("changed a person"),
    "accounts.role.given": _("gave a role"),
    "accounts.role.taken": _("took a role away"),
    "accounts.settings.changed": _("changed the own settings"),
    "agreements.agreement.begun": _("began a new agreement"),
    "agreements.agreement.registered": _("registered an agreement"),
    "agreements.anchor.stored": _("mailed the proof of all agreements"),
    "agreements.change.answered": _("answered a change of a proposal"),
    "agreements.link.asked": _("asked for the link to a change"),
    "agreements.note.written": _("wrote a private note"),
    "agreements.proposal.accepted": _("accepted a proposal"),
    "agreements.proposal.begun": _("began a proposal"),
    "agreements.proposal.discarded": _("put a draft away"),
    "agreements.proposal.rebased": _("moved a draft onto the newest version"),
    "agreements.proposal.sent": _("put a proposal on the table"),
    "agreements.proposal.signed": _("signed a proposal"),
    "agreements.renegotiation.acknowledged": _("read a wish for change"),
    "agreements.renegotiation.declined": _("declined a wish for change"),
    "agreements.renegotiation.helper_asked": _("asked for the neutral helper"),
    "agreements.renegotiation.joined": _("added to a wish for change"),
    "agreements.renegotiation.lapsed": _("let a wish for change lapse"),
    "agreements.renegotiation.parked": _("put a wish for change aside"),
    "agreements.renegotiation.raised": _("raised a wish for change"),
    "agreements.renegotiation.resumed": _("took a wish for change up again"),
    "agreements.renegotiation.withdrawn": _("took a wish for change back"),
    "agreements.talk.confirmed": _("confirmed the note of a talk"),
    "agreements.talk.recorded": _("wrote down a talk about a change"),
    "agreements.promise.agreed": _("agreed on what becomes of a promise"),
    "agreements.promise.asked": _("asked the other side about a promise"),
    "agreements.promise.confirmed": _("confirmed a report on a promise"),
    "agreements.promise.declined": _("did not agree to what was asked on a promise"),
    "agreements.promise.not_objected": _(
        "counted a report on a promise: nobody objected for 14 days"
    ),
    "agreements.promise.objected": _("sees a report on a promise differently"),
    "agreements.promise.reported": _("reported on a promise"),
    "agreements.promise.settled": _("noted how a dispute on a promise was settled"),
    "agreements.version.registered": _("registered a version of an agreement"),
    "agreements.version.signed": _("completed the signatures of a version"),
    "countries.country.added": _("added a country"),
    "countries.country.changed": _("changed a country"),
    "documents.document.stored": _("filed a document"),
    "documents.document.withdrawn": _("took a document back"),
    "documents.job.asked": _("asked for a fresh dashboard"),
    "lifecycle.check.waived": _("left out a check after the end"),
    "lifecycle.checks.planned": _("planned the checks after the end"),
    "lifecycle.note.written": _("noted something for the next stage"),
    "lifecycle.warning.passed": _("passed a warning of a gate"),
    "partners.check.recorded": _("noted a check of the other side"),
    "partners.contact.added": _("added a contact"),
    "partners.contact.changed": _("changed a contact"),
    "partners.event.reported": _("noted an event"),
    "partners.expectation.changed": _("changed what a side expects"),
    "partners.expectation.written": _("wrote what a side expects"),
    "partners.expectations.confirmed": _("confirmed what both sides expect"),
    "partners.expectations.looked_at": _("noted what became of expectations"),
    "partners.flag.lifted": _("lifted a flag on the partner"),
    "partners.flag.raised": _("raised a flag on the partner"),
    "partners.function.added": _("added something to the handover plan"),
    "partners.function.changed": _("changed a part of the handover plan"),
    "partners.function.read": _("noted how ready a part of the handover plan is"),
    "partners.goal.agreed": _("agreed to a goal to grow stronger"),
    "partners.goal.changed": _("changed a goal to grow stronger"),
    "partners.goal.commented": _("commented on a goal to grow stronger"),
    "partners.goal.read": _("noted how far a goal to grow stronger has come"),
    "partners.goal.set": _("set a goal to grow stronger"),
    "partners.incident.closed": _("closed a safety concern"),
    "partners.incident.confirmed_safe": _("confirmed that people are safe"),
    "partners.incident.contacted": _("made contact about a safety concern"),
    "partners.incident.noted": _("wrote a note on a safety concern"),
    "partners.incident.rated": _("rated a safety concern serious"),
    "partners.incident.reported": _("reported a safety concern"),
    "partners.interests.stated": _("stated conflicts of interest"),
    "partners.partner.changed": _("changed the partner"),
    "partners.partner.registered": _("registered the partner"),
    "partners.profile.changed": _("changed the facts about the partner"),
    "partners.partnership.changed": _("changed the partnership"),
    "partners.partnership.registered": _("registered the partnership"),
    "partners.partnership.started": _("began the partnership"),
    "partners.plan.changed": _("changed the handover plan"),
    "partners.plan.started": _("started the handover plan"),
    "partners.stage.changed": _("moved the partnership to another stage"),
    "reviews.action.closed": _("closed an action"),
    "reviews.answers.erased": _("erased the single answers of a review"),
    "reviews.answers.read": _("read answers in full"),
    "reviews.assessment.closing_saved": _("saved the closing questions"),
    "reviews.assessment.saved": _("saved answers"),
    "reviews.assessment.sent": _("sent the answers"),
    "reviews.assessment.started": _("began to answer a review"),
    "reviews.instrument.checked": _("noted that a person checked a translation"),
    "reviews.instrument.copied": _("began a new version of the questions"),
    "reviews.instrument.dimension_changed": _("changed how a question counts"),
    "reviews.instrument.frozen": _("froze a version of the questions"),
    "reviews.instrument.words_changed": _("changed the words of a question"),
    "reviews.correction.agreed": _("let a corrected answer count"),
    "reviews.correction.asked": _("asked to correct an answer"),
    "reviews.correction.declined": _("declined to correct an answer"),
    "reviews.correction.made": _("corrected an answer"),
    "reviews.panel.confirmed": _("confirmed who answers"),
    "reviews.panel.set": _("chose who answers"),
    "reviews.review.asked": _("asked for answers"),
    "reviews.review.brought_forward": _("brought a review forward"),
    "reviews.review.cancelled": _("cancelled a review"),
    "reviews.review.closed": _("closed a review for answers"),
    "reviews.review.completed": _("completed a review"),
    "reviews.review.lapsed": _("let a review lapse: no talk was held"),
    "reviews.review.objected": _("objected to a later date"),
    "reviews.review.opened": _("opened a review for answers"),
    "reviews.review.registered": _("registered an earlier review"),
    "reviews.review.scheduled": _("planned a review"),
    "reviews.review.snoozed": _("moved a review to a later day"),
    "reviews.seat.left": _("noted that somebody will not answer"),
    "reviews.talk.confirmed": _("confirmed the record of the talk"),
    "reviews.talk.corrected": _("corrected the record of the talk"),
    "reviews.talk.recorded": _("recorded the talk"),
    "reviews.talk.sent_to_confirm": _("sent the record of the talk for confirmation"),
}
UNKNOWN_VERB = _("changed something")
# Every answer is saved at once: these would drown what matters in a short list.
QUIET_VERBS: Final = frozenset(
    {"reviews.assessment.saved", "reviews.assessment.closing_saved"}
)
# With a name, a mean that moved would tell what one person answered.
UNNAMED_VERBS: Final = frozenset(
    {"reviews.correction.asked", "reviews.correction.made"}
)


def verb_words(verb: str) -> str:
    """Say what an audit entry means; a verb of a later version stays readable."""
    return str(VERB_WORDS.get(verb, UNKNOWN_VERB))

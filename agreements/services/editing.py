"""How is one part of a draft written, with the reason for it, and then sent?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from agreements.models import Proposal
from agreements.rules.comparison import compare
from agreements.rules.locked import LockReason, refusals
from agreements.rules.reasons import reasons_of_page
from agreements.rules.terms import Terms
from agreements.selectors.proposals import base_terms, terms_of
from agreements.services.drafting import own_draft, save_draft
from agreements.services.proposing import send_proposal
from agreements.words import locked_words
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, StaleObject

# At which field of the page a refusal stands.
_FIELDS: Final[Mapping[LockReason, str]] = {
    LockReason.OTHER_KIND: "kind",
    LockReason.WEAKER_TEXT: "text",
    LockReason.LONGER_INTERVAL: "take_stock_months",
    LockReason.LATER_FIRST_REVIEW: "first_review_months",
    LockReason.LONGER_ANSWER: "answer_days",
}


@transaction.atomic
def edit_draft(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    revision: int,
    terms: Terms,
    reason: str,
    of_page: Iterable[str],
) -> Proposal:
    """Keep a part of a draft as it was typed, with the reason for its changes.

    Args:
        actor: somebody of the side that writes it.
        now: the moment, aware.
        proposal: a draft.
        revision: the revision that the page showed.
        terms: the whole text with the new part.
        reason: why; "" leaves the reasons as they are.
        of_page: beginnings of the keys of changes that the page shows: "clause:paying",
            "line:".

    Raises:
        NotPermitted: another side writes it.
        IllegalTransition: it was sent already.
        StaleObject: somebody of the own side saved another text meanwhile.
        InvalidInput: a protected clause would become weaker.
    """
    draft, _speaker = own_draft(actor, proposal)
    if draft.revision != revision:
        raise StaleObject("somebody of your side changed this draft")
    base, old = base_terms(draft), terms_of(draft)
    if draft.base_version is not None:
        _check_protected(base, old, terms)
    changed = {change.key for change in compare(base, terms).changes}
    shown = {key for key in changed if key.startswith(tuple(of_page))}
    touched = {change.key for change in compare(old, terms).changes} & shown
    return save_draft(
        actor=actor,
        now=now,
        proposal=draft,
        revision=revision,
        terms=terms,
        reasons=reasons_of_page(reason, touched, shown, draft.reasons),
    )


@transaction.atomic
def finish_draft(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    revision: int,
    summary: str,
    is_correction: bool,
) -> Proposal:
    """Write what changes in plain words and put the draft on the table.

    Nothing is kept when it cannot be sent; the page keeps what was typed.

    Raises:
        NotPermitted: another side wrote it.
        IllegalTransition: it was sent already, or the renegotiation is over.
        StaleObject: the draft changed, or another version came into force meanwhile.
        GateBlocked: a protected clause would become weaker.
        InvalidInput: nothing changes, or a reason or the summary is missing.
    """
    draft = save_draft(
        actor=actor,
        now=now,
        proposal=proposal,
        revision=revision,
        summary=summary,
        is_correction=is_correction,
    )
    return send_proposal(actor=actor, now=now, proposal=draft, revision=draft.revision)


def _check_protected(base: Terms, old: Terms, new: Terms) -> None:
    """Refuse what this saving would make weaker; older problems are told elsewhere."""
    fresh = set(refusals(base, new)) - set(refusals(base, old))
    if not fresh:
        return
    headings = {f"clause:{each.key}": each.heading for each in base.clauses}
    raise InvalidInput(
        {
            _FIELDS.get(each.reason, ""): locked_words(each, headings[each.key])
            for each in sorted(fresh, key=lambda refusal: refusal.key)
        }
    )

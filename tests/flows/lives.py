"""What no person can click in the life of a partnership: a text, answers, time.

Runs inside the running product, as `preparing` does.
"""

from dataclasses import replace
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from agreements.models import Proposal
from agreements.rules.terms import TalkPath, Terms
from agreements.selectors.proposals import changes_of, terms_of
from agreements.services.drafting import save_draft
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import actor_of_user
from partners.models import AfterCheck, Contact, Partnership
from tests.agreements.table import TERMS
from tests.flows.inside import tell
from tests.flows.preparing import open_review
from tests.reviews.factories import answer_side

# So short that any review that is still to come closes the agreement.
DAYS = 110
AGES = timedelta(days=740)


def write_the_text(code: str) -> None:
    """Write the whole text into the one draft of a partnership, with its reasons."""
    partnership = Partnership.objects.get(code=code)
    agreements = partnership.agreements.all()
    draft = Proposal.objects.get(renegotiation__agreement__in=agreements)
    where = partnership.country_id.lower()
    actor = actor_of_user(User.objects.get(email=f"manager.{where}@demo.example"))
    now = timezone.now()
    draft = save_draft(
        actor=actor,
        now=now,
        proposal=draft,
        revision=draft.revision,
        terms=_text(partnership, terms_of(draft)),
        summary="The first deal",
    )
    reasons = {each.key: "We agreed on it" for each in changes_of(draft).changes}
    save_draft(
        actor=actor, now=now, proposal=draft, revision=draft.revision, reasons=reasons
    )
    tell(draft.pk)


def _text(partnership: Partnership, terms: Terms) -> Terms:
    """A deal that begins today, with money, promises and people to call."""
    now = timezone.now()
    today = partnership.country.today(now=now)
    lead = partnership.parties.get().partner_lead
    above = Contact.objects.create(
        partner=lead.partner,
        name="Tariro Banda",
        phone="+263 4 555 010",
        channel="PHONE",
        time_zone=lead.time_zone,
        created_at=now,
    )
    leader = partnership.foundation_lead_id
    director = User.objects.get(email="director@demo.example").pk
    return replace(
        terms,
        effective_from=today,
        effective_to=today + timedelta(days=DAYS),
        clauses=TERMS.clauses,
        promises=tuple(
            replace(each, due_on=each.due_on and today + timedelta(days=90))
            for each in TERMS.promises
        ),
        rules=TERMS.rules,
        talk_path=TalkPath(
            f"user:{leader}",
            f"user:{director}",
            f"contact:{lead.pk}",
            f"contact:{above.pk}",
        ),
    )


def answer_the_closing_review(code: str) -> None:
    """Let both sides answer the full review that comes next."""
    now, review = timezone.now(), open_review(code)
    for party in (None, review.partnership.parties.get()):
        answer_side(review, party, 4, now=now)
    tell(review.pk)


def let_time_pass(code: str) -> None:
    """Let the agreement have ended two years ago: all checks after the end are due."""
    checks = AfterCheck.objects.filter(partnership__code=code)
    checks.update(ended_on=F("ended_on") - AGES, due_on=F("due_on") - AGES)
    tell([check.month for check in checks])

"""A renegotiation at any stage, for tests: Amina and Gift at one table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from agreements.choices import (
    ChangeReason,
    ClauseKind,
    CommitmentKind,
    Topic,
)
from agreements.models import Agreement, AgreementVersion, Proposal, Renegotiation
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    Promise,
    TalkPath,
    Target,
    Terms,
    WorkingRules,
)
from agreements.selectors.proposals import changes_of, terms_of
from agreements.services.accepting import accept_proposal
from agreements.services.drafting import save_draft, start_draft
from agreements.services.endings import decline
from agreements.services.proposing import send_proposal
from agreements.services.raising import ChangeWish, raise_change
from agreements.services.signing import sign_proposal
from agreements.services.talking import TableTalk, record_talk
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.common.actor import Actor
from partners.choices import (
    CapacityDomain,
    CheckOutcome,
    Fate,
    HandoverMode,
    Horizon,
    OwnerSide,
)
from partners.models import (
    CapacityGoal,
    Contact,
    Expectation,
    Function,
    Partnership,
    PartnershipParty,
    PillarReading,
    SafeguardingCheck,
    SustainabilityPlan,
)
from tests.cast import NOW, Cast

STARTS, ENDS = date(2026, 1, 1), date(2027, 12, 31)
WISH = ChangeWish(
    ChangeReason.CONTEXT, "The storm took the roofs", [Topic.TARGETS, Topic.BUDGET]
)
TERMS = Terms(
    title="Schools",
    language="en-gb",
    effective_from=STARTS,
    effective_to=ENDS,
    currency="USD",
    rate=Decimal(1),
    rate_on=STARTS,
    clauses=(
        Clause(
            "take-stock",
            ClauseKind.TAKE_STOCK,
            "Take stock",
            "Twice a year both organisations answer the same ten questions.",
            is_locked=True,
        ),
        Clause(
            "room",
            ClauseKind.ROOM_TO_CHANGE,
            "Room to change",
            "Either organisation may ask to change any part.",
            is_locked=True,
        ),
        Clause("talk", ClauseKind.HONEST_TALK, "Honest talk", "Each names one person."),
        Clause(
            "paying", ClauseKind.PAYING, "Paying on time", "Within 15 working days."
        ),
    ),
    lines=(
        BudgetLine("schools", "Schools", 2026, Decimal(60000)),
        BudgetLine("overhead", "Overhead", 2026, Decimal(40000)),
    ),
    targets=(Target("children", "Children back in school", 3000),),
    places=("Mtsinje",),
    promises=(
        Promise(
            "F1", OwnerSide.FOUNDATION, CommitmentKind.PAY, "Pay in 15 days", None, "n"
        ),
        Promise(
            "P1", OwnerSide.PARTNER, CommitmentKind.REPORT, "Report", date(2027, 4, 30)
        ),
    ),
    rules=WorkingRules(6, 6, 30),
    talk_path=TalkPath("user:1", "user:2", "contact:1", "contact:2"),
)


def make_agreement(
    cast: Cast, terms: Terms = TERMS, *, parties: Sequence[PartnershipParty] = ()
) -> Agreement:
    """An agreement with clauses, registered as version 1; of Nyali unless told."""
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number=f"{cast.malawi_partnership.code}/2026",
        kind_id="PROGRAMME",
        title=terms.title,
        created_at=NOW,
    )
    agreement.parties.set(parties or [cast.malawi_party])
    insert_version(
        now=NOW,
        agreement=agreement,
        facts=VersionFacts(1, "ORIGINAL", "REGISTERED", "system"),
        terms=terms,
    )
    lead_by(cast, cast.gift)
    return agreement


def lead_by(cast: Cast, contact: Contact) -> None:
    """Make a contact the lead of the partner in Malawi."""
    cast.malawi_party.partner_lead = contact
    cast.malawi_party.save(update_fields=["partner_lead"])


def link_of_table(
    cast: Cast,
    renegotiation_id: int,
    contact: Contact | None = None,
    purpose: LinkPurpose = LinkPurpose.RENEGOTIATION,
) -> PartnerLink:
    """The link of a person of the partner to a renegotiation."""
    return issue_link(
        now=NOW,
        contact_id=(contact or cast.gift).pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=purpose,
        subject_id=renegotiation_id,
        expires_at=NOW + timedelta(days=150),
    )


def gift(cast: Cast, purpose: LinkPurpose = LinkPurpose.RENEGOTIATION) -> Actor:
    """Gift as an actor: lead and head of the partner."""
    some = cast.malawi_partnership.pk
    return actor_of_link(link_of_table(cast, some, purpose=purpose))


def raised(cast: Cast, agreement: Agreement | None = None) -> Renegotiation:
    """A change that Gift raised."""
    return raise_change(
        actor=gift(cast),
        now=NOW,
        agreement=agreement or make_agreement(cast),
        wish=WISH,
    )


def declined_after_midnight(cast: Cast) -> Renegotiation:
    """Raised late on one day, declined early on the next: less than 24 hours."""
    wish = raised(cast)
    evening = NOW.astimezone(cast.malawi.zone).replace(hour=23, minute=50)
    Renegotiation.objects.filter(pk=wish.pk).update(raised_at=evening)
    decline(
        actor=cast.actor("brian"),
        now=evening + timedelta(minutes=20),
        renegotiation=wish,
        reason="MONEY",
        text="There is no money left",
        would_be_possible="A second donor",
    )
    return wish


def changed(terms: Terms) -> Terms:
    """The same deal with fewer children, and money for roofs."""
    lines = (
        replace(terms.lines[0], amount=Decimal(54000)),
        *terms.lines[1:],
        BudgetLine("roofs", "Roofs", 2026, Decimal(6000)),
    )
    paying = replace(terms.clauses[3], text="Within 10 working days.")
    return replace(
        terms,
        lines=lines,
        targets=(replace(terms.targets[0], quantity=2000),),
        clauses=(*terms.clauses[:3], paying),
    )


def drafted(
    actor: Actor,
    renegotiation: Renegotiation,
    change=changed,
    now: datetime = NOW,
    **values: object,
) -> Proposal:
    """A draft with every reason and a summary, ready to be sent."""
    draft = start_draft(actor=actor, now=now, renegotiation=renegotiation)
    draft = save_draft(
        actor=actor,
        now=now,
        proposal=draft,
        revision=draft.revision,
        terms=change(terms_of(draft)),
        summary="Fewer children, more roofs",
    )
    reasons = {each.key: "The storm" for each in changes_of(draft).changes}
    return save_draft(
        actor=actor,
        now=now,
        proposal=draft,
        revision=draft.revision,
        reasons=reasons,
        **values,
    )


def proposed(
    actor: Actor,
    renegotiation: Renegotiation,
    change=changed,
    now: datetime = NOW,
    **values: object,
) -> Proposal:
    """A proposal on the table."""
    draft = drafted(actor, renegotiation, change, now, **values)
    return send_proposal(actor=actor, now=now, proposal=draft, revision=draft.revision)


def accepted(cast: Cast, renegotiation: Renegotiation, change=changed) -> Proposal:
    """A proposal of Gift that Amina accepted."""
    proposal = proposed(gift(cast), renegotiation, change)
    return accept_proposal(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=proposal,
        seen_hash=proposal.text_hash,
    )


def ready(cast: Cast) -> None:
    """Give the partnership in Malawi all that gate G2 asks for beside the text."""
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)


def fill_the_gate(partnership: Partnership, party: PartnershipParty) -> None:
    """Give a partnership all that gate G2 asks for beside the text."""
    plan, _is_new = SustainabilityPlan.objects.get_or_create(
        partnership=partnership, defaults={"mode": HandoverMode.PHASE_OVER}
    )
    plan.functions.update(fate=Fate.STOP)
    function = Function.objects.create(
        plan=plan, name="Clubs", importance=2, owner_name="District office"
    )
    PillarReading.objects.create(
        function=function,
        read_on=STARTS,
        resources=1,
        capacity=1,
        motivation=2,
        linkages=2,
    )
    CapacityGoal.objects.create(
        partnership=partnership,
        party=party,
        domain=CapacityDomain.C3,
        baseline_level=2,
        baseline_on=STARTS,
        target_level=4,
        target_on=ENDS,
    )
    partnership.expectations.all().delete()
    Expectation.objects.bulk_create(
        Expectation(
            partnership=partnership,
            party=side,
            horizon=horizon,
            text="Children are back in school",
            doubt="Whether there is money",
            written_on=STARTS,
            foundation_confirmed_on=STARTS,
            partner_confirmed_on=STARTS,
        )
        for side in (None, party)
        for horizon in Horizon
    )
    SafeguardingCheck.objects.create(
        partner=party.partner,
        checked_on=STARTS,
        valid_until=ENDS,
        outcome=CheckOutcome.GOOD,
    )


def sign(
    cast: Cast,
    proposal: Proposal,
    who: str,
    pass_reason: str = "",
    now: datetime = NOW,
) -> AgreementVersion | None:
    """Let somebody sign an accepted proposal."""
    actor = gift(cast, LinkPurpose.SIGN) if who == "gift" else cast.actor(who)
    return sign_proposal(
        actor=actor,
        now=now,
        proposal=proposal,
        seen_hash=proposal.text_hash,
        name=who.title(),
        role="Head",
        pass_reason=pass_reason,
    )


def signed(
    cast: Cast, renegotiation: Renegotiation, change=changed
) -> AgreementVersion:
    """A version that Brian and Gift signed."""
    proposal = accepted(cast, renegotiation, change)
    sign(cast, proposal, "brian")
    version = sign(cast, proposal, "gift")
    assert version is not None
    return version


def transformed(cast: Cast, agreement: Agreement | None = None) -> AgreementVersion:
    """The first version of a new agreement: three times the money for schools."""
    renegotiation = raised(cast, agreement)
    record_talk(
        actor=gift(cast),
        now=NOW,
        renegotiation=renegotiation,
        talk=TableTalk(NOW.date(), "Both", "English", "A new deal"),
    )
    proposal = accepted(
        cast,
        renegotiation,
        lambda terms: replace(
            terms, lines=(replace(terms.lines[0], amount=terms.lines[0].amount * 3),)
        ),
    )
    sign(cast, proposal, "dan", "All the money is for schools")
    version = sign(cast, proposal, "gift")
    assert version is not None
    return version

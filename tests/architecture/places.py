"""Which objects of one country fill the addresses of the wall?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

from django.urls import reverse

from agreements.choices import (
    CommitmentKind,
    FirstKind,
)
from agreements.models import (
    Agreement,
    CommitmentInstance,
)
from agreements.rules.terms import Promise, Terms
from agreements.services.drafting import start_draft
from agreements.services.raising import raise_change
from eclt_partners.accounts.models import Absence, User
from eclt_partners.countries.models import HolidayOverride
from eclt_partners.dashboards.models import SavedView
from eclt_partners.documents.choices import ContentType, DocumentCategory, JobKind
from eclt_partners.documents.models import Document, DocumentContent, Job
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.notifications.models import NotForMe, Outgoing
from partners.choices import (
    CapacityDomain,
    FlagKind,
    FlagLevel,
    HandoverMode,
    IncidentWish,
    OwnerSide,
    Side,
)
from partners.models import (
    AfterCheck,
    AuthorisedOfficer,
    CapacityGoal,
    Function,
    Incident,
    Onboarding,
    OutsideAssessment,
    PartnerFlag,
    Partnership,
    PartnershipParty,
    SustainabilityPlan,
)
from partners.profile_choices import AssessmentKind, AssessmentRating
from reviews.choices import ReviewKind
from reviews.models import Review
from reviews.services import planning
from tests.agreements.drafts import make_version
from tests.agreements.results import recorded
from tests.agreements.table import TERMS, WISH, proposed
from tests.architecture.wall import Page
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.months import keep_month
from tests.reviews.versions import draft_version

BACKEND = "eclt_partners.accounts.backends.PersonBackend"
MISSING = 999_999
NO_MONTH = date(1999, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """The objects of one country that fill the addresses."""

    values: dict[str, object]
    country: str
    partnership: int
    lead: int | None


def _agreement(partnership: Partnership, party: PartnershipParty) -> tuple[int, int]:
    agreement = Agreement.objects.create(
        partnership=partnership,
        number=f"{partnership.code}/2022",
        kind_id=FirstKind.GRANT,
        title="Secret title",
        created_at=NOW,
    )
    agreement.parties.add(party)
    pay = Promise("F1", OwnerSide.FOUNDATION, CommitmentKind.PAY, "Pay in time", TODAY)
    version = make_version(agreement, ends=date(2027, 3, 1), promises=(pay,))
    instance = CommitmentInstance.objects.get(commitment__version=version)
    return agreement.pk, instance.pk


def _result(agreement_id: int, cast: Cast) -> int:
    agreement = Agreement.objects.get(pk=agreement_id)
    return recorded(cast, NOW, agreement, "dan", reached={}).pk


def _table(agreement_id: int, cast: Cast) -> tuple[int, int, int]:
    """A renegotiation with a sent proposal and a draft, both of the foundation."""
    dan, agreement = cast.actor("dan"), Agreement.objects.get(pk=agreement_id)
    table = raise_change(actor=dan, now=NOW, agreement=agreement, wish=WISH)
    sent = proposed(dan, table, _with_a_clause)
    draft = start_draft(actor=dan, now=NOW, renegotiation=table)
    return table.pk, sent.pk, draft.pk


def _with_a_clause(terms: Terms) -> Terms:
    return replace(terms, clauses=TERMS.clauses)


def _message(partnership: Partnership) -> int:
    return Outgoing.objects.create(
        dedupe_key=f"wall:{partnership.pk}",
        message_id=f"<wall-{partnership.pk}@example.org>",
        recipient_key="user:1",
        to_address="somebody@example.org",
        language="en-gb",
        time_zone="UTC",
        country_code=partnership.country_id,
        partnership_id=partnership.pk,
        letter="library",
        created_at=NOW,
        due_at=NOW,
        not_after=NOW + timedelta(days=1),
        next_try_at=NOW,
    ).pk


def _absence(person: User | None, cast: Cast) -> int:
    days = {"from_on": TODAY + timedelta(days=400), "until_on": date(2028, 1, 7)}
    return Absence.objects.create(
        person=person, stand_in=cast.dan, created_at=NOW, created_by="user:0", **days
    ).pk


def _day_off(partnership: Partnership) -> int:
    return HolidayOverride.objects.create(
        country=partnership.country, day=TODAY + timedelta(days=500), name="Feast"
    ).pk


def _said(partnership: Partnership, party: PartnershipParty) -> int:
    return NotForMe.objects.create(
        kind="COMMITMENT",
        partnership_id=partnership.pk,
        country_code=partnership.country_id,
        recipient_key=f"contact:{party.partner_lead_id}",
        said_at=NOW,
    ).pk


def _incident(partnership: Partnership) -> int:
    return Incident.objects.create(
        partnership=partnership,
        wish=IncidentWish.SAW,
        side=Side.PARTNER,
        reported_at=NOW,
        reported_by="contact:0",
    ).pk


def _goal(partnership: Partnership, party: PartnershipParty) -> int:
    return CapacityGoal.objects.create(
        partnership=partnership,
        party=party,
        domain=CapacityDomain.C3,
        why="Secret reason",
        baseline_level=2,
        baseline_on=TODAY,
        target_level=4,
        target_on=TODAY + timedelta(days=365),
    ).pk


def _onboarding(partnership: Partnership, party: PartnershipParty) -> int:
    return Onboarding.objects.create(
        partnership=partnership,
        party=party,
        contact=party.partner_lead,
        started_on=TODAY,
        started_by="user:0",
    ).pk


def _function(partnership: Partnership) -> int:
    plan = SustainabilityPlan.objects.create(
        partnership=partnership, vision="Secret plan", mode=HandoverMode.PHASE_OVER
    )
    return Function.objects.create(plan=plan, name="Secret club", importance=2).pk


def _flag(partner_id: int) -> int:
    return PartnerFlag.objects.create(
        partner_id=partner_id,
        kind=FlagKind.MONEY,
        level=FlagLevel.AMBER,
        reason="Secret doubt",
        raised_on=TODAY,
        raised_at=NOW,
        raised_by="user:0",
    ).pk


def _assessment(partner_id: int) -> int:
    return OutsideAssessment.objects.create(
        partner_id=partner_id,
        kind=AssessmentKind.MICRO,
        assessed_by="Secret agency",
        assessed_on=TODAY,
        rating=AssessmentRating.HIGH,
        noted_at=NOW,
        noted_by="user:0",
    ).pk


def _officer(party: PartnershipParty) -> int:
    return AuthorisedOfficer.objects.create(
        contact=party.partner_lead,
        title="Secret treasurer",
        from_on=TODAY,
        noted_at=NOW,
        noted_by="user:0",
    ).pk


def _after(partnership: Partnership, party: PartnershipParty) -> int:
    return AfterCheck.objects.create(
        partnership=partnership,
        ended_on=TODAY - timedelta(days=200),
        month=6,
        due_on=TODAY,
        contact=party.partner_lead,
    ).pk


def _job(partnership: Partnership) -> int:
    return Job.objects.create(
        kind=JobKind.REFRESH,
        country_code=partnership.country_id,
        asked_by_key="user:0",
        asked_at=NOW,
    ).pk


def _list(partnership: Partnership) -> int:
    """A list that somebody who plays no part sent."""
    owner = User.objects.create(
        email=f"list.{partnership.code}@example.org", name="Secret sender"
    )
    return PartnerImport.objects.create(
        owner=owner, file_name="Secret list.csv", language="en-gb", sent_at=NOW
    ).pk


def _saved_views(partnership: Partnership) -> dict[str, int]:
    """Views of somebody who plays no part: of a country, and of partners."""
    owner = User.objects.create(
        email=f"{partnership.code}@example.org", name="Secret owner"
    )
    return {
        name: SavedView.objects.create(
            owner=owner,
            country=country,
            place=1,
            name="Secret view",
            query="stage=ACTIVE",
            saved_at=NOW,
        ).pk
        for name, country in (
            ("saved_view", partnership.country),
            ("partner_view", None),
        )
    }


def _document(partnership: Partnership) -> int:
    content = f"Secret words of {partnership.pk}".encode()
    kept = DocumentContent.objects.create(
        sha256=sha256(content).hexdigest(), size=len(content), content=content
    )
    return Document.objects.create(
        subject_type="partners.partnership",
        subject_id=partnership.pk,
        partnership_id=partnership.pk,
        country_code=partnership.country_id,
        category=DocumentCategory.REPORT,
        name="secret.txt",
        content_type=ContentType.TXT,
        content=kept,
        uploaded_at=NOW,
        uploaded_by="user:0",
        client_key=uuid4(),
    ).pk


# What stands in addresses and names no row.
WORDS = {
    "registration": "agreement",
    "part": "money",
    "block": "heat-map",
    "clause": "paying",
    "number": 1,
    "ladder": "review",
    "kind": "partnership",
    "kind_of_agreement": "GRANT",
    "uid": "1",
    "key": "a-b",
    "code": "D1",
    "to_stage": "TRANSITION",
    "note": "BRINGS",
    "token": "x" * 43,
    "language": "fr",
    "domain": "C3",
}


def place_of(partnership: Partnership, party: PartnershipParty, cast: Cast) -> Place:
    review = planned_review(cast, partnership)
    agreement, instance = _agreement(partnership, party)
    table, sent, draft = _table(agreement, cast)
    return Place(
        values={
            **WORDS,
            "partnership": partnership.pk,
            "partner": party.partner_id,
            "flag": _flag(party.partner_id),
            "assessment": _assessment(party.partner_id),
            "officer": _officer(party),
            "contact": party.partner_lead_id,
            "country": partnership.country_id,
            "agreement": agreement,
            "instance": instance,
            "result": _result(agreement, cast),
            "table": table,
            "proposal": sent,
            "draft": draft,
            "review": review.pk,
            "panelist": review.panelists.filter(user=None).get().pk,
            "message": _message(partnership),
            "incident": _incident(partnership),
            "person": cast.fay.pk,
            "colleague": partnership.foundation_lead_id,
            "said": _said(partnership, party),
            "absence": _absence(partnership.foundation_lead, cast),
            "day_off": _day_off(partnership),
            "document": _document(partnership),
            "job": _job(partnership),
            "list": _list(partnership),
            **_saved_views(partnership),
            "instrument": draft_version(cast, f"X-{partnership.country_id}").pk,
            "party": party.pk,
            "goal": _goal(partnership, party),
            "function": _function(partnership),
            "onboarding": _onboarding(partnership, party),
            "after": _after(partnership, party),
            "month": _month(partnership),
        },
        country=partnership.country_id,
        partnership=partnership.pk,
        lead=partnership.foundation_lead_id,
    )


def planned_review(cast: Cast, partnership: Partnership) -> Review:
    """Plan a full review that is open for answers at once."""
    return planning.schedule_review(
        actor=cast.actor("dan"),
        now=NOW,
        partnership=partnership,
        kind=ReviewKind.FULL,
        due_on=TODAY + timedelta(days=7),
        panel=None,
    )


def address_of(page: Page, place: Place, *, missing: bool = False) -> str:
    values = [place.values[key] for key in page.keys]
    if missing:
        values[-1] = _missing(values[-1])
    return reverse(page.name, args=values)


def _missing(value: object) -> object:
    """Return a value of the same sort that names nothing."""
    if isinstance(value, date):
        return NO_MONTH
    return "QQ" if isinstance(value, str) else MISSING


def _month(partnership: Partnership) -> date:
    return keep_month(partnership.country, date(2026, 10, 31)).month

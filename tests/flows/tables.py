"""Changes of agreements at every step, ready for those who only want to look at them.

`told_tables` runs inside the running product, as `preparing` does; each table belongs
to an agreement of its own, all with one partner.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from agreements.models import Agreement, Proposal, Renegotiation
from agreements.rules.terms import Terms
from agreements.services.accepting import accept_proposal
from agreements.services.lapsing import lapse_overdue
from agreements.services.raising import acknowledge, raise_change
from agreements.services.signing import sign_proposal
from agreements.services.talking import TableTalk, record_talk
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink, User
from eclt_partners.accounts.selectors import actor_of_link, actor_of_user
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import url_of
from eclt_partners.common.actor import Actor
from partners.models import Partnership
from partners.services.onboarding import begin_onboarding
from tests.agreements.table import (
    TERMS,
    WISH,
    changed,
    drafted,
    fill_the_gate,
    proposed,
)
from tests.flows.inside import tell
from tests.flows.preparing import told
from tests.flows.product import Product

# What was done last, and by whom, at each table.
STEPS = (
    "raised by us",
    "raised by them",
    "talked",
    "drafted by us",
    "drafted by them",
    "proposed by us",
    "proposed by them",
    "answered with another",
    "accepted",
    "signed by one",
    "in force",
    "lapsed",
)


@dataclass(frozen=True, slots=True)
class Ready:
    """One table, or what lies around it.

    Attributes:
        step: what was done last.
        link: the path that the partner has in its mail.
        ours: paths that people of the foundation open.
        theirs: paths that the partner opens afterwards.
    """

    step: str
    link: str
    ours: list[str]
    theirs: list[str]


def prepared_tables(product: Product, code: str) -> list[Ready]:
    """Bring a table with a partner to each step; at the last the new version holds.

    Returns:
        The tables, and at the end the page of the partnership.
    """
    found = told(product, f"tests.flows.tables.told_tables({code!r})")
    return [Ready(**each) for each in found]


def told_tables(code: str) -> None:
    """Do it, and print how each side gets there."""
    partnership = Partnership.objects.get(code=code)
    fill_the_gate(partnership, partnership.parties.get())
    room = Room(partnership, timezone.now())
    tables = [room.table(step) for step in STEPS]
    lapse_overdue(now=room.now)
    tell([*tables, room.around()])


class Room:
    """Who sits at the tables with one partner: its head, an officer, a manager."""

    def __init__(self, partnership: Partnership, now: datetime) -> None:
        self.partnership, self.now = partnership, now
        self.party = partnership.parties.get()
        where = partnership.country_id.lower()
        self.officer = self._user(f"officer.{where}@demo.example")
        self.manager = self._user(f"manager.{where}@demo.example")

    def around(self) -> dict[str, object]:
        """Begin with a new lead; return the ways to what lies around the tables."""
        begin_onboarding(
            actor=self.manager,
            now=self.now,
            partnership=self.partnership,
            newcomer=self.party.partner_lead,
            party=self.party,
        )
        ours, theirs = f"/partnerships/{self.partnership.pk}/", "/answer/home/"
        return {
            "step": "around",
            "link": self._path(LinkPurpose.HOME, self.partnership.pk),
            "ours": [ours, f"{ours}capacity/"],
            "theirs": [theirs, f"{theirs}capacity/"],
        }

    def table(self, step: str) -> dict[str, object]:
        """Bring a new table to a step; return it with the ways to it."""
        agreement = self._agreement(step)
        home = self._partner(LinkPurpose.HOME)
        raiser = self.officer if step == "raised by us" else home
        raised_at = self.now - timedelta(days=150 if step == "lapsed" else 0)
        table = raise_change(
            actor=raiser, now=raised_at, agreement=agreement, wish=WISH
        )
        if ways := self._ways(table).get(step):
            acknowledge(actor=self.officer, now=self.now, renegotiation=table)
            ways()
        is_signing = step in {"accepted", "signed by one"}
        purpose = LinkPurpose.SIGN if is_signing else LinkPurpose.RENEGOTIATION
        ours, theirs = f"/renegotiations/{table.pk}/", f"/table/{table.pk}/"
        papers = [f"proposals/{each.pk}/" for each in table.proposals.all()]
        found = {
            "step": step,
            "link": self._path(purpose, table.pk),
            "ours": [ours, *(ours + each for each in papers)],
            "theirs": [theirs, *(theirs + each for each in papers)],
        }
        # A draft is of one side alone.
        if step.startswith("drafted"):
            found["theirs" if step.endswith("us") else "ours"] = []
        if step == "in force":
            found["ours"] += [
                f"{ours}{papers[0]}signed/",
                f"/agreements/{agreement.pk}/",
            ]
            found["theirs"] += [
                f"{theirs}{papers[0]}signed/",
                f"/deal/{agreement.pk}/versions/2/",
            ]
        return found

    def _ways(self, table: Renegotiation) -> dict[str, Callable[[], object]]:
        ours, theirs = self.officer, self._partner(LinkPurpose.RENEGOTIATION, table.pk)
        return {
            "talked": lambda: self._talk(table),
            "drafted by us": lambda: drafted(ours, table, changed, self.now),
            "drafted by them": lambda: drafted(theirs, table, changed, self.now),
            "proposed by us": lambda: proposed(ours, table, changed, self.now),
            "proposed by them": lambda: proposed(theirs, table, changed, self.now),
            "answered with another": lambda: [
                proposed(theirs, table, changed, self.now),
                proposed(ours, table, _met, self.now),
            ],
            "accepted": lambda: self._accept(theirs, table),
            "signed by one": lambda: self._sign(self._accept(theirs, table), table, 1),
            "in force": lambda: self._sign(self._accept(theirs, table), table, 2),
        }

    def _talk(self, table: Renegotiation) -> None:
        today = self.partnership.country.today(now=self.now)
        words = TableTalk(today, "Both leads", "English", "We look for a way.")
        record_talk(actor=self.officer, now=self.now, renegotiation=table, talk=words)

    def _accept(self, theirs: Actor, table: Renegotiation) -> Proposal:
        paper = proposed(theirs, table, changed, self.now)
        return accept_proposal(
            actor=self.officer,
            now=self.now,
            proposal=paper,
            seen_hash=paper.text_hash,
        )

    def _sign(self, paper: Proposal, table: Renegotiation, hands: int) -> None:
        head = self._partner(LinkPurpose.SIGN, table.pk)
        director = self._user("director@demo.example")
        for actor, name in [(director, "The director"), (head, "The head")][:hands]:
            sign_proposal(
                actor=actor,
                now=self.now,
                proposal=paper,
                seen_hash=paper.text_hash,
                name=name,
                role="Signs for us",
                pass_reason="Overhead is paid by another donor",
            )

    def _agreement(self, step: str) -> Agreement:
        terms = _terms(self.partnership.country.today(now=self.now), step)
        agreement = Agreement.objects.create(
            partnership=self.partnership,
            number=f"{self.partnership.code}/{STEPS.index(step)}",
            kind_id="PROGRAMME",
            title=terms.title,
            created_at=self.now,
        )
        agreement.parties.add(self.party)
        facts = VersionFacts(1, "ORIGINAL", "REGISTERED", self.officer.key)
        insert_version(now=self.now, agreement=agreement, facts=facts, terms=terms)
        return agreement

    def _partner(self, purpose: LinkPurpose, subject_id: int | None = None) -> Actor:
        return actor_of_link(self._link(purpose, subject_id or self.partnership.pk))

    def _path(self, purpose: LinkPurpose, subject_id: int) -> str:
        return urlsplit(url_of(self._link(purpose, subject_id))).path

    def _link(self, purpose: LinkPurpose, subject_id: int) -> PartnerLink:
        return issue_link(
            now=self.now,
            contact_id=self.party.partner_lead_id,
            partnership_id=self.partnership.pk,
            country_id=self.partnership.country_id,
            purpose=purpose,
            subject_id=subject_id,
            expires_at=self.now + timedelta(days=30),
        )

    @staticmethod
    def _user(email: str) -> Actor:
        return actor_of_user(User.objects.get(email=email))


def _terms(today: date, step: str) -> Terms:
    """A deal of two years that began some weeks ago, with money and promises."""
    starts, ends = today - timedelta(days=60), today + timedelta(days=670)
    return replace(
        TERMS,
        title=f"Schools, {step}",
        effective_from=starts,
        effective_to=ends,
        rate_on=starts,
        lines=tuple(replace(each, year=starts.year) for each in TERMS.lines),
        promises=tuple(
            replace(each, due_on=each.due_on and today + timedelta(days=30))
            for each in TERMS.promises
        ),
    )


def _met(terms: Terms) -> Terms:
    """Half way: two days more than what the partner asked for."""
    paying = replace(terms.clauses[3], text="Within 12 working days.")
    return replace(terms, clauses=(*terms.clauses[:3], paying))

"""The handover pack: what a new lead must know, as far as each reader may see it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.choices import CommitmentKind, FirstKind
from agreements.models import Agreement, CommitmentInstance
from agreements.rules.terms import Promise
from agreements.services.talking import write_private_note
from partners.choices import (
    CheckKind,
    CheckOutcome,
    EventKind,
    IncidentState,
    IncidentWish,
    OwnerSide,
    Side,
)
from partners.models import (
    AuthorisedOfficer,
    Event,
    Incident,
    IncidentNote,
    InterestStatement,
    OutsideAssessment,
    PartnershipParty,
    SafeguardingCheck,
)
from reviews.choices import Audience, ReviewState
from reviews.services.refusals import Closing
from tests.agreements.drafts import make_version
from tests.agreements.table import TERMS, fill_the_gate, gift, make_agreement, raised
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import client_of, queries_of
from tests.partners.selectors.test_partner_page import fill as fill_page
from tests.pdfs import fonts_outside, kinds_of_tags, words_of
from tests.reviews.factories import (
    answer_all,
    answer_side,
    make_review,
    seat_of_person,
)

SECRETS = ("CanaryPrivate", "CanaryIncident", "CanaryNote", "CanaryUs", "CanaryEve")
READERS = ("amina", "brian", "dan", "eve", "fay")


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=True):
        yield


def address(cast, name="hand_over") -> str:
    return reverse(f"dashboards:{name}", args=[cast.malawi_partnership.pk])


def page_of(cast, who, **headers) -> str:
    answer = client_of(getattr(cast, who)).get(address(cast), headers=headers)
    return re.sub(r"\s+", " ", answer.content.decode())


def pdf_of(cast, who, **headers) -> bytes:
    client = client_of(getattr(cast, who))
    return client.get(address(cast, "hand_over_pdf"), headers=headers).content


def promised(cast, *promises) -> None:
    """An agreement of its own, with promises."""
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/2022",
        kind_id=FirstKind.PROGRAMME,
        title="Clubs",
        created_at=NOW,
    )
    make_version(agreement, promises=promises, ends=date(2027, 12, 31))


def incident(cast, *, serious: bool) -> Incident:
    made = Incident.objects.create(
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
        side=Side.PARTNER,
        state=IncidentState.IN_CONTACT,
        reported_at=NOW,
        reported_by=f"contact:{cast.gift.pk}",
        serious_on=TODAY if serious else None,
    )
    IncidentNote.objects.create(
        incident=made, text="CanaryIncident", written_at=NOW, written_by="user:0"
    )
    return made


def secrets(cast) -> None:
    """Plant words that no pack may hold: notes, answers, reports."""
    table = raised(cast)
    for actor in (cast.actor("amina"), gift(cast)):
        write_private_note(
            actor=actor, now=NOW, renegotiation=table, text="CanaryPrivate"
        )
    incident(cast, serious=True)
    review = make_review(cast, now=NOW)
    closing = Closing(
        keep="Fine",
        change="CanaryUs",
        change_audience=Audience.MY_SIDE,
        unsaid="CanaryEve",
    )
    answer_all(
        seat_of_person(review, cast.gift), closing=closing, evidence="CanaryNote"
    )
    answer_side(review, None, 4)


def test_it_says_who_we_are_to_each_other(cast) -> None:
    page = page_of(cast, "brian")
    for words in (
        "MW-01 Nyali Trust",
        "Working together",
        "1 Mar 2022",
        "Amina, amina@example.org",
        "Nyali Trust (Local NGO)",
        "Gift",
        "Blantyre",
        "English",
        "gift@partner.example",
    ):
        assert words in page


def test_it_says_how_it_stands_with_the_rule_in_words(cast) -> None:
    make_review(
        cast, state=ReviewState.COMPLETED, foundation=4, partner={"D2": 2}, now=NOW
    )
    page = page_of(cast, "brian")
    for words in (
        "Red: talk within 14 days",
        "Trust and respect: one side answers 2 or lower on average.",
        "First reading",
        "Trust and respect: 3.0 of 5",
        "Trust and respect: foundation 4.0, partner 2.0; talk about this first",
    ):
        assert words in page


def test_of_a_promise_the_late_days_and_the_next_one_are_shown(cast) -> None:
    ours = Promise(
        "F9", OwnerSide.FOUNDATION, CommitmentKind.PAY, "Pay the rest", TODAY
    )
    promised(cast, ours)
    instance = CommitmentInstance.objects.get(commitment__code="F9")
    for days in (-40, 30, 60):
        instance.pk, instance.due_on = None, TODAY + timedelta(days=days)
        instance.save()
    page = page_of(cast, "brian")
    assert "40 days late" in page
    assert "Pay the rest" in page
    promises = page.partition('id="promises"')[2].partition("</section>")[0]
    assert promises.count("Pay the rest") == 2
    assert "in 30 days" not in promises


def test_an_open_change_stands_there_with_whom_it_waits_for(cast) -> None:
    raised(cast)
    page = page_of(cast, "brian")
    assert "The storm took the roofs" in page
    assert (
        "Waiting for the foundation: say that you read the wish by 30 Nov 2026" in page
    )


def test_an_agreement_that_was_closed_early_ends_on_that_day(cast) -> None:
    partnership = cast.malawi_partnership
    make_agreement(cast, replace(TERMS, effective_to=date(2027, 6, 30)))
    assert "30 Jun 2027" in page_of(cast, "brian")
    partnership.stage_changes.create(
        from_stage=partnership.stage,
        to_stage="SUSTAINING",
        changed_on=TODAY,
        changed_at=NOW + timedelta(hours=1),
        changed_by="user:1",
    )
    type(partnership).objects.filter(pk=partnership.pk).update(stage="SUSTAINING")

    page = page_of(cast, "brian")

    assert "to 23 Nov 2026" in page
    assert "30 Jun 2027" not in page


def test_plans_goals_expectations_and_checks_of_both_sides_stand_there(cast) -> None:
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)
    page = page_of(cast, "brian")
    for words in (
        "Handover: Not ready (31 of 100)",
        "Help is needed first with: Resources.",
        "District office, not accepted yet",
        "Managing money",
        "Children are back in school",
        "Whether there is money",
        "The foundation checked the partner",
        "Valid until 31 Dec 2027",
    ):
        assert words in page


def test_in_a_coalition_every_line_says_whose_it_is(cast) -> None:
    second = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=cast.kasanyi, from_on=TODAY
    )
    partner, report = OwnerSide.PARTNER, CommitmentKind.REPORT
    promise = Promise("P1", partner, report, "Share the audit", date(2027, 4, 30))
    promised(cast, replace(promise, party_id=second.pk))
    for party in (cast.malawi_party, second):
        SafeguardingCheck.objects.create(
            partner=party.partner,
            checked_on=TODAY,
            valid_until=date(2027, 5, 31),
            outcome=CheckOutcome.GOOD,
        )

    page = page_of(cast, "brian")

    check = f"{CheckKind.SAFEGUARDING.label} The foundation checked the partner"
    for name in ("Nyali Trust", "Kasanyi"):
        assert f"{name} \u2013 The foundation checked the partner: " in page
        assert f"{check} ({name})" in page
    assert "Share the audit (Kasanyi)" in page
    assert "Kasanyi · 30 Apr 2027" in page
    url = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    card = client_of(cast.brian).get(url).content.decode()
    assert "Kasanyi · 30 Apr 2027" in card


def test_it_says_who_may_sign_and_what_others_found(cast) -> None:
    fill_page(cast, 2)
    OutsideAssessment.objects.update(expires_on=TODAY - timedelta(days=1))
    page = page_of(cast, "brian")
    assert "May sign for the partner" in page
    assert "Person 2, Head" in page
    assert "Micro-assessment (HACT)" in page
    assert "Expired on 22 Nov 2026" in page
    OutsideAssessment.objects.update(expires_on=TODAY + timedelta(days=9))
    AuthorisedOfficer.objects.update(to_on=TODAY - timedelta(days=1))
    later = page_of(cast, "brian")
    assert "An assessment by others ends" in later
    assert "Person 2, Head" not in later


def test_what_needs_care_is_gathered(cast) -> None:
    Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=EventKind.CONTEXT,
        happened_on=TODAY,
        reported_on=TODAY,
        reported_by="user:0",
        side=Side.FOUNDATION,
        note="The council was elected",
    )
    InterestStatement.objects.create(
        partnership=cast.malawi_partnership,
        party=None,
        is_none=False,
        text="A cousin sits on the board",
        stated_on=TODAY,
        stated_by="user:0",
    )
    page = page_of(cast, "brian")
    assert "The council was elected" in page
    assert "A cousin sits on the board" in page
    assert "Nothing is noted that needs special care." not in page


@pytest.mark.parametrize("who", READERS)
def test_no_pack_holds_notes_answers_or_reports(cast, who) -> None:
    secrets(cast)
    text = page_of(cast, who) + words_of(pdf_of(cast, who))
    assert [word for word in SECRETS if word in text] == []
    assert "There is a confidential safety report." in text
    assert "the storm took the roofs" in text.lower()


@pytest.mark.parametrize("who", READERS)
def test_a_report_that_is_not_serious_is_known_to_nobody(cast, who) -> None:
    incident(cast, serious=False)
    assert "confidential" not in page_of(cast, who)


def test_who_reads_reports_and_sees_the_partnership_is_told_of_one(cast) -> None:
    role = cast.sam.roles.get()
    role.pk, role.user = None, cast.brian
    role.save()
    incident(cast, serious=False)
    page = page_of(cast, "brian")
    assert "There is a confidential safety report." in page
    assert "CanaryIncident" not in page


def test_the_answers_of_a_side_that_spoke_alone_stay_inside(cast) -> None:
    make_review(cast, state=ReviewState.COMPLETED, foundation=None, partner=2, now=NOW)
    page = page_of(cast, "brian")
    assert "Lowest for both sides together" not in page
    assert "Biggest difference" not in page


def test_the_pdf_is_tagged_says_the_same_and_names_nobody_in_its_file(cast) -> None:
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)
    answer = client_of(cast.brian).get(address(cast, "hand_over_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store, private"
    name = "MW-01-hand-over-2026-11-23.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    words = words_of(answer.content)
    for each in ("Who we are to each other", "Whether there is money", "Next dates"):
        assert each in words
    assert {"/H1", "/H2", "/Table", "/LI"} <= set(kinds_of_tags(answer.content))
    assert fonts_outside(answer.content) == []


def test_each_reader_gets_it_in_the_own_language(cast) -> None:
    cast.brian.language = "fr"
    cast.brian.save(update_fields=["language"])
    assert 'lang="fr"' in page_of(cast, "brian")
    assert "Pays Malawi" in words_of(pdf_of(cast, "brian"))


@pytest.mark.parametrize("name", ["hand_over", "hand_over_pdf"])
def test_a_full_pack_takes_as_many_queries_as_a_thin_one(cast, name) -> None:
    fill_the_gate(cast.malawi_partnership, cast.malawi_party)
    raised(cast)
    make_review(cast, state=ReviewState.COMPLETED, now=NOW)
    client = client_of(cast.brian)
    few = queries_of(client, address(cast, name))
    promises = [
        Promise(f"F{n}", OwnerSide.FOUNDATION, CommitmentKind.PAY, f"Pay {n}", TODAY)
        for n in range(8)
    ]
    promised(cast, *promises)
    make_review(cast, state=ReviewState.COMPLETED, now=NOW - timedelta(days=200))
    for number in range(1, 4):
        fill_page(cast, number)
    for days in range(6):
        Event.objects.create(
            partnership=cast.malawi_partnership,
            kind=EventKind.CONTEXT,
            happened_on=TODAY - timedelta(days=days),
            reported_on=TODAY,
            reported_by="user:0",
            side=Side.FOUNDATION,
        )
    assert queries_of(client, address(cast, name)) == few
    assert few <= 80

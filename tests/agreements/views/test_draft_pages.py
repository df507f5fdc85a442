"""A side writes its draft: overview, parts, clauses, and nobody else sees it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.choices import ProposalState
from agreements.models import Proposal
from agreements.selectors.proposals import terms_of
from agreements.services.drafting import save_draft, start_draft
from agreements.services.versions import VersionFacts, insert_version
from tests.agreements.table import TERMS, gift
from tests.agreements.views.at_the_table import clause_form, partner, staff
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("told_context")

PARTS = ("frame", "money", "targets", "places", "promises", "principles", "rules")


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def draft(cast, table) -> Proposal:
    return start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)


def test_a_draft_begins_with_one_press_from_either_side(cast, table) -> None:
    for seat in (staff(cast, "amina", table.pk), partner(cast, table.pk)):
        response = seat.post("draft_start")
        made = Proposal.objects.latest("pk")
        assert response.status_code == 302
        assert response.url == seat.url("proposal", made.pk)
        assert "Nothing is changed yet" in seat.read("proposal", made.pk)
    assert Proposal.objects.count() == 2


def test_a_draft_does_not_exist_for_the_other_side(cast, table, draft) -> None:
    theirs = start_draft(actor=gift(cast), now=NOW, renegotiation=table)
    pairs = (
        (partner(cast, table.pk), draft),
        (staff(cast, "dan", table.pk), theirs),
    )
    for seat, hidden in pairs:
        for page, args in (
            ("proposal", ()),
            ("proposal_changes", ()),
            ("proposal_part", ("money",)),
            ("proposal_clause", ("paying",)),
            ("proposal_discard", ()),
            ("proposal_compare", (hidden.pk,)),
        ):
            there = seat.get(page, hidden.pk, *args)
            gone = seat.get(page, 999_999, *args)
            assert (there.status_code, gone.status_code) == (404, 404), page


def test_the_overview_lists_every_part_and_clause_and_what_is_missing(
    amina, draft
) -> None:
    page = amina.read("proposal", draft.pk)
    for part in PARTS:
        assert amina.url("proposal_part", draft.pk, part) in page
    for clause in TERMS.clauses:
        assert clause.heading in page
    assert "protected:" in page
    assert "The plan for what must last names nothing yet." in page
    plan = reverse("partners:plan", args=[draft.renegotiation.agreement.partnership_id])
    assert f'href="{plan}"' in page


def test_an_untouched_draft_has_no_size_yet(amina, draft) -> None:
    for page in ("proposal", "proposal_changes"):
        text = amina.read(page, draft.pk)
        assert "That depends on what you change." in text, page
        assert "Small change" not in text, page


def test_a_draft_says_before_it_is_sent_that_its_first_day_is_over(
    cast, amina, draft
) -> None:
    url = amina.url("proposal_part", draft.pk, "frame")
    warning = "is over. Nobody could accept or sign it."
    assert warning not in amina.read("proposal", draft.pk)
    yesterday = (NOW - timedelta(days=1)).date()
    save_draft(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=draft,
        revision=draft.revision,
        terms=replace(
            terms_of(draft), effective_from=yesterday, places=("Nkhotakota",)
        ),
    )
    for page in ("proposal", "proposal_changes"):
        text = amina.read(page, draft.pk)
        assert warning in text, page
        assert f'<a href="{url}">Choose a later first day</a>' in text, page


@pytest.mark.parametrize("part", PARTS)
def test_saving_a_part_without_touching_it_changes_nothing(amina, draft, part) -> None:
    url = amina.url("proposal_part", draft.pk, part)
    page = amina.client.get(url)
    editor = page.context["editor"]
    sent = {"revision": draft.revision}
    for group in editor.groups:
        sent[group.count_name] = len(group)
    for form in editor.all_forms:
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None else value
    before = terms_of(draft)

    response = amina.client.post(url, sent)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert terms_of(draft) == before


def test_a_clause_and_its_reason_are_saved_on_one_page(amina, draft) -> None:
    response = amina.post(
        "proposal_clause", draft.pk, "paying", **clause_form(draft), then_changes="1"
    )

    assert response.url == amina.url("proposal_changes", draft.pk)
    draft.refresh_from_db()
    assert terms_of(draft).clauses[3].text == "Within 10 working days."
    assert draft.reasons == {"clause:paying": "Ten days are enough"}
    page = amina.read("proposal_changes", draft.pk)
    assert "added:" in page
    assert "removed:" in page
    assert "Ten days are enough" in page


def test_a_new_clause_gets_a_key_of_its_own_words(amina, draft) -> None:
    for _time in range(2):
        draft.refresh_from_db()
        amina.post(
            "proposal_clause_new",
            draft.pk,
            **clause_form(draft, heading="École & forêt", kind="OTHER"),
        )
    draft.refresh_from_db()
    assert [each.key for each in terms_of(draft).clauses[4:]] == [
        "ecole-foret",
        "ecole-foret-2",
    ]
    assert draft.reasons["clause:ecole-foret"] == "Ten days are enough"


def test_a_clause_moves_and_goes_but_a_protected_one_stays(amina, draft) -> None:
    amina.post(
        "proposal_clause_move", draft.pk, "paying", way="up", revision=draft.revision
    )
    draft.refresh_from_db()
    assert [each.key for each in terms_of(draft).clauses][2:] == ["paying", "talk"]
    amina.post(
        "proposal_clause_move", draft.pk, "talk", way="out", revision=draft.revision
    )
    draft.refresh_from_db()
    response = amina.client.post(
        amina.url("proposal_clause_move", draft.pk, "room"),
        {"way": "out", "revision": draft.revision},
        follow=True,
    )
    draft.refresh_from_db()
    assert [each.key for each in terms_of(draft).clauses] == [
        "take-stock",
        "room",
        "paying",
    ]
    assert "Room to change is protected" in response.content.decode()


def test_a_protected_clause_says_at_the_field_why_it_may_not_be_weaker(
    amina, draft
) -> None:
    response = amina.post(
        "proposal_clause",
        draft.pk,
        "room",
        **clause_form(draft, heading="Room to change", text="Nobody asks."),
    )
    assert response.status_code == 200
    page = response.content.decode()
    assert "only be made stronger" in page
    assert "Nobody asks." in page
    assert response.context["editor"].form.errors["text"]


def test_two_people_of_one_side_lose_nothing(cast, amina, draft) -> None:
    other = staff(cast, "brian", amina.table_id)
    other.post(
        "proposal_clause",
        draft.pk,
        "paying",
        **clause_form(draft, text="Within 12 working days."),
    )

    response = amina.post("proposal_clause", draft.pk, "paying", **clause_form(draft))

    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody of your side was faster" in page
    assert "12" in page
    assert "Within 10 working days." in page
    draft.refresh_from_db()
    assert f'name="revision" value="{draft.revision}"' in page
    amina.post("proposal_clause", draft.pk, "paying", **clause_form(draft))
    draft.refresh_from_db()
    assert terms_of(draft).clauses[3].text == "Within 10 working days."


def test_more_rows_keep_what_was_typed(amina, draft) -> None:
    response = amina.post(
        "proposal_part",
        draft.pk,
        "places",
        **{"place-rows": "2", "place-0-text": "Mtsinje", "place-1-text": "Lunzu"},
        reason="A new school",
        more_rows="1",
    )
    page = response.content.decode()
    assert "Lunzu" in page
    assert "A new school" in page
    assert 'name="place-4-text"' in page
    draft.refresh_from_db()
    assert terms_of(draft).places == ("Mtsinje",)


def test_a_newer_version_is_told_and_the_draft_moves_onto_it(
    cast, amina, draft
) -> None:
    draft = save_draft(
        actor=cast.actor("amina"),
        now=NOW,
        proposal=draft,
        revision=draft.revision,
        terms=replace(terms_of(draft), title="Schools and clubs"),
    )
    insert_version(
        now=NOW,
        agreement=draft.renegotiation.agreement,
        facts=VersionFacts(2, "CORRECTION", "REGISTERED", "system"),
        terms=replace(
            TERMS,
            title="Schools of Malawi",
            effective_from=NOW.date(),
            places=("Lunzu",),
        ),
    )
    assert "Move onto version 2" in amina.read("proposal", draft.pk)

    page = amina.post("proposal_rebase", draft.pk).content.decode()

    for text in ("Schools of Malawi", "Schools and clubs"):
        assert text in page
    draft.refresh_from_db()
    assert terms_of(draft).places == ("Lunzu",)
    assert "Move onto version" not in amina.read("proposal", draft.pk)


def test_a_draft_is_put_away_after_a_page_that_says_what_happens(amina, draft) -> None:
    assert "What will happen" in amina.read("proposal_discard", draft.pk)
    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT
    amina.post("proposal_discard", draft.pk)
    draft.refresh_from_db()
    assert draft.state == ProposalState.WITHDRAWN


def test_an_auditor_reads_a_draft_and_writes_nothing(cast, table, draft) -> None:
    fay = staff(cast, "fay", table.pk)
    assert fay.get("proposal", draft.pk).status_code == 200
    assert fay.get("proposal_clause", draft.pk, "paying").status_code == 403
    assert fay.post("draft_start").status_code == 403


def test_clauses_that_are_usual_in_the_kind_stand_first(amina, table, draft) -> None:
    kind = table.agreement.kind
    kind.clauses = ["ending-early"]
    kind.save()

    page = amina.get("proposal_library", draft.pk).content.decode()
    first, *others = page.split('<li class="card">')[1:]

    assert 'value="ending-early"' in first
    assert "Usual in this kind of agreement" in first
    assert len(others) == 11
    assert not any("Usual in this kind" in other for other in others)

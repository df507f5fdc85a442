"""The pages of the ledger: one list, one button for each step."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.forms import steps
from agreements.models import CommitmentInstance
from agreements.views import ledger as ledger_page
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.paging import CappedPaginator
from tests.agreements.drafts import PAY, REPORT, register
from tests.agreements.views.test_pages import sign_in
from tests.cast import TODAY
from tests.dashboards.views.pages import client_of, queries_of

LIST = "agreements:commitments"


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def late(cast, now) -> CommitmentInstance:
    register(cast, now, promises=[PAY, REPORT])
    return CommitmentInstance.objects.get(commitment__code="F1")


def one(instance: CommitmentInstance) -> str:
    return reverse("agreements:commitment_outcome", args=[instance.pk])


def test_the_list_shows_both_sides_and_what_is_overdue(cast, late) -> None:
    page = sign_in(cast, "amina").get(reverse(LIST)).content.decode()

    assert page.index("Pay in 15 working days") < page.index("Share the audit")
    assert "Overdue" in page
    assert "How both sides keep their promises" in page


def test_a_stranger_sees_an_empty_list(cast, late) -> None:
    page = sign_in(cast, "chloe").get(reverse(LIST)).content.decode()

    assert "Pay in 15" not in page
    assert "No promise is open" in page


def test_filters_that_match_nothing_say_what_was_asked(cast, late) -> None:
    page = sign_in(cast, "amina").get(f"{reverse(LIST)}?phase=DISPUTED")

    assert "No promise matches" in page.content.decode()
    assert "The sides do not agree" in page.content.decode()


def test_one_country_is_shown_to_those_who_see_several(cast, now, late) -> None:
    uganda = cast.uganda_partnership
    paid = replace(PAY, text="Send the money in parts")
    register(cast, now, "chloe", promises=[paid, REPORT], partnership=uganda)
    client = sign_in(cast, "dan")

    both, here, there = (
        client.get(reverse(LIST) + query).content.decode()
        for query in ("", "?country=MW", "?country=UG")
    )

    assert "MW-01" in both
    assert "UG-01" in both
    assert "Pay in 15 working days" in here
    assert "Pay in 15 working days" not in there
    assert "· Uganda" in there


def test_whoever_sees_one_country_is_not_asked_for_it(cast, late) -> None:
    page = sign_in(cast, "amina").get(reverse(LIST)).content.decode()

    assert 'name="country"' not in page


def test_a_country_that_was_chosen_stays_chosen_on_the_way_to_promises(cast) -> None:
    page = sign_in(cast, "dan").get("/more/?country=MW").content.decode()

    assert f'href="{reverse(LIST)}?country=MW"' in page


@pytest.mark.parametrize("query", ["phase=x&side=y", "partnership=abc", "page=99"])
def test_a_strange_address_still_shows_the_list(cast, late, query) -> None:
    assert sign_in(cast, "amina").get(f"{reverse(LIST)}?{query}").status_code == 200


def test_one_press_in_the_list_leads_back_to_the_list(cast, late) -> None:
    answer = sign_in(cast, "amina").post(
        f"{one(late)}?side=FOUNDATION",
        {"step": "KEPT_LATE", "note": "Paid on 9 Oct", "from": "ledger"},
    )

    assert answer.url == f"{reverse(LIST)}?side=FOUNDATION"
    late.refresh_from_db()
    assert (late.state, late.evidence) == ("KEPT_LATE", "Paid on 9 Oct")


def test_a_promise_is_late_only_until_somebody_says_what_became_of_it(
    cast, late
) -> None:
    amina = sign_in(cast, "amina")
    assert "days late" in amina.get(one(late)).content.decode()

    amina.post(one(late), {"step": "KEPT", "note": "Paid on 9 Oct"})

    assert "days late" not in amina.get(one(late)).content.decode()


def test_what_is_missing_is_told_beside_the_sentence(cast, late) -> None:
    page = sign_in(cast, "amina").post(one(late), {"step": "NOT_KEPT"})

    assert 'href="#id_note"' in page.content.decode()
    late.refresh_from_db()
    assert late.state == "NOT_DUE"


def test_a_step_that_is_not_open_is_a_conflict(cast, late) -> None:
    answer = sign_in(cast, "amina").post(one(late), {"step": "CONFIRM"})

    assert answer.status_code == 409


def test_who_may_not_change_reads_without_buttons(cast, late) -> None:
    client = sign_in(cast, "fay")

    page = client.get(one(late)).content.decode()

    assert "Pay in 15 working days" in page
    assert 'name="step"' not in page
    assert client.post(one(late), {"step": "KEPT"}).status_code == 403


def test_looking_changes_nothing(cast, late) -> None:
    before = AuditEntry.objects.count()

    for url in (reverse(LIST), one(late)):
        sign_in(cast, "amina").get(url)

    assert AuditEntry.objects.count() == before


def test_a_list_of_two_or_of_twenty_takes_the_same_queries(cast, now) -> None:
    def add(title: str, count: int) -> None:
        ours = [
            replace(
                PAY,
                due_on=TODAY + timedelta(days=n),
                owner_key=f"user:{cast.brian.pk}",
                party=cast.malawi_party,
            )
            for n in range(count)
        ]
        register(cast, now, title=title, number=title, promises=[*ours, REPORT])

    client = client_of(cast.amina)
    add("few", 1)
    few = queries_of(client, reverse(LIST))
    add("many", 19)
    assert queries_of(client, reverse(LIST)) == few
    assert few <= 20


@pytest.fixture
def many(monkeypatch):
    """One partnership is too many to be offered."""
    for module in (steps, ledger_page):
        monkeypatch.setattr(module, "MOST_OFFERED", 0)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("", True), ("code=mw-01", True), ("code=%20MW-01", True), ("code=UG-01", False)],
)
def test_where_there_are_many_partnerships_a_code_is_typed(
    cast, late, many, query, is_found
) -> None:
    page = sign_in(cast, "amina").get(f"{reverse(LIST)}?{query}").content.decode()

    assert ("Pay in 15 working days" in page) is is_found
    assert ("You asked for: UG-01" in page) is not is_found
    assert 'name="code"' in page
    assert 'name="partnership"' not in page


def test_a_partnership_that_was_asked_for_stays_chosen_among_many(
    cast, late, many
) -> None:
    url = f"{reverse(LIST)}?partnership={cast.malawi_partnership.pk}"
    page = sign_in(cast, "amina").get(url).content.decode()

    assert f'<option value="{cast.malawi_partnership.pk}" selected>' in page
    assert "Pay in 15 working days" in page


def test_a_list_that_is_cut_says_so(cast, late, monkeypatch) -> None:
    monkeypatch.setattr(CappedPaginator, "MOST", 1)
    page = sign_in(cast, "amina").get(reverse(LIST)).content.decode()

    assert "More than 1 due dates, of which the first 1 are listed" in page

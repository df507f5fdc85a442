"""The pages of agreements: who may open them, and what they do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, AgreementVersion, CommitmentInstance
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.words import plain_date
from tests.agreements.drafts import make_version, register
from tests.agreements.forms.test_forms import PAPER
from tests.lifecycle.world import new_chapter

PROMISES = {
    "foundation-0-text": "Pay in 15 working days",
    "foundation-0-kind": "PAY",
    "foundation-0-due_on": "27 3 2026",
    "partner-0-text": "Share the audit",
    "partner-0-kind": "REPORT",
    "partner-0-due_on": "30 4 2027",
}
PAGES = ("detail", "version_new", "new", "commitment_outcome")


def sign_in(cast, who: str) -> Client:
    client = Client()
    client.force_login(
        getattr(cast, who),
        backend="eclt_partners.accounts.backends.PersonBackend",
    )
    return client


@pytest.fixture
def agreement(cast, now) -> Agreement:
    return register(cast, now)


def address(agreement: Agreement, page: str) -> str:
    keys = {
        "detail": agreement.pk,
        "version_new": agreement.pk,
        "new": agreement.partnership_id,
        "commitment_outcome": CommitmentInstance.objects.earliest("pk").pk,
    }
    return reverse(f"agreements:{page}", args=[keys[page]])


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_opens_every_page_of_the_own_country(cast, agreement, page) -> None:
    answer = sign_in(cast, "amina").get(address(agreement, page))

    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_cannot_tell_a_foreign_page_from_a_missing_one(
    cast, agreement, page, method
) -> None:
    client, url = sign_in(cast, "chloe"), address(agreement, page)
    missing = "/".join("999999" if p.isdecimal() else p for p in url.split("/"))

    foreign, nothing = getattr(client, method)(url), getattr(client, method)(missing)

    assert foreign.status_code == nothing.status_code
    assert foreign.status_code in {404, 405}
    assert foreign.content == nothing.content


@pytest.mark.parametrize("page", ["version_new", "new"])
def test_an_auditor_reads_and_changes_nothing(cast, agreement, page) -> None:
    client = sign_in(cast, "fay")

    assert client.get(address(agreement, "detail")).status_code == 200
    assert client.get(address(agreement, page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing(cast, agreement, page) -> None:
    before = AuditEntry.objects.count()

    sign_in(cast, "amina").get(address(agreement, page))

    assert AuditEntry.objects.count() == before


def test_the_page_shows_money_as_code_and_amount(cast, agreement) -> None:
    page = sign_in(cast, "amina").get(address(agreement, "detail")).content.decode()

    assert "MWK\u00a01,734,000" in page
    assert "USD\u00a01,000" in page


def test_the_page_says_who_registered_a_version(cast, agreement) -> None:
    page = sign_in(cast, "brian").get(address(agreement, "detail")).content.decode()

    assert "Amina" in page


def test_an_agreement_is_registered(cast) -> None:
    answer = sign_in(cast, "amina").post(
        reverse("agreements:new", args=[cast.malawi_partnership.pk]),
        {**PAPER, **PROMISES},
    )

    agreement = Agreement.objects.get()
    assert answer.url == reverse("agreements:detail", args=[agreement.pk])
    assert agreement.versions.get().commitments.count() == 2


def test_problems_of_the_paper_and_of_a_row_show_at_once(cast) -> None:
    data = {**PAPER, **PROMISES, "title": "", "partner-0-kind": ""}

    page = (
        sign_in(cast, "amina")
        .post(reverse("agreements:new", args=[cast.malawi_partnership.pk]), data)
        .content.decode()
    )

    assert "Enter the title of the agreement" in page
    assert 'href="#id_partner-0-kind"' in page
    assert "Pay in 15 working days" in page
    assert not Agreement.objects.exists()


def test_one_side_without_promises_is_told_so(cast) -> None:
    data = {k: v for k, v in {**PAPER, **PROMISES}.items() if "partner-" not in k}

    page = (
        sign_in(cast, "amina")
        .post(reverse("agreements:new", args=[cast.malawi_partnership.pk]), data)
        .content.decode()
    )

    assert "at least one promise of the foundation" in page


@pytest.mark.parametrize("page", ["new", "version_new"])
def test_more_rows_are_shown_and_nothing_is_saved(cast, agreement, page) -> None:
    data = {**PAPER, "title": "Half typed", "summary": "Half typed", "more_rows": "1"}
    before = AgreementVersion.objects.count()

    answer = sign_in(cast, "amina").post(address(agreement, page), data)

    shown = answer.content.decode()
    assert "Half typed" in shown
    assert 'name="foundation-5-text"' in shown
    assert "There is a problem" not in shown
    assert AgreementVersion.objects.count() == before


def test_a_version_is_registered(cast, agreement) -> None:
    sign_in(cast, "amina").post(
        address(agreement, "version_new"),
        {
            **PAPER,
            **PROMISES,
            "effective_from": "1 7 2026",
            "kind_of_change": "EXTENSION",
            "summary": "Two more years",
            "base_number": "1",
        },
    )

    assert agreement.versions.latest("number").summary == "Two more years"


def test_a_version_on_an_old_base_is_a_conflict(cast, agreement) -> None:
    data = {
        **PAPER,
        **PROMISES,
        "effective_from": "1 7 2026",
        "kind_of_change": "EXTENSION",
        "summary": "Two more years",
        "base_number": "1",
    }
    client, url = sign_in(cast, "amina"), address(agreement, "version_new")
    client.post(url, data)

    assert client.post(url, {**data, "effective_from": "1 8 2026"}).status_code == 409


def test_a_base_that_never_was_is_a_conflict(cast, agreement) -> None:
    data = {
        **PAPER,
        **PROMISES,
        "effective_from": "1 7 2026",
        "kind_of_change": "EXTENSION",
        "summary": "Two more years",
        "base_number": "7",
    }

    answer = sign_in(cast, "amina").post(address(agreement, "version_new"), data)

    assert answer.status_code == 409


def test_an_outcome_is_noted(cast, agreement) -> None:
    url = address(agreement, "commitment_outcome")

    answer = sign_in(cast, "amina").post(url, {"step": "KEPT_LATE"})

    assert answer.url == url
    assert CommitmentInstance.objects.earliest("pk").state == "KEPT_LATE"


def test_what_ended_with_its_partnership_is_valid_until_that_day(
    cast, agreement, now
) -> None:
    """The last day of the text is not reached: nobody is told that it still holds."""
    new_chapter(cast.malawi_partnership, now)
    amina = sign_in(cast, "amina")
    page = amina.get(address(agreement, "detail")).content.decode()
    last = page.split("Valid until</dt><dd>")[1].split("<")[0].strip()
    assert last == plain_date(now.date())
    row = page.split("All versions</caption>")[1]
    valid = row.split('data-label="Valid"><span>')[1].split("</span>")[0]
    assert valid.endswith(last)
    for name in ("partnership", "hand_over"):
        place = reverse(f"dashboards:{name}", args=[agreement.partnership_id])
        assert f"Version 1, 1 Jan 2026 to {last}" in amina.get(place).content.decode()


def test_what_ended_before_its_first_day_never_began(cast, now) -> None:
    first, last = now.date() + timedelta(days=40), now.date() + timedelta(days=400)
    agreement = register(cast, now, effective_from=first, effective_to=last)
    new_chapter(cast.malawi_partnership, now)
    amina = sign_in(cast, "amina")
    ended = plain_date(now.date())

    page = amina.get(address(agreement, "detail")).content.decode()

    assert f"No version is in force. It all ended on {ended}, before this one" in page
    assert f"<dt>Valid until</dt><dd>{plain_date(last)}</dd>" in page
    place = reverse("dashboards:partnership", args=[agreement.partnership_id])
    listed = amina.get(
        f"{reverse('agreements:list')}?show=not-in-force"
    ).content.decode()
    for text in (page, amina.get(place).content.decode(), listed):
        assert "Never began" in text
        assert f"to {ended}" not in text
        assert f"ended {ended}" not in text


def test_a_version_that_never_began_hides_none_that_was_in_force(cast, now) -> None:
    today = now.date()
    agreement = register(cast, now, effective_from=today - timedelta(days=90))
    later = today + timedelta(days=40)
    make_version(agreement, number=2, starts=later, now=now)
    new_chapter(cast.malawi_partnership, now)
    page = sign_in(cast, "amina").get(address(agreement, "detail")).content.decode()
    shown = page.split("Valid from</dt><dd>")[1]
    assert shown.startswith(plain_date(today - timedelta(days=90)))
    assert f"The last one ended on {plain_date(today)}" in page

"""Raising a change and beginning a new agreement, through both doors."""

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Agreement, Renegotiation
from partners.choices import Side
from tests.agreements.table import make_agreement, raised
from tests.agreements.visits import RAISED, at_home, at_table, staff, text, url
from tests.cast import NOW


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def agreement(cast) -> Agreement:
    return make_agreement(cast)


def test_the_page_says_that_asking_is_safe_and_what_is_not_negotiable(
    cast, agreement
) -> None:
    page = text(at_home(cast).get(url("partner_raise", agreement.pk)))

    assert "Asking is never a reason to end or reduce support." in page
    assert "The safety of children, and safeguarding" in page
    assert "Whose wish is it?" not in page


def test_a_partner_raises_a_change_from_its_page_and_lands_at_the_table(
    cast, agreement
) -> None:
    client = at_home(cast)
    home = text(client.get(reverse("dashboards:partner_home")))
    assert url("partner_raise", agreement.pk) in home

    answer = client.post(url("partner_raise", agreement.pk), RAISED, follow=True)

    assert "Prices rose" in text(answer)
    table = Renegotiation.objects.get()
    assert (table.raised_side, table.raised_by) == (
        Side.PARTNER,
        f"contact:{cast.gift.pk}",
    )
    home = text(client.get(reverse("dashboards:partner_home")))
    assert url("partner_table", table.pk) in home


def test_what_a_partner_told_is_entered_visibly(cast, agreement) -> None:
    wish = {**RAISED, "for_party": str(cast.malawi_party.pk)}

    answer = staff(cast, "amina").post(url("raise", agreement.pk), wish, follow=True)

    assert "entered by Amina on behalf of Nyali Trust" in text(answer)
    assert Renegotiation.objects.get().raised_party == cast.malawi_party


def test_the_page_says_that_a_wish_joins_the_open_one(cast, agreement) -> None:
    raised(cast, agreement)
    client = staff(cast, "amina")

    assert "joins it as another topic" in text(client.get(url("raise", agreement.pk)))
    client.post(url("raise", agreement.pk), RAISED)

    assert Renegotiation.objects.get().topics == ["BUDGET", "TARGETS"]


def test_a_wish_without_words_is_asked_for_them(cast, agreement) -> None:
    page = text(staff(cast, "amina").post(url("raise", agreement.pk), {}))

    assert "Write what has changed" in page
    assert "Choose what it is about" in page


@pytest.mark.parametrize("who", ["fay", "eve"])
def test_who_may_not_raise_gets_no_form(cast, agreement, who) -> None:
    answer = staff(cast, who).get(url("raise", agreement.pk))

    assert answer.status_code == 403


def test_the_link_to_a_table_raises_nothing_new(cast, agreement) -> None:
    table = raised(cast, agreement)

    answer = at_table(cast, table.pk).get(url("partner_raise", agreement.pk))

    assert answer.status_code == 404


def test_a_new_agreement_is_begun_and_shown_without_a_version(cast) -> None:
    client = staff(cast, "amina")
    begin = url("begin", cast.malawi_partnership.pk)

    page = text(client.post(begin, {"kind": "MOU", "title": "Seeds"}, follow=True))

    table = Renegotiation.objects.get()
    assert "Waiting for both sides: talk by 7 Dec 2026" in page
    detail = text(client.get(url("detail", table.agreement_id)))
    assert "This agreement has no version yet." in detail
    assert url("version_new", table.agreement_id) not in detail
    assert client.get(url("version_new", table.agreement_id)).url == url(
        "detail", table.agreement_id
    )
    place = client.get(
        reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    )
    assert "Being written" in text(place)
    assert "Being written" in text(
        at_home(cast).get(reverse("dashboards:partner_home"))
    )


def test_an_agreement_without_title_is_not_begun(cast) -> None:
    page = staff(cast, "amina").post(url("begin", cast.malawi_partnership.pk), {})

    assert "Enter the title of the agreement" in text(page)

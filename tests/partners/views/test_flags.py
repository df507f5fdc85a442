"""The pages of flags, and where a flag is seen."""

import pytest
from django.urls import reverse

from partners.models import FlagLift, PartnerFlag
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.views.pages import client_of

TYPED = {"kind": "INTEGRITY", "level": "RED", "reason": "Two receipts are copies"}


@pytest.fixture
def flag(cast: Cast) -> PartnerFlag:
    return PartnerFlag.objects.create(
        partner=cast.nyali,
        raised_on=TODAY,
        raised_at=NOW,
        raised_by=f"user:{cast.amina.pk}",
        **TYPED,
    )


def page(cast: Cast, who: str, name: str = "partners:detail", key: int = 0) -> str:
    address = reverse(name, args=[key or cast.nyali.pk])
    return client_of(getattr(cast, who)).get(address).content.decode()


def test_an_officer_raises_a_flag_and_sees_it(cast: Cast) -> None:
    url = reverse("partners:flag_new", args=[cast.nyali.pk])

    answer = client_of(cast.amina).post(url, TYPED, follow=True)

    assert "The flag is raised." in answer.content.decode()
    assert "by Amina" in page(cast, "amina")


def test_an_empty_flag_is_answered_in_our_own_words(cast: Cast) -> None:
    url = reverse("partners:flag_new", args=[cast.nyali.pk])

    answer = client_of(cast.amina).post(url, {"reason": "Long words"})

    text = answer.content.decode()
    assert "Choose what the flag is about" in text
    assert "Long words" in text


def test_a_flag_stands_on_top_of_partner_and_partnership(
    cast: Cast, flag: PartnerFlag
) -> None:
    partnership = cast.malawi_partnership.pk
    for text in (
        page(cast, "brian"),
        page(cast, "brian", "dashboards:partnership", partnership),
    ):
        assert "Flag: Fraud or integrity" in text
        assert "Two receipts are copies" in text


def test_only_a_director_is_offered_to_lift(cast: Cast, flag: PartnerFlag) -> None:
    lift = reverse("partners:flag_lift", args=[flag.pk])

    assert lift not in page(cast, "brian")
    assert lift in page(cast, "dan")


def test_a_director_lifts_and_the_history_keeps_both(
    cast: Cast, flag: PartnerFlag
) -> None:
    url = reverse("partners:flag_lift", args=[flag.pk])
    dan = client_of(cast.dan)
    asked = dan.get(url).content.decode()
    empty = dan.post(url, {"reason": "Seen the originals"}).content.decode()

    dan.post(url, {"outcome": "UNFOUNDED", "reason": "Seen the originals"})

    assert "Two receipts are copies" in asked
    assert "Choose how it ended" in empty
    assert "Seen the originals" in empty
    shown = page(cast, "brian")
    assert "Flag: Fraud" not in shown
    assert "It was not true" in shown
    assert "Seen the originals" in shown


def test_a_flag_that_was_lifted_meanwhile_says_so(
    cast: Cast, flag: PartnerFlag
) -> None:
    FlagLift.objects.create(
        flag=flag,
        outcome="SETTLED",
        reason="Paid",
        lifted_on=TODAY,
        lifted_at=NOW,
        lifted_by="user:0",
    )
    url = reverse("partners:flag_lift", args=[flag.pk])

    answer = client_of(cast.dan).get(url, follow=True)

    assert "lifted this flag already" in answer.content.decode()


def test_a_partner_without_flags_says_so_in_one_line(cast: Cast) -> None:
    assert "No flag was ever raised." in page(cast, "brian")

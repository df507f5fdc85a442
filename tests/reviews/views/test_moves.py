"""Leads move a review, object, and confirm who answers."""

import re

import pytest
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from partners.choices import Side, Stage
from partners.models import Partnership, PartnershipParty
from reviews.models import ReviewSide, Snooze
from reviews.services.panels import set_panel
from tests.reviews.factories import fresh

GIVEN = {"to_on": "17 12 2026", "reason": "HARVEST"}


@pytest.fixture(autouse=True)
def calm(cast) -> None:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.SHAPING
    )
    cast.malawi_partnership.refresh_from_db()


def url(page, review):
    return reverse(f"reviews:{page}", args=[review.pk])


def body(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def gift(cast, review, link_for, enter):
    return enter(link_for(cast.gift, review))


def test_a_lead_moves_the_date_and_the_partner_sees_why(
    cast, sign_in, review, gift
) -> None:
    page = sign_in(cast.amina).post(url("snooze", review), GIVEN, follow=True)
    assert "The date is moved" in body(page)
    hub = body(gift.get(url("partner_hub", review)))
    assert "The foundation moved this review from 7 Dec 2026 to 17 Dec 2026" in hub
    assert "Harvest" in hub


def test_whoever_moves_it_hears_when_no_mail_reaches_the_other_side(
    cast, sign_in, review
) -> None:
    PartnershipParty.objects.update(partner_lead=None)
    page = sign_in(cast.amina).post(url("snooze", review), GIVEN, follow=True)
    assert "please tell them yourself" in body(page)
    assert "The other side was told" not in body(page)


def test_a_second_press_leads_where_the_first_led(cast, sign_in, review) -> None:
    amina = sign_in(cast.amina)
    first, second = (amina.post(url("snooze", review), GIVEN) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Snooze.objects.count() == 1


def test_after_a_move_another_day_or_reason_is_another_wish(
    cast, sign_in, review
) -> None:
    amina = sign_in(cast.amina)
    for changes in ({}, {"reason": "TRAVEL"}, {"to_on": "16 12 2026"}):
        page = amina.post(url("snooze", review), GIVEN | changes)

    assert "Choose a day after 17 Dec 2026" in body(page)
    assert Snooze.objects.count() == 1


def test_a_second_objection_leads_where_the_first_led(
    cast, sign_in, review, gift
) -> None:
    sign_in(cast.amina).post(url("snooze", review), GIVEN)
    first, second = (gift.post(url("partner_object", review)) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert fresh(review).due_on.isoformat() == "2026-12-07"


def test_the_partner_objects_with_one_press(cast, sign_in, review, gift) -> None:
    sign_in(cast.amina).post(url("snooze", review), GIVEN)
    assert "object" in body(gift.get(url("partner_hub", review)))
    gift.post(url("partner_object", review))
    assert fresh(review).due_on.isoformat() == "2026-12-07"
    assert Snooze.objects.get().objected_at is not None


def test_the_lead_of_the_partner_moves_it_too(review, gift) -> None:
    gift.post(url("partner_snooze", review), GIVEN)
    assert Snooze.objects.get().side == "PARTNER"


def test_an_empty_form_says_what_is_missing(cast, sign_in, review) -> None:
    text = body(sign_in(cast.amina).post(url("snooze", review), {}))
    assert "Enter the new day" in text
    assert "Choose the reason" in text


def test_a_day_too_late_is_kept_in_the_form(cast, sign_in, review) -> None:
    given = GIVEN | {"to_on": "27 3 2027"}
    text = body(sign_in(cast.amina).post(url("snooze", review), given))
    assert "not after 6 Jan 2027" in text
    assert "27 3 2027" in text


def test_a_red_partnership_is_told_why_it_cannot_be_moved(
    cast, sign_in, review
) -> None:
    Partnership.objects.filter(pk=review.partnership_id).update(stage=Stage.ACTIVE)
    text = body(sign_in(cast.amina).get(url("snooze", review)))
    assert "The partnership is red" in text
    assert 'name="to_on"' not in text


def test_both_leads_confirm_who_answers(cast, sign_in, review, gift) -> None:
    amina = sign_in(cast.amina)
    assert "Yes, confirm the list" in body(amina.get(url("hub", review)))
    amina.post(url("confirm_people", review))
    gift.post(url("partner_confirm_people", review))
    confirmed = dict(ReviewSide.objects.values_list("party", "confirmed_by"))
    assert confirmed == {
        None: f"user:{cast.amina.pk}",
        cast.malawi_party.pk: f"contact:{cast.gift.pk}",
    }
    assert "Yes, confirm the list" not in body(amina.get(url("hub", review)))


def test_a_lead_reads_whom_they_confirm_and_nobody_of_the_other_side(
    cast, sign_in, review, gift
) -> None:
    ours, theirs = (
        re.findall("<li>([^<]+)</li>", part_of(client.get(address)))
        for client, address in (
            (sign_in(cast.amina), url("hub", review)),
            (gift, url("partner_hub", review)),
        )
    )

    assert ours == ["Amina"]
    assert theirs == ["Gift"]


def test_a_list_that_was_changed_meanwhile_is_read_again(cast, sign_in, review) -> None:
    amina = sign_in(cast.amina)
    seen = re.search('name="seen" value="([^"]+)"', body(amina.get(url("hub", review))))
    set_panel(
        actor=cast.actor("brian"),
        now=fresh(review).opened_at,
        review=review,
        side=Side.FOUNDATION,
        user_ids=[cast.amina.pk, cast.brian.pk],
    )

    page = amina.post(url("confirm_people", review), {"seen": seen[1]}, follow=True)

    assert "Somebody changed the list" in body(page)
    assert "<li>Brian</li>" in body(page)
    assert not ReviewSide.objects.filter(confirmed_at__isnull=False).exists()


def part_of(answer) -> str:
    """The question whether the list is right."""
    return (
        body(answer).partition("Are these the right people")[2].partition("</form")[0]
    )


def test_somebody_who_only_answers_gets_no_buttons_of_a_lead(
    cast, review, link_for, enter
) -> None:
    cast.malawi_party.partner_lead = None
    cast.malawi_party.save()
    client = enter(link_for(cast.gift, review))
    text = body(client.get(url("partner_hub", review)))
    assert "Move the date" not in text
    assert "confirm the list" not in text
    assert client.post(url("partner_confirm_people", review)).status_code == 403
    assert client.post(url("partner_snooze", review), GIVEN).status_code == 403


def test_by_the_page_of_the_partnership_the_lead_may_object_as_well(
    cast, sign_in, review, link_for, enter
) -> None:
    sign_in(cast.amina).post(url("snooze", review), GIVEN)
    home = enter(link_for(cast.gift, review, LinkPurpose.HOME))
    home.post(url("partner_object", review))
    assert Snooze.objects.get().objected_by == f"contact:{cast.gift.pk}"

"""A new lead ticks first steps: on the handover pack, or on the partner's page."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from partners.choices import FirstStep
from partners.models import Contact, Onboarding
from partners.services.onboarding import begin_onboarding
from tests.agreements.visits import at_home
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import client_of, queries_of

TITLE = "You lead Nyali Trust now: your first steps"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=True):
        yield


def begun(cast, newcomer, party=None) -> Onboarding:
    found = begin_onboarding(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        newcomer=newcomer,
        party=party,
    )
    assert found is not None
    return found


def pack(cast) -> str:
    return reverse("dashboards:hand_over", args=[cast.malawi_partnership.pk])


def typed(onboarding, *done, on="23 11 2026") -> dict[str, object]:
    prefix = f"steps{onboarding.pk}"
    return {f"{prefix}-done": done, f"{prefix}-done_on": on}


def save(cast, who, onboarding, *done, on="23 11 2026"):
    keys = [cast.malawi_partnership.pk, onboarding.pk]
    url = reverse("dashboards:first_steps", args=keys)
    return client_of(getattr(cast, who)).post(url, typed(onboarding, *done, on=on))


def days(onboarding) -> dict[str, object]:
    rows = onboarding.steps.filter(done_on__isnull=False)
    return dict(rows.values_list("step", "done_on"))


def test_the_newcomer_finds_the_steps_on_today_until_all_are_done(cast) -> None:
    found = begun(cast, cast.brian)
    client = client_of(cast.brian)
    page = client.get("/").content.decode()
    assert TITLE in page
    assert "0 of 7 steps done" in page
    assert pack(cast) in page
    assert TITLE not in client_of(cast.amina).get("/").content.decode()

    save(cast, "brian", found, *FirstStep)

    assert TITLE not in client.get("/").content.decode()
    assert "All was done on 23 Nov 2026." in client.get(pack(cast)).content.decode()


def test_the_page_shows_them_with_a_form_for_the_newcomer_alone(cast) -> None:
    begun(cast, cast.brian)
    mine = client_of(cast.brian).get(pack(cast)).content.decode()
    assert "First steps of Brian" in mine
    assert "Save what is done" in mine
    assert "Gift, gift@partner.example" in mine
    others = client_of(cast.fay).get(pack(cast)).content.decode()
    assert "First steps of Brian" in others
    assert "Not done yet" in others
    assert "Save what is done" not in others


def test_a_tick_is_kept_with_its_day_and_can_be_taken_back(cast) -> None:
    found = begun(cast, cast.brian)
    answer = save(cast, "brian", found, "CALL", on="20 11 2026")
    assert answer.url == pack(cast)
    save(cast, "brian", found, "CALL", "PACK")
    assert days(found) == {"CALL": TODAY - timedelta(days=3), "PACK": TODAY}
    save(cast, "brian", found, "PACK")
    assert days(found) == {"PACK": TODAY}
    page = client_of(cast.brian).get(pack(cast)).content.decode()
    assert "Read the handover pack (done on 23 Nov 2026)" in page


@pytest.mark.parametrize("on", ["", "tomorrow", "24 11 2026"])
def test_a_day_that_cannot_be_is_told_and_the_ticks_stay(cast, on) -> None:
    found = begun(cast, cast.brian)
    answer = save(cast, "brian", found, "CALL", on=on)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert 'value="CALL"' in page
    assert "checked" in page.partition('value="CALL"')[2].partition(">")[0]
    assert days(found) == {}


def test_nobody_else_ticks_for_the_newcomer(cast) -> None:
    found = begun(cast, cast.brian)
    assert save(cast, "amina", found, "CALL").status_code == 403
    assert save(cast, "chloe", found, "CALL").status_code == 404
    assert days(found) == {}


def test_the_steps_of_a_former_lead_are_gone(cast) -> None:
    found = begun(cast, cast.brian)
    begun(cast, cast.dan)
    assert save(cast, "brian", found, "CALL").status_code == 404


def test_a_new_lead_of_the_partner_ticks_by_the_own_link(cast) -> None:
    found = begun(cast, cast.gift, cast.malawi_party)
    gift, page = at_home(cast), reverse("dashboards:partner_first_steps")
    home = gift.get(reverse("dashboards:partner_home")).content.decode()
    assert f'href="{page}"' in home
    shown = gift.get(page).content.decode()
    assert "Read the agreement in force" in shown
    assert "Read the handover pack" not in shown

    answer = gift.post(page, typed(found, "CALL"))

    assert answer.url == page
    assert days(found) == {"CALL": TODAY}
    everything = [each for each in FirstStep if each != FirstStep.PACK]
    gift.post(page, typed(found, *everything))
    home = gift.get(reverse("dashboards:partner_home")).content.decode()
    assert f'href="{page}"' not in home


def test_a_wrong_day_of_the_partner_is_told(cast) -> None:
    found = begun(cast, cast.gift, cast.malawi_party)
    page = reverse("dashboards:partner_first_steps")
    answer = at_home(cast).post(page, typed(found, "CALL", on="1 1 2030"))
    assert "The day must be today or earlier" in answer.content.decode()
    assert days(found) == {}


def test_who_is_no_newcomer_at_the_partner_is_led_home(cast) -> None:
    other = Contact.objects.create(
        partner=cast.nyali, name="Fatsani", time_zone="UTC", phone="+265 1"
    )
    begun(cast, other, cast.malawi_party)
    answer = at_home(cast).get(reverse("dashboards:partner_first_steps"))
    assert answer.url == reverse("dashboards:partner_home")


def test_what_a_partner_told_by_phone_is_entered_by_staff(cast) -> None:
    found = begun(cast, cast.gift, cast.malawi_party)
    page = client_of(cast.amina).get(pack(cast)).content.decode()
    assert "First steps of Gift" in page
    save(cast, "amina", found, "HELLO")
    assert days(found) == {"HELLO": TODAY}
    assert save(cast, "fay", found, "CALL").status_code == 403


def test_one_list_or_two_take_the_same_queries(cast) -> None:
    begun(cast, cast.brian)
    client = client_of(cast.brian)
    few = queries_of(client, pack(cast))
    begun(cast, cast.gift, cast.malawi_party)
    assert queries_of(client, pack(cast)) == few

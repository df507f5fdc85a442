"""The pages on which people say who gets their mails while they are away."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from eclt_partners.accounts.models import Absence
from eclt_partners.accounts.services.person_mail import stop_person_mail
from eclt_partners.notifications.models import LeftTopic, StoppedAddress
from eclt_partners.notifications.selectors import address_story
from tests.cast import NOW, TODAY

OWN = {"from_on": "24 11 2026", "until_on": "30 11 2026"}


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def text(answer) -> str:
    return answer.content.decode()


def test_the_own_page_offers_only_who_may_stand_in_and_saves(cast, client) -> None:
    client.force_login(cast.amina)
    page = reverse("accounts:away")
    assert "Brian</option>" in text(client.get(page))
    assert "Chloe</option>" not in text(client.get(page))
    client.post(page, OWN | {"stand_in": cast.brian.pk})
    absence = Absence.objects.get()
    assert (absence.person, absence.stand_in) == (cast.amina, cast.brian)
    shown = text(client.get(page))
    assert "24 Nov 2026 to 30 Nov 2026" in shown
    client.force_login(cast.brian)
    assert "Amina: 24 Nov 2026" in text(client.get(page))


def test_the_page_speaks_to_whoever_is_away(cast, client) -> None:
    client.force_login(cast.brian)
    own = text(client.get(reverse("accounts:away")))
    assert "mails about what you lead or manage" in own
    address = reverse("accounts:person_away", args=[cast.amina.pk])
    assert "mails about what the person leads" in text(client.get(address))


def test_what_was_typed_stays_with_the_errors(cast, client) -> None:
    client.force_login(cast.amina)
    answer = client.post(reverse("accounts:away"), OWN | {"stand_in": ""})
    assert "Choose who stands in" in text(answer)
    assert "30 11 2026" in text(answer)
    assert not Absence.objects.exists()


def test_who_has_nobody_is_told(cast, client) -> None:
    client.force_login(cast.dan)
    assert "Nobody else may do the same" in text(client.get(reverse("accounts:away")))


def test_a_manager_sees_people_of_the_country_and_no_others(cast, client) -> None:
    client.force_login(cast.brian)
    page = text(client.get(reverse("accounts:people_away")))
    assert ("Amina" in page, "Chloe" in page) == (True, False)
    answer = client.get(reverse("accounts:person_away", args=[cast.chloe.pk]))
    assert answer.status_code == 404


def test_a_time_away_is_taken_back_with_a_button(cast, client) -> None:
    absence = Absence.objects.create(
        person=cast.amina,
        stand_in=cast.brian,
        from_on=TODAY,
        until_on=TODAY + timedelta(days=2),
        created_at=NOW,
        created_by="user:0",
    )
    client.force_login(cast.amina)
    client.post(reverse("accounts:absence_back", args=[absence.pk]))
    absence.refresh_from_db()
    assert absence.taken_back_by == f"user:{cast.amina.pk}"


def test_the_settings_say_which_mails_are_wanted(cast, client) -> None:
    client.force_login(cast.amina)
    wish = {"name": "Amina", "language": "en-gb", "time_zone": "Africa/Blantyre"}
    client.post(reverse("accounts:settings"), wish | {"list_days": "mondays"})
    left = LeftTopic.objects.filter(recipient_key=f"user:{cast.amina.pk}")
    assert set(left.values_list("topic", flat=True)) == {"LIST", "EARLY"}
    client.post(
        reverse("accounts:settings"), wish | {"list_days": "every_day", "early": "on"}
    )
    assert not left.exists()


def test_an_administrator_lets_mail_go_on_with_a_reason(cast, client) -> None:
    stop_person_mail(
        actor=cast.actor("ada"), now=NOW, person=cast.amina, why="mailbox closed"
    )
    client.force_login(cast.ada)
    page = reverse("accounts:person_mail", args=[cast.amina.pk])
    assert "mailbox closed" in text(client.get(page))
    assert "Write in a few words" in text(client.post(page, {"why": ""}))
    client.post(page, {"why": "it works again"})
    row = StoppedAddress.objects.get()
    assert (row.cleared_why, row.cleared_by) == (
        "it works again",
        f"user:{cast.ada.pk}",
    )
    assert address_story("AMINA@example.org").stopped is None
    client.post(page, {"why": "closed again"})
    assert address_story("amina@example.org").stopped is not None

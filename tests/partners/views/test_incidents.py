"""The pages of safety: report, list, and what the safeguarding lead did."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partners.choices import IncidentState, IncidentWish, Stage
from partners.models import Event, Incident, Partnership
from partners.services.incidents import report_incident

BACKEND = "eclt_partners.accounts.backends.PersonBackend"
SECRET = "The supervisor hit a boy at the barn"


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def sign_in(cast):
    def _sign_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, who), backend=BACKEND)
        return client

    return _sign_in


@pytest.fixture
def incident(cast, now) -> Incident:
    return report_incident(
        actor=cast.actor("amina"),
        now=now,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
        note=SECRET,
    )


def address(incident) -> str:
    return reverse("partners:incident", args=[incident.pk])


def test_an_officer_reports_a_danger(cast, sign_in) -> None:
    page = reverse("partners:incident_new", args=[cast.malawi_partnership.pk])
    answer = sign_in("amina").post(page, {"wish": "SAW", "note": SECRET}, follow=True)
    assert "calls you within 72 hours" in answer.content.decode()
    assert Incident.objects.get().notes.get().text == SECRET


def test_where_nobody_is_safeguarding_lead_no_call_in_72_hours_is_promised(
    cast, sign_in
) -> None:
    cast.sam.roles.all().delete()
    page = reverse("partners:incident_new", args=[cast.malawi_partnership.pk])
    amina = sign_in("amina")
    asked = amina.get(page)
    told = amina.post(page, {"wish": "SAW", "note": SECRET}, follow=True)
    for answer in (asked, told):
        assert "72 hours" not in answer.content.decode()
        assert "irectors and administrators are asked" in answer.content.decode()


def test_a_report_without_a_choice_is_asked_again_and_keeps_the_words(
    cast, sign_in
) -> None:
    page = reverse("partners:incident_new", args=[cast.malawi_partnership.pk])
    answer = sign_in("amina").post(page, {"note": SECRET})
    assert "Choose what fits" in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert not Incident.objects.exists()


def test_the_lead_finds_it_on_today_and_in_the_list(incident, sign_in) -> None:
    sam = sign_in("sam")
    for page in ("dashboards:today", "partners:incidents"):
        assert address(incident) in sam.get(reverse(page)).content.decode()


def test_the_lead_reads_who_reported_and_what(incident, sign_in) -> None:
    text = sign_in("sam").get(address(incident)).content.decode()
    assert SECRET in text
    assert "Amina" in text


@pytest.mark.parametrize("who", ["amina", "brian", "chloe", "dan", "eve", "fay", "ada"])
def test_for_everybody_else_the_report_does_not_exist(incident, sign_in, who) -> None:
    assert sign_in(who).get(address(incident)).status_code == 404
    assert sign_in(who).post(address(incident), {"step": "none"}).status_code == 404


def test_contact_and_a_note_are_noted_in_one_press(incident, sign_in) -> None:
    given = {"step": "contact", "note": "She is with her aunt"}
    sign_in("sam").post(address(incident), given)
    incident.refresh_from_db()
    assert incident.state == IncidentState.IN_CONTACT
    assert incident.notes.last().text == "She is with her aunt"


def test_rating_it_serious_is_a_choice(incident, sign_in) -> None:
    sign_in("sam").post(address(incident), {"step": "serious"})
    incident.refresh_from_db()
    assert incident.serious_on is not None


def test_safety_needs_its_day(incident, sign_in) -> None:
    answer = sign_in("sam").post(address(incident), {"step": "safe"})
    assert "since when everybody has been safe" in answer.content.decode()
    assert not Event.objects.exists()


def test_a_confirmed_safety_ends_it(incident, sign_in) -> None:
    given = {"step": "safe", "safe_on": "23 11 2026"}
    sign_in("sam").post(address(incident), given)
    incident.refresh_from_db()
    assert incident.state == IncidentState.SAFE


def test_closing_without_a_word_is_refused(incident, sign_in) -> None:
    answer = sign_in("sam").post(address(incident), {"step": "none"})
    assert "Write what you know" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.state == IncidentState.NEW


def test_what_is_over_takes_only_notes(incident, sign_in) -> None:
    sam = sign_in("sam")
    sam.post(address(incident), {"step": "none", "note": "A misunderstanding"})
    text = sam.get(address(incident)).content.decode()
    assert 'name="note"' in text
    assert "Everybody is safe</" not in text


def test_what_is_over_explains_no_step_that_is_not_offered(incident, sign_in) -> None:
    sam = sign_in("sam")
    text = sam.get(address(incident)).content.decode()
    assert "asks both sides for a full review" in text
    sam.post(address(incident), {"step": "safe", "safe_on": "23 11 2026"})
    text = sam.get(address(incident)).content.decode()
    assert "asks both sides for a full review" not in text
    assert "Safe since" not in text


def test_what_is_over_has_nothing_to_choose(incident, sign_in) -> None:
    sam = sign_in("sam")
    sam.post(address(incident), {"step": "none", "note": "A rumour only"})
    page = sam.get(address(incident)).content.decode()
    assert 'type="radio"' not in page
    assert "(optional)" not in page
    answer = sam.post(address(incident), {"step": "note", "note": ""})
    assert "Write what you know" in answer.content.decode()


def test_where_no_reviews_are_held_none_is_promised(incident, sign_in) -> None:
    Partnership.objects.update(stage=Stage.NOT_PURSUED)
    text = sign_in("sam").get(address(incident)).content.decode()
    assert "asks both sides for a full review" not in text
    assert "No reviews are held in this partnership any more" in text


def test_the_partnership_page_shows_no_trace(incident, cast, sign_in) -> None:
    page = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    history = reverse(
        "dashboards:history", args=["partnership", incident.partnership_id]
    )
    for who in ("amina", "dan", "fay"):
        for address_ in (page, history, reverse("dashboards:today")):
            text = sign_in(who).get(address_).content.decode()
            assert "safety concern" not in text.lower()
            assert SECRET not in text

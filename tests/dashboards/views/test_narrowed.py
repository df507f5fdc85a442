"""The page of a country with filters: state in the address, nothing lost."""

from datetime import timedelta

import pytest

from eclt_partners.dashboards.services import narrowing, narrowing_jobs, snapshots
from eclt_partners.dashboards.services.job_ends import end_job
from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job
from partners.choices import Stage
from tests.architecture.watch import written
from tests.dashboards.views.pages import (
    client_of,
    more_partnerships,
    queries_of,
    settled,
)

ADDRESS = "/countries/MW/"
ACTIVE = f"{ADDRESS}?stage=ACTIVE"


@pytest.fixture
def built(cast, now):
    ended, *_ = more_partnerships(cast.malawi_partnership, 1)
    ended.stage, ended.name = Stage.CONCLUDED, "Ended Trust"
    ended.save(update_fields=["stage", "name"])
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def _page(cast, address, name="amina"):
    response = client_of(getattr(cast, name)).get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_page_says_its_filters_and_shows_what_fits(built):
    page = _page(built, f"{ADDRESS}?kind=LOCAL_NGO&stage=ACTIVE&age=ESTABLISHED")
    assert "Local NGOs, working together, 3 years old or more" in page
    assert "Nyali Trust" in page
    assert "Ended Trust" not in page
    assert '<a href="/countries/MW/">Clear filters</a>' in page


def test_the_form_shows_what_was_chosen(built):
    page = _page(built, ACTIVE)
    assert '<option value="ACTIVE" selected>' in page


def test_the_period_is_said_with_its_first_day(built, monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    page = _page(built, f"{ADDRESS}?period=12")
    assert "are those since 23 Nov 2025" in page
    assert "are those of today" in page


def test_filters_that_leave_nothing_running_say_so(built):
    page = _page(built, f"{ADDRESS}?stage=CONCLUDED")
    assert "No running partnership fits these filters." in page
    assert "Ended Trust" in page


@pytest.mark.parametrize(
    ("sent", "leads_to"),
    [
        ("kind=&stage=ACTIVE&age=&period=", ACTIVE),
        ("period=12&stage=ACTIVE", f"{ACTIVE}&period=12"),
        ("stage=ACTIVE&utm_source=mail", ACTIVE),
        ("kind=&stage=&age=&period=", ADDRESS),
    ],
)
def test_each_question_has_one_address(built, sent, leads_to):
    response = client_of(built.amina).get(f"{ADDRESS}?{sent}")
    assert (response.status_code, response["Location"]) == (302, leads_to)


def test_what_is_no_filter_leaves_the_page_alone(built):
    client = settled(built.amina)
    plain = client.get(ADDRESS)
    assert client.get(f"{ADDRESS}?utm_source=mail")["ETag"] == plain["ETag"]


@pytest.mark.parametrize("rest", ["", "&stage=ACTIVE"])
def test_a_wrong_value_is_named_and_the_others_stay(built, rest):
    page = _page(built, f"{ADDRESS}?period=7{rest}")
    assert "There is a problem" in page
    assert "Choose period from the list" in page
    assert "Nyali Trust" in page
    assert ("Ended Trust" in page) == (not rest)


def test_the_first_look_takes_six_queries_and_the_second_three(built, monkeypatch):
    """Session, person with roles, the page with country and views; first three more.

    These are one for all that the page is computed from, figures, and page. Where as
    many filters are kept as may be, the oldest gives way with two more.
    """
    monkeypatch.setattr(narrowing, "MOST_KEPT", 2)
    client = client_of(built.amina)
    looks = [ACTIVE, ACTIVE, *(f"{ADDRESS}?period={each}" for each in (3, 6, 12))]
    assert [queries_of(client, each) for each in looks] == [6, 3, 6, 8, 8]


def test_the_first_look_writes_nothing_but_the_copy_that_it_made(built):
    client = client_of(built.amina)
    before = written()
    client.get(ACTIVE)
    after = written()
    assert {name for name in after if after[name] != before.get(name)} == {
        "dashboards_narrowedsnapshot",
        "dashboards_narrowedpage",
    }
    client.get(ACTIVE)
    assert written() == after


def test_the_second_look_is_answered_without_a_body(built, now):
    client = settled(built.amina)
    first = client.get(ACTIVE)
    known = {"If-None-Match": first["ETag"]}
    again = client.get(ACTIVE, headers=known)
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    built.malawi_partnership.name = "Nyali Association"
    built.malawi_partnership.save(update_fields=["name"])
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    assert client.get(ACTIVE, headers=known).status_code == 200


@pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
def test_a_stranger_gets_the_answer_of_a_missing_country(built, name):
    client = client_of(getattr(built, name))
    for address in (ACTIVE, f"{ADDRESS}list/?show=red", f"{ADDRESS}views/new/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{ADDRESS}narrow/", {"stage": "ACTIVE"}).status_code == 404


def test_many_partnerships_are_asked_for_with_one_press(built, now, monkeypatch):
    monkeypatch.setattr(narrowing, "AT_ONCE", 0)
    client = client_of(built.amina)
    page = client.get(ACTIVE).content.decode()
    assert "These filters leave 1 partnerships" in page
    assert '<input type="hidden" name="stage" value="ACTIVE">' in page
    answer = client.post(f"{ADDRESS}narrow/", {"stage": "ACTIVE"})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    narrowing_jobs.run_narrowing_jobs(now=now)
    done = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "The figures for your filters are ready." in done
    assert f'href="{ACTIVE}"' in done
    assert "Nyali Trust" in client.get(ACTIVE).content.decode()


def test_filters_that_were_not_computed_are_asked_for_again_on_the_page_of_the_job(
    built, now
):
    client = client_of(built.amina)
    client.post(f"{ADDRESS}narrow/", {"stage": "ACTIVE"})
    job = Job.objects.get()
    end_job(job.pk, state=JobState.FAILED, message=narrowing_jobs.FAILED, now=now)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Nothing was changed." in page
    assert f'action="{ADDRESS}narrow/"' in page
    assert '<input type="hidden" name="stage" value="ACTIVE">' in page


def test_asking_for_nothing_leads_to_the_whole_country(built):
    answer = client_of(built.amina).post(f"{ADDRESS}narrow/", {"stage": "SLEEPING"})
    assert answer["Location"] == ADDRESS
    assert not Job.objects.exists()


def test_before_the_first_build_there_is_nothing_to_narrow(cast):
    assert "This dashboard is not built yet" in _page(cast, ACTIVE)

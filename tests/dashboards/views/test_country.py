"""The page of one country: one row is read, nothing is computed."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.dashboards.services import snapshots
from eclt_partners.documents.models import Job
from reviews.choices import ReviewState
from tests.agreements.table import raised
from tests.dashboards.views.pages import (
    client_of,
    more_partnerships,
    queries_of,
    settled,
)
from tests.reviews.factories import make_review

ADDRESS = "/countries/MW/"


@pytest.fixture
def built(cast, now):
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def test_an_officer_reads_the_sentence_of_the_own_country(built):
    page = client_of(built.amina).get(ADDRESS).content.decode()
    assert "The partnership in Malawi needs attention." in page
    assert "Nyali Trust" in page


def test_a_review_past_its_day_that_both_answered_is_not_called_late(cast, now):
    make_review(cast, state=ReviewState.CLOSED, now=now - timedelta(days=60))
    snapshots.build_snapshot(cast.malawi, now=now)
    page = client_of(cast.amina).get(ADDRESS).content.decode()
    assert "No review is overdue" in page
    assert "The review is under way; answers are closed" in page


def test_a_review_of_one_side_alone_is_none_of_both_sides(cast, now):
    [other] = more_partnerships(cast.malawi_partnership, 1)
    both = {"state": ReviewState.COMPLETED, "now": now}
    make_review(cast, partner=2, foundation=4, **both)
    there = replace(cast, malawi_partnership=other, malawi_party=other.parties.get())
    make_review(there, partner=2, foundation=None, **both)
    snapshots.build_snapshot(cast.malawi, now=now)

    page = client_of(cast.amina).get(ADDRESS).content.decode()

    # Where the scores are and where the differences are, the same number is said.
    assert page.count("Partnerships with answers of both sides: 1 of 2.") == 2


def test_a_request_without_our_answer_leads_to_its_table(cast, now):
    wish = raised(cast)
    snapshots.build_snapshot(cast.malawi, now=now)
    page = client_of(cast.amina).get(ADDRESS).content.decode()
    assert "A wish for change waits for our answer" in page
    assert reverse("agreements:table", args=[wish.pk]) in page


def test_the_page_takes_three_queries_with_3_and_with_30_partnerships(cast, now):
    """Session, person with roles, and country with page and views."""
    client = client_of(cast.amina)
    more_partnerships(cast.malawi_partnership, 2)
    snapshots.build_snapshot(cast.malawi, now=now)
    few = queries_of(client, ADDRESS)
    more_partnerships(cast.malawi_partnership, 27, first=60)
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    assert queries_of(client, ADDRESS) == few == 3


def test_the_second_look_is_answered_without_a_body(built):
    client = settled(built.amina)
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"] == "private, no-cache"


def test_browsers_get_the_same_page_packed_as_it_is_kept(built):
    client = settled(built.amina)
    plain = client.get(ADDRESS)
    answer = client.get(ADDRESS, headers={"Accept-Encoding": "gzip, deflate, br"})
    kept = built.malawi.snapshot.pages.get(language="en-gb", part="MAIN")
    assert _without_secret(gzip.decompress(answer.content)) == _without_secret(
        plain.content
    )
    assert bytes(kept.packed)[10:-10] in answer.content
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert answer["ETag"] == plain["ETag"]


def _without_secret(page):
    """The page without the secret of its forms, which is masked anew each time."""
    return re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", page)


def test_a_new_dashboard_is_sent_anew(built, now):
    client = client_of(built.amina)
    first = client.get(ADDRESS)
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


def test_another_person_never_gets_a_304_for_my_page(built):
    first = client_of(built.amina).get(ADDRESS)
    other = client_of(built.brian).get(
        ADDRESS, headers={"If-None-Match": first["ETag"]}
    )
    assert other.status_code == 200


def test_the_page_comes_in_the_readers_language(built):
    client = client_of(built.amina)
    english, french = client.get(ADDRESS), None
    client.cookies["language"] = "fr"
    french = client.get(ADDRESS)
    assert english["ETag"] != french["ETag"]
    assert french["Content-Language"] == "fr"


@pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
def test_a_stranger_gets_the_answer_of_a_missing_country(built, name):
    client = client_of(getattr(built, name))
    closed, missing = client.get(ADDRESS), client.get("/countries/QQ/")
    assert closed.status_code == missing.status_code == 404


@pytest.mark.parametrize("name", ["dan", "fay"])
def test_those_who_see_everything_see_it(built, name):
    assert client_of(getattr(built, name)).get(ADDRESS).status_code == 200


def test_an_auditor_has_no_refresh_button(built):
    assert "/refresh/" not in client_of(built.fay).get(ADDRESS).content.decode()


def test_a_country_without_a_dashboard_says_so(cast):
    page = client_of(cast.amina).get(ADDRESS).content.decode()
    assert "This dashboard is not built yet" in page


def test_refresh_leads_to_a_job_and_the_job_to_the_dashboard(built, now):
    client = client_of(built.amina)
    answer = client.post("/countries/MW/refresh/")
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    waiting = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Waiting to start" in waiting
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in waiting
    snapshots.build_snapshot(built.malawi, now=now + timedelta(minutes=1))
    done = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "The dashboard is up to date." in done
    assert 'href="/countries/MW/"' in done
    assert "http-equiv" not in done


def test_refresh_by_link_is_not_possible(built):
    assert client_of(built.amina).get("/countries/MW/refresh/").status_code == 405
    assert not Job.objects.exists()


def test_an_auditor_may_not_refresh(built):
    assert client_of(built.fay).post("/countries/MW/refresh/").status_code == 403


def test_a_stranger_refreshes_nothing(built):
    assert client_of(built.chloe).post("/countries/MW/refresh/").status_code == 404


def test_who_waits_may_leave_and_the_end_is_theirs_to_see(built, now):
    client = client_of(built.amina)
    client.post("/countries/MW/refresh/")
    job = Job.objects.get()
    leave = "You can leave this page. We will e-mail you."
    assert leave in client.get(f"/jobs/{job.pk}/").content.decode()
    snapshots.build_snapshot(built.malawi, now=now + timedelta(minutes=1))
    seen = f"/jobs/{job.pk}/seen/"
    assert f'action="{seen}"' in client.get(f"/jobs/{job.pk}/").content.decode()
    assert client_of(built.brian).post(seen).status_code == 404
    page = client.post(seen, follow=True).content.decode()
    assert leave not in page
    assert seen not in page


def test_a_job_is_shown_only_to_the_person_who_asked(built):
    client_of(built.amina).post("/countries/MW/refresh/")
    job = Job.objects.get()
    assert client_of(built.brian).get(f"/jobs/{job.pk}/").status_code == 404


def test_nothing_of_malawi_is_on_any_page_of_a_stranger(built, now):
    audit.record(
        "partners.partnership.changed",
        actor=SYSTEM,
        subject=built.malawi_partnership,
        now=now,
        place=Place("MW", built.malawi_partnership.pk),
    )
    client = client_of(built.chloe)
    for address in ("/", "/countries/", "/countries/UG/", "/mail/", "/more/"):
        page = client.get(address).content.decode()
        assert "Nyali" not in page, address
        assert "MW-01" not in page, address
        assert "Malawi" not in page, address


@pytest.mark.parametrize("typed", ["mw", "Mw", "mW"])
def test_a_country_in_small_letters_leads_to_its_page(built, typed):
    client = client_of(built.amina)
    answer = client.get(f"/countries/{typed}/?stage=ACTIVE")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/countries/MW/?stage=ACTIVE",
    )


def test_small_letters_tell_a_stranger_nothing(built):
    client = client_of(built.chloe)
    for typed in ("mw", "xx"):
        assert client.get(f"/countries/{typed}/").status_code == 404

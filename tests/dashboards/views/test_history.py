"""Who did what to one object?"""

from datetime import date

import pytest

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor, ActorKind
from tests.dashboards.views.pages import client_of, queries_of
from tests.reviews.factories import make_review


def _record(
    cast, now, verb="partners.partnership.changed", key=None, subject=None, role=""
):
    actor = Actor(
        kind=ActorKind.USER, key=key or f"user:{cast.amina.pk}", role_text=role
    )
    return audit.record(
        verb,
        actor=actor,
        subject=subject or cast.malawi_partnership,
        now=now,
        place=Place("MW", cast.malawi_partnership.pk),
    )


def _address(cast):
    return f"/history/partnership/{cast.malawi_partnership.pk}/"


def test_it_says_who_did_what_in_words(cast, now):
    _record(cast, now)
    page = client_of(cast.brian).get(_address(cast)).content.decode()
    assert "Amina" in page
    assert "changed the partnership: MW-01 Nyali Trust" in page


def test_a_person_who_is_gone_keeps_the_role_in_the_language_of_the_reader(cast, now):
    _record(cast, now, key="user:999999", role="MANAGER")
    cast.brian.language = "fr"
    cast.brian.save(update_fields=["language"])
    page = client_of(cast.brian).get(_address(cast)).content.decode()
    assert "Responsable pays" in page


def test_a_contact_is_named_as_well(cast, now):
    _record(cast, now, key=f"contact:{cast.gift.pk}")
    assert "Gift" in client_of(cast.brian).get(_address(cast)).content.decode()


def test_a_review_is_named_in_the_language_of_the_reader(cast, now):
    review = make_review(cast, due_on=date(2026, 12, 7))
    cast.brian.language = "fr"
    cast.brian.save(update_fields=["language"])
    page = client_of(cast.brian).get(f"/history/review/{review.pk}/").content.decode()
    assert "Nyali Trust, Bilan complet, 7 déc 2026" in page.replace("déc.", "déc")
    assert ": Bilan complet, 7 déc" in page


def test_a_partner_has_its_own_history(cast, now):
    _record(cast, now, verb="partners.partner.changed", subject=cast.nyali)
    page = client_of(cast.brian).get(f"/history/partner/{cast.nyali.pk}/")
    assert "changed the partner: Nyali Trust" in page.content.decode()


def test_an_empty_history_says_so(cast):
    page = client_of(cast.brian).get(_address(cast)).content.decode()
    assert "Nothing has happened yet." in page


@pytest.mark.parametrize("name", ["chloe", "ada"])
def test_a_stranger_reads_no_history(cast, now, name):
    _record(cast, now)
    assert client_of(getattr(cast, name)).get(_address(cast)).status_code == 404


@pytest.mark.parametrize("address", ["/history/user/1/", "/history/partnership/0/"])
def test_other_objects_have_no_history_page(cast, address):
    assert client_of(cast.dan).get(address).status_code == 404


def test_fifty_entries_are_on_a_page(cast, now):
    for _number in range(51):
        _record(cast, now)
    client = client_of(cast.brian)
    first = client.get(_address(cast)).content.decode()
    second = client.get(_address(cast) + "?page=2").content.decode()
    assert (first.count("<time"), second.count("<time")) == (50, 1)


def test_the_number_of_queries_does_not_grow_with_entries(cast, now):
    """6 queries for one entry or for forty."""
    client = client_of(cast.brian)
    _record(cast, now)
    few = queries_of(client, _address(cast))
    for _number in range(40):
        _record(cast, now)
    assert queries_of(client, _address(cast)) == few
    assert few <= 6


def test_a_part_of_the_history_of_a_partnership_is_asked_for(cast, now):
    _record(cast, now)
    _record(cast, now, verb="reviews.talk.recorded")
    client = client_of(cast.brian)

    page = client.get(_address(cast) + "?part=reviews").content.decode()

    assert "recorded the talk" in page
    assert "changed the partnership" not in page
    assert 'class="filter-state">Reviews</span>' in page


def test_the_pages_of_a_part_keep_it(cast, now):
    for _number in range(51):
        _record(cast, now, verb="reviews.talk.recorded")
    page = client_of(cast.brian).get(_address(cast) + "?part=reviews").content.decode()
    assert "?part=reviews&amp;page=2" in page


def test_a_part_in_which_nothing_happened_says_so(cast, now):
    _record(cast, now)
    page = client_of(cast.brian).get(_address(cast) + "?part=documents")
    assert "Nothing of this kind has happened yet." in page.content.decode()


def test_a_part_that_there_is_not_is_told(cast, now):
    _record(cast, now)
    page = client_of(cast.brian).get(_address(cast) + "?part=weather").content.decode()
    assert "changed the partnership" in page
    assert "There is a problem" in page

"""The pages on which somebody keeps, renames and deletes views of a country."""

import pytest

from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.services import snapshots
from tests.dashboards.views.pages import client_of, queries_of

ADDRESS = "/countries/MW/"
ACTIVE = f"{ADDRESS}?stage=ACTIVE"
NEW = f"{ADDRESS}views/new/?stage=ACTIVE"


@pytest.fixture
def client(cast, now):
    snapshots.refresh_dashboards(now=now)
    return client_of(cast.amina)


def _saved(client, name="At work", **more):
    answer = client.post(NEW, {"name": name, **more})
    assert answer["Location"] == ACTIVE
    return SavedView.objects.get(name=name)


def _text(client, address):
    return client.get(address).content.decode()


def test_the_filtered_page_leads_to_saving_and_back(client):
    assert f'href="{NEW}"' in _text(client, ACTIVE)
    assert "Working together" in _text(client, NEW)
    _saved(client)
    page = _text(client, ACTIVE)
    assert "The view is saved: At work." in page


def test_the_page_of_the_country_links_the_own_views(client, cast):
    view = _saved(client)
    for address in (ADDRESS, ACTIVE):
        assert f'<a href="{ACTIVE}"' in _text(client, address)
    assert f"{ADDRESS}views/{view.pk}/" in _text(client, ACTIVE)
    assert "At work" not in _text(client_of(cast.brian), ADDRESS)


def test_views_cost_the_page_no_query_and_change_its_tag(client):
    client.get(ADDRESS)
    before, few = client.get(ADDRESS)["ETag"], queries_of(client, ADDRESS)
    _saved(client)
    client.get(ACTIVE)
    assert queries_of(client, ADDRESS) == few == 3
    assert client.get(ADDRESS)["ETag"] != before


def test_a_name_that_is_taken_is_said_and_what_was_typed_stays(client):
    _saved(client)
    page = client.post(NEW, {"name": "at work", "is_on_today": "on"}).content.decode()
    assert "You have a view with this name" in page
    assert 'value="at work"' in page
    assert "checked" in page


def test_without_a_name_or_a_filter_nothing_is_saved(client):
    assert "Enter the name of the view" in client.post(NEW, {}).content.decode()
    bare = client.post(f"{ADDRESS}views/new/", {"name": "All"}).content.decode()
    assert "Choose at least one filter" in bare
    assert not SavedView.objects.exists()


def test_a_view_is_renamed_and_opened_from_today(client):
    view = _saved(client)
    edit = f"{ADDRESS}views/{view.pk}/"
    assert 'value="At work"' in _text(client, edit)
    client.post(edit, {"name": "Working", "is_on_today": "on"})
    today = _text(client, "/")
    assert f'<a href="{ACTIVE}">Malawi: Working</a>' in today


def test_a_view_is_deleted_after_a_page_that_says_what_that_means(client):
    view = _saved(client)
    delete = f"{ADDRESS}views/{view.pk}/delete/"
    assert "Nothing else is deleted." in _text(client, delete)
    assert SavedView.objects.exists()
    assert client.post(delete)["Location"] == ADDRESS
    assert not SavedView.objects.exists()


def test_nobody_else_opens_a_view(client, cast):
    view = _saved(client)
    for name in ("brian", "chloe", "dan"):
        other = client_of(getattr(cast, name))
        for part in ("", "delete/"):
            address = f"{ADDRESS}views/{view.pk}/{part}"
            assert other.get(address).status_code == 404
            assert other.post(address, {"name": "Mine"}).status_code == 404
    assert SavedView.objects.get().name == "At work"


def test_a_view_is_not_found_under_another_country(client, cast):
    view = _saved(client)
    assert client.get(f"/countries/UG/views/{view.pk}/").status_code == 404

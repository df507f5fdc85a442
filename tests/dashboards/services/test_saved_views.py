"""Who keeps which views of a country, and who may touch them?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.selectors.saved_views import links_to, saved_views
from eclt_partners.dashboards.selectors.snapshots import seen_countries
from eclt_partners.dashboards.services.saved_views import (
    ViewFields,
    change_view,
    delete_view,
    save_view,
)

UNIONS = Narrowing(kind="TRADE_UNION", period="12")


def _on_today(cast):
    lines = seen_countries(cast.actor("amina"))
    return [(line.country, line.view.name) for line in lines if line.view]


def _save(cast, now, name="Unions", *, who="amina", on_today=False, asked=UNIONS):
    return save_view(
        actor=cast.actor(who),
        country=cast.malawi,
        query=asked.query,
        fields=ViewFields(name, is_on_today=on_today),
        now=now,
    )


def test_a_view_is_kept_with_its_filters(cast, now):
    _save(cast, now)
    (link,) = links_to(saved_views(cast.actor("amina"), "MW"))
    assert link.url == "/countries/MW/?kind=TRADE_UNION&period=12"
    assert link.narrowing == UNIONS


def test_the_audit_knows_of_it_without_its_name_and_without_a_place(cast, now):
    """An entry of the country would build its dashboard anew."""
    _save(cast, now)
    entry = AuditEntry.objects.get(verb="dashboards.view.saved")
    assert (entry.country_code, entry.subject_text) == ("", "")
    assert entry.facts == {"country": "MW", "query": UNIONS.query}


def test_nobody_else_sees_it(cast, now):
    _save(cast, now)
    for name in ("brian", "chloe", "dan", "fay"):
        assert links_to(saved_views(cast.actor(name), "MW")) == []


def test_a_name_is_taken_once_by_each_person_in_each_country(cast, now):
    _save(cast, now)
    with pytest.raises(InvalidInput) as refused:
        _save(cast, now, "UNIONS")
    assert set(refused.value.problems) == {"name"}
    assert _save(cast, now, who="brian").name == "Unions"


def test_there_are_at_most_20(cast, now):
    for number in range(20):
        _save(cast, now, f"View {number}")
    with pytest.raises(InvalidInput, match="20 views"):
        _save(cast, now, "One more")


def test_a_place_that_is_free_again_is_used_again(cast, now):
    first = _save(cast, now, "First")
    _save(cast, now, "Second")
    delete_view(actor=cast.actor("amina"), view=first, now=now)
    assert _save(cast, now, "Third").place == 1


def test_the_database_itself_holds_the_number_down(cast, now):
    view = _save(cast, now)
    for place in (view.place, 21):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.create(
                owner=cast.amina,
                country=cast.malawi,
                place=place,
                name="Another",
                query="stage=ACTIVE",
                saved_at=now,
            )


def test_without_a_filter_there_is_nothing_to_keep(cast, now):
    with pytest.raises(InvalidInput, match="at least one filter"):
        _save(cast, now, asked=EVERYTHING)


def test_today_leads_to_one_view_of_a_country(cast, now):
    first = _save(cast, now, "First", on_today=True)
    _save(cast, now, "Second", on_today=True)
    assert _on_today(cast) == [(cast.malawi, "Second")]
    first.refresh_from_db()
    change_view(
        actor=cast.actor("amina"),
        view=first,
        fields=ViewFields("First again", is_on_today=True),
        now=now,
    )
    assert _on_today(cast) == [(cast.malawi, "First again")]


def test_a_view_may_keep_its_own_name(cast, now):
    view = _save(cast, now)
    actor = cast.actor("amina")
    change_view(actor=actor, view=view, fields=ViewFields("unions"), now=now)
    view.refresh_from_db()
    assert view.name == "unions"


def test_only_the_owner_changes_or_deletes_it(cast, now):
    view = _save(cast, now)
    for name in ("brian", "dan"):
        actor = cast.actor(name)
        with pytest.raises(NotPermitted):
            change_view(actor=actor, view=view, fields=ViewFields("Mine"), now=now)
        with pytest.raises(NotPermitted):
            delete_view(actor=actor, view=view, now=now)


def test_whoever_lost_the_country_has_no_view_of_it(cast, now):
    _save(cast, now, on_today=True)
    cast.amina.roles.all().delete()
    actor = cast.actor("amina")
    assert links_to(saved_views(actor, "MW")) == []
    assert _on_today(cast) == []
    with pytest.raises(NotPermitted):
        _save(cast, now + timedelta(minutes=1), "Another")


def test_a_view_of_the_list_of_partners_leads_there(cast, now):
    _save_search(cast, now)
    (link,) = links_to(saved_views(cast.actor("amina"), None))
    assert link.url == "/partners/?q=Nyali"
    assert links_to(saved_views(cast.actor("amina"), "MW")) == []


def test_what_somebody_looks_for_is_not_in_the_audit(cast, now):
    """It can be the name of a person."""
    _save_search(cast, now)
    assert AuditEntry.objects.get(verb="dashboards.view.saved").facts == {}


def test_who_sees_no_partner_keeps_no_view_of_partners(cast, now):
    with pytest.raises(NotPermitted):
        _save_search(cast, now, who="ada")


def test_a_name_is_taken_once_in_the_list_of_partners(cast, now):
    first = _save_search(cast, now)
    with pytest.raises(InvalidInput):
        _save_search(cast, now, name="MINE")
    first.pk, first.place = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_today_opens_no_view_of_partners(cast, now):
    view = _save_search(cast, now)
    view.is_on_today = True
    with pytest.raises(IntegrityError), transaction.atomic():
        view.save()


def _save_search(cast, now, name="Mine", *, who="amina"):
    return save_view(
        actor=cast.actor(who),
        country=None,
        query="q=Nyali",
        fields=ViewFields(name),
        now=now,
    )

"""The list of agreements: who sees what in it, and what it says of each."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from agreements.choices import AgreementsShown
from agreements.models import Agreement
from agreements.rules.force import ForceState
from agreements.selectors.registry import (
    AgreementFilters,
    ListedAgreement,
    agreements_listed,
    listed_rows,
)
from agreements.services.raising import acknowledge, raise_change
from eclt_partners.countries.models import Country
from partners.choices import Stage
from partners.models import Partnership, StageChange
from tests.agreements.drafts import make_version
from tests.agreements.table import WISH, proposed, raised
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of

STARTS = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


def written(partnership: Partnership, title: str, **values) -> Agreement:
    """An agreement of which nothing is signed."""
    return Agreement.objects.create(
        partnership=partnership,
        number=f"{partnership.code}/{title.lower()}",
        kind_id="GRANT",
        title=title,
        created_at=NOW,
        **values,
    )


def signed(partnership, title, starts=STARTS, ends=date(2027, 12, 31), **values):
    """An agreement with a version."""
    found = written(partnership, title, **values)
    make_version(found, starts=starts, ends=ends, amount=Decimal(40000))
    return found


def test_what_ended_with_its_partnership_is_not_in_force(cast) -> None:
    found = signed(cast.malawi_partnership, "Wells")
    StageChange.objects.create(
        partnership=found.partnership,
        to_stage=Stage.ENDED_EARLY,
        changed_at=NOW + timedelta(minutes=1),
        changed_on=TODAY - timedelta(days=1),
        changed_by="user:1",
    )

    titles = [
        [row.agreement.title for row in _rows(cast, shown)]
        for shown in (AgreementsShown.CURRENT, AgreementsShown.NOT_IN_FORCE)
    ]

    assert titles == [[], ["Wells"]]
    (row,) = _rows(cast, AgreementsShown.NOT_IN_FORCE)
    assert (row.state, row.last_on) == (ForceState.LAPSED, TODAY - timedelta(days=1))


def _rows(cast, shown: AgreementsShown) -> list[ListedAgreement]:
    filters = AgreementFilters(shown=shown)
    return listed_rows(
        agreements_listed(cast.actor("amina"), filters, now=NOW), now=NOW
    )


@pytest.fixture
def several(cast) -> dict[str, Agreement]:
    """One agreement of each kind of standing in Malawi."""
    mine = cast.malawi_partnership
    return {
        "Wells": signed(mine, "Wells"),
        "Roofs": signed(mine, "Roofs", ends=TODAY + timedelta(days=90)),
        "Books": signed(mine, "Books", ends=TODAY + timedelta(days=91)),
        "Later": signed(mine, "Later", TODAY + timedelta(days=1), date(2027, 1, 9)),
        "Ended": signed(mine, "Ended", ends=TODAY - timedelta(days=1)),
        "Draft": written(mine, "Draft"),
    }


def show(person, query: str = "") -> str:
    answer = client_of(person).get(reverse("agreements:list") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/agreements/\d+/">([^<]+)</a>', page)


def row(page: str, title: str) -> str:
    """The text of one row, without markup."""
    (found,) = [each for each in page.split("<tr>") if f">{title}</a><div" in each]
    found = found.split("</tr>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_nothing_of_another_country_is_listed(cast):
    signed(cast.malawi_partnership, "Wells")
    signed(cast.uganda_partnership, "Boats")
    assert titles(show(cast.amina, "?show=all")) == ["Wells"]
    assert titles(show(cast.chloe, "?show=all&country=MW")) == ["Boats"]
    assert titles(show(cast.dan)) == ["Wells", "Boats"]


def test_the_helper_sees_the_agreements_of_the_own_partnerships(cast):
    (other,) = more_partnerships(cast.malawi_partnership, 1)
    signed(cast.malawi_partnership, "Wells")
    signed(other, "Secret")
    assert titles(show(cast.eve, "?show=all")) == ["Wells"]
    assert titles(show(cast.eve, "?q=Secret")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "Books Later Roofs Wells"),
        ("?show=current", "Books Later Roofs Wells"),
        ("?show=ending", "Roofs"),
        ("?show=not-in-force", "Draft Ended"),
        ("?show=all", "Books Draft Ended Later Roofs Wells"),
        ("?show=strange", "Books Later Roofs Wells"),
    ],
)
def test_the_list_shows_what_was_asked_for(cast, several, query, found):
    assert titles(show(cast.amina, query)) == found.split()


def test_what_ends_first_comes_first(cast):
    signed(cast.malawi_partnership, "A", ends=TODAY + timedelta(days=50))
    signed(cast.malawi_partnership, "B", ends=TODAY)
    assert titles(show(cast.amina, "?show=ending")) == ["B", "A"]


def test_each_row_says_how_the_agreement_stands(cast, several):
    page = show(cast.amina, "?show=all")
    assert "In force 1 Jan 2026 to 21 Feb 2027 Ends in 90 days" in row(page, "Roofs")
    assert row(page, "Roofs").endswith("1 USD 40,000")
    assert "Not in force yet" in row(page, "Later")
    assert "USD" not in row(page, "Later")
    assert "Ended From 1 Jan 2026, ended 22 Nov 2026" in row(page, "Ended")
    assert row(page, "Draft").endswith("Not agreed")
    assert 'href="/partnerships/' in page


def test_the_version_in_force_is_named_while_the_next_is_to_come(cast):
    agreement = signed(cast.malawi_partnership, "Wells", ends=date(2026, 12, 31))
    make_version(agreement, number=2, starts=date(2026, 12, 1), ends=date(2028, 12, 31))
    text = row(show(cast.amina), "Wells")
    assert "In force 1 Jan 2026 to 31 Dec 2028" in text
    assert text.endswith("1 USD 40,000")
    assert titles(show(cast.amina, "?show=ending")) == []


@pytest.mark.parametrize(("days", "is_over"), [(0, True), (1, False)])
def test_an_agreement_ends_when_another_continues_it(cast, days, is_over):
    old = signed(cast.malawi_partnership, "Old")
    first = TODAY + timedelta(days=days)
    signed(cast.malawi_partnership, "New", starts=first, continues=old)
    page = show(cast.amina, "?show=all")
    assert titles(show(cast.amina)) == (["New"] if is_over else ["New", "Old"])
    words = "ended 22 Nov 2026" if is_over else "to 23 Nov 2026 Ends today"
    assert words in row(page, "Old")


def test_an_agreement_that_was_replaced_before_it_began_is_not_in_force(cast):
    old = signed(cast.malawi_partnership, "Old", starts=date(2027, 3, 1))
    signed(cast.malawi_partnership, "New", starts=date(2027, 2, 1), continues=old)
    assert titles(show(cast.amina)) == ["New"]
    page = show(cast.amina, "?show=not-in-force")
    assert "Ended" in row(page, "Old")


@pytest.mark.parametrize(
    ("zone", "found"),
    [("Pacific/Tongatapu", ["Later"]), ("America/Guatemala", ["Last"])],
)
def test_days_are_those_of_the_country(cast, zone, found):
    """At 23:30 in Greenwich it is the 24th in Tonga, and the 23rd in Guatemala."""
    Country.objects.update(time_zone=zone)
    signed(cast.malawi_partnership, "Last", ends=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    signed(cast.malawi_partnership, "Later", tomorrow, tomorrow + timedelta(days=9))
    with time_machine.travel(NOW.replace(hour=23, minute=30)):
        page = show(cast.amina, "?show=ending")
    assert titles(page) == found
    words = "Ends in 9 days" if found == ["Later"] else "Ends today"
    assert words in row(page, found[0])


def test_an_open_change_says_which_side_is_waited_for(cast):
    table = raised(cast)
    assert row(show(cast.amina), "Schools").endswith(
        "Raised : MW-01/2026 Waiting for the foundation"
    )
    amina = cast.actor("amina")
    acknowledge(actor=amina, now=NOW, renegotiation=table)
    assert "Waiting for both sides" in row(show(cast.amina), "Schools")
    proposed(amina, table)
    text = row(show(cast.amina), "Schools")
    assert "A proposal is on the table" in text
    assert text.endswith("Waiting for the partner")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("well", ["Wells"]),
        ("écoles", ["Écoles"]),
        ("ecoles", ["Écoles"]),
        ("mw-01/wel", ["Wells"]),
        ("ug-01", ["Écoles"]),
        ("Nyali", ["Wells"]),
        ("100%", []),
    ],
)
def test_words_are_looked_for_in_titles_numbers_and_partnerships(cast, words, found):
    signed(cast.malawi_partnership, "Wells")
    signed(cast.uganda_partnership, "Écoles")
    assert titles(show(cast.dan, f"?q={words.replace('%', '%25')}")) == found


def test_a_country_is_asked_for_only_where_there_are_several(cast):
    signed(cast.malawi_partnership, "Wells")
    signed(cast.uganda_partnership, "Boats")
    assert 'name="country"' not in show(cast.amina)
    assert 'name="country"' in show(cast.dan)
    assert titles(show(cast.dan, "?country=UG")) == ["Boats"]
    assert "In force or to come, Uganda" in show(cast.dan, "?country=UG")


def test_an_empty_list_says_why(cast):
    assert "No agreements yet" in show(cast.amina)
    assert "not open to your role" in show(cast.ada)
    signed(cast.malawi_partnership, "Ended", ends=date(2026, 3, 12))
    page = show(cast.amina)
    assert "No agreements match" in page
    assert "You asked for:  In force or to come" in page
    assert 'href="/agreements/?show=all"' in page
    assert "No agreements yet" in show(cast.chloe)


def test_filters_are_kept_over_the_pages(cast):
    for number in range(30):
        signed(cast.malawi_partnership, f"Wells{number:02}", ends=date(2026, 3, 12))
    query = "?q=wells&show=not-in-force"
    page = show(cast.dan, f"{query}&country=MW")
    assert len(titles(page)) == 25
    assert "30 agreements" in page
    kept = "q=wells&amp;country=MW&amp;show=not-in-force&amp;page=2"
    assert f'href="?{kept}"' in page
    second = titles(show(cast.dan, f"?{kept.replace('&amp;', '&')}"))
    assert second == [f"Wells{number:02}" for number in range(25, 30)]
    assert titles(show(cast.dan, f"{query}&page=x")) == titles(page)


def test_a_phone_shows_each_agreement_as_a_card(cast):
    signed(cast.malawi_partnership, "Wells")
    page = show(cast.amina)
    assert 'class="data-table table-stack"' in page
    assert page.count("<td") == len(re.findall(r'<td data-label="[^"]+"', page)) == 5


def test_more_leads_to_the_list(cast):
    link = f'href="{reverse("agreements:list")}"'
    assert link in client_of(cast.amina).get("/more/").content.decode()
    assert link not in client_of(cast.ada).get("/more/").content.decode()


def test_2_or_12_agreements_take_the_same_queries(cast):
    client, address = client_of(cast.dan), reverse("agreements:list")
    partnerships = more_partnerships(cast.malawi_partnership, 12)
    for each in partnerships[:2]:
        _with_wish(cast, signed(each, "Wells"))
    few = queries_of(client, address)
    for each in partnerships[2:]:
        _with_wish(cast, signed(each, "Roofs"))
    assert queries_of(client, address) == few
    assert few <= 8


def _with_wish(cast, agreement):
    amina = cast.actor("amina")
    raise_change(actor=amina, now=NOW, agreement=agreement, wish=WISH)

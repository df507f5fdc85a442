"""A page in the depth of a list has the rows that an ordinary page has."""

import pytest
from django.core.paginator import EmptyPage, Paginator
from django.template import Context, Template

from eclt_partners.common.paging import (
    CappedPaginator,
    CountedPaginator,
    DeepPaginator,
)
from partners.models import Partner

ROWS, A_PAGE = 47, 5


@pytest.fixture
def partners(cast):
    Partner.objects.bulk_create(
        Partner(name=f"Partner {n // 2}", kind="OTHER", country=country)
        for n in range(ROWS)
        for country in [(cast.malawi, cast.uganda)[n % 2]]
    )
    return Partner.objects.all()


def test_every_page_is_that_of_an_ordinary_list(partners):
    plain, deep = Paginator(partners, A_PAGE), DeepPaginator(partners, A_PAGE)
    assert deep.num_pages == plain.num_pages > 8
    for number in plain.page_range:
        assert list(deep.page(number)) == list(plain.page(number))


def test_a_list_without_rows_has_one_page_without_rows(db):
    assert list(DeepPaginator(Partner.objects.all(), A_PAGE).get_page(1)) == []


def test_there_is_no_page_after_the_last(partners):
    with pytest.raises(EmptyPage):
        DeepPaginator(partners, A_PAGE).page(99)


def test_far_pages_are_left_out_of_the_links():
    page = Paginator(range(1000), 10).page(50)
    text = "{% load pages %}{% for n in page|numbers %}{{ n }} {% endfor %}"
    told = Template(text).render(Context({"page": page}))
    assert told.split() == ["1", "…", "49", "50", "51", "…", "100"]


@pytest.mark.parametrize(("most", "is_cut"), [(20, True), (100, False)])
def test_a_capped_list_has_the_first_rows_and_says_whether_there_are_more(
    partners, monkeypatch, django_assert_num_queries, most, is_cut
):
    monkeypatch.setattr(CappedPaginator, "MOST", most)
    plain, capped = Paginator(partners, A_PAGE), CappedPaginator(partners, A_PAGE)
    known = plain.count
    with django_assert_num_queries(1):
        assert (capped.count, capped.is_cut) == (20 if is_cut else known, is_cut)
    assert capped.num_pages == (4 if is_cut else plain.num_pages)
    for number in capped.page_range:
        assert list(capped.page(number)) == list(plain.page(number))


def test_nobody_is_asked_for_a_number_that_is_known(
    partners, django_assert_num_queries
):
    plain = Paginator(partners, A_PAGE)
    counted = CountedPaginator(partners, A_PAGE, count=plain.count)
    for number in plain.page_range:
        with django_assert_num_queries(1):
            rows = list(counted.page(number))
        assert rows == list(plain.page(number))

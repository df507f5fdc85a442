"""What does the frame around every page need to know?"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.test.utils import override_script_prefix
from django.urls import URLResolver, get_resolver

from eclt_partners.common import context
from eclt_partners.common.context import address, links, shell


def request_of(path: str, *, signed_in: bool) -> object:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in)
    return request


def test_strangers_get_no_navigation_and_no_button() -> None:
    frame = shell(request_of("/", signed_in=False))
    assert frame["navigation"] == []
    assert frame["log_review_url"] == ""
    assert frame["sign_out_url"] == ""


def test_signed_in_people_get_at_most_five_links() -> None:
    frame = shell(request_of("/", signed_in=True))
    assert 1 <= len(frame["navigation"]) <= 5


def test_a_request_without_a_user_is_a_stranger() -> None:
    assert not shell(RequestFactory().get("/"))["signed_in"]


def test_the_demonstration_says_that_it_is_one(settings) -> None:
    settings.DEMO = True
    notice = shell(RequestFactory().get("/"))["demo_notice"]
    assert str(notice).startswith("Demonstration data. All organisations")


def test_real_use_shows_no_notice(settings) -> None:
    settings.DEMO = False
    assert shell(RequestFactory().get("/"))["demo_notice"] == ""


def test_every_link_of_the_frame_exists() -> None:
    frame = shell(request_of("/", signed_in=True))
    assert len(frame["navigation"]) == len(context.MAIN_LINKS)
    assert len(frame["footer_links"]) == len(context.FOOTER_LINKS)
    for name in ("log_review_url", "account_url", "sign_out_url", "language_url"):
        assert frame[name], name


def test_an_address_that_does_not_exist_is_empty() -> None:
    assert address("nowhere:at_all") == ""


def test_a_site_that_moves_under_another_path_takes_its_addresses_along() -> None:
    assert address("common:help") == "/help/"
    with override_script_prefix("/partnerships/"):
        assert address("common:help") == "/partnerships/help/"
    assert address("common:help") == "/help/"


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "/"), ("/partners/", "/partners/"), ("/partners/7/", "/partners/")],
)
def test_the_link_of_the_page_is_current(monkeypatch, path: str, current: str) -> None:
    known = {"a": "/", "b": "/partners/"}
    monkeypatch.setattr(context, "address", lambda name: known.get(name, ""))
    items = links([("a", "A"), ("b", "B"), ("c", "C")], path)
    assert [item.url for item in items] == ["/", "/partners/"]
    assert [item.url for item in items if item.current] == [current]


def test_a_country_that_was_chosen_stays_chosen_on_other_lists() -> None:
    frame = shell(request_of("/partners/?country=MW", signed_in=True))
    urls = {str(item.label): item.url for item in frame["navigation"]}
    assert urls["Partners"] == "/partners/?country=MW"
    assert urls["More"] == "/more/?country=MW"
    assert urls["Reviews"] == "/reviews/"


@pytest.mark.parametrize("asked", ["", "mw", "MW&x=1", '"><b>'])
def test_only_a_code_of_a_country_is_passed_on(asked: str) -> None:
    request = RequestFactory().get("/partners/", {"country": asked})
    assert context.country_of(request) == ""


# Open without an account, and yet for people of the foundation as well.
OPEN_TO_ALL = {
    *("account", "accessibility", "calendar", "health", "help", "language", "mails"),
    *("offline", "ping", "privacy", "sw.js"),
}


def _open_pages(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        path = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _open_pages(each, path)
        elif not getattr(each.callback, "login_required", True):
            yield path.lstrip("^").partition("/")[0]


def test_every_page_of_partners_lies_on_their_side() -> None:
    found = set(_open_pages(get_resolver())) - OPEN_TO_ALL
    assert {f"/{name}/" for name in found} == set(context.PARTNER_SIDE)

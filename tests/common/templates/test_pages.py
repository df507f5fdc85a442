"""Do the frames and the pages of refusals stand on their own?"""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from eclt_partners.common.styleguide import SampleForm
from eclt_partners.common.views import styleguide

TEMPLATES = Path(settings.BASE_DIR) / "templates"
MINE = [
    *sorted((TEMPLATES / "components").rglob("*.html")),
    *sorted((TEMPLATES / "bootstrap5").rglob("*.html")),
    *sorted(TEMPLATES.glob("*.html")),
]


def request_of(path: str, *, signed_in: bool = True) -> object:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in)
    return request


@pytest.mark.parametrize("code", [400, 403, 404, 409, 410, 429, 500])
def test_a_refusal_needs_nothing_from_the_request(code: int) -> None:
    html = render_to_string(f"{code}.html")
    assert html.count("<h1>") == 1
    assert "{" not in html.partition("<main")[2]


def test_the_reference_number_is_shown() -> None:
    assert "a1b2c3" in render_to_string("500.html", {"request_id": "a1b2c3"})


def test_the_frame_shows_the_way_for_signed_in_people() -> None:
    html = render_to_string("base.html", request=request_of("/"))
    assert 'class="skip-link"' in html
    assert "Sign out" in html


def test_a_stranger_sees_no_menu() -> None:
    html = render_to_string("base.html", request=request_of("/", signed_in=False))
    assert "Sign out" not in html
    assert "Log a review" not in html


def test_the_frame_of_partners_has_no_navigation() -> None:
    html = render_to_string(
        "base_partner.html", {"leave_url": "/leave/"}, request=request_of("/answer/")
    )
    assert "<nav" not in html
    assert 'content="noindex"' in html
    assert "Leave" in html


def test_every_language_is_offered_in_its_own_name_and_keeps_the_page() -> None:
    html = render_to_string("base_partner.html", request=request_of("/answer/?a=1"))
    for name in ("English", "Français", "Español", "Português"):
        assert name in html
    assert 'name="next" value="/answer/?a=1"' in html


def test_the_title_says_when_there_is_an_error() -> None:
    context = {"form": SampleForm({})}
    html = render_to_string("base.html", context, request=request_of("/"))
    assert "<title>Error: " in html


def test_the_style_guide_shows_every_component() -> None:
    request = request_of("/styleguide/?errors")
    html = styleguide(request).content.decode()
    assert "There is a problem" in html
    assert html.count('id="id_trust_0"') == 1


@pytest.mark.parametrize("path", MINE, ids=lambda path: path.name)
def test_a_template_compiles_and_keeps_to_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    get_template(str(path.relative_to(TEMPLATES)))
    assert len(text.splitlines()) <= 150
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! src)", text)


@pytest.mark.parametrize(
    "path", [path for path in MINE if path.parent.name != "icons"], ids=lambda p: p.name
)
def test_a_template_states_its_context(path: Path) -> None:
    assert "{% comment %}" in path.read_text(encoding="utf-8")[:120]


@pytest.mark.parametrize("code", [404, 410, 429, 500, 503])
def test_people_of_partners_are_not_sent_to_a_sign_in(code: int) -> None:
    request = request_of("/answer/home/", signed_in=False)
    html = render_to_string(f"{code}.html", request=request)
    assert 'href="/"' not in html
    assert "The personal link in the newest mail from us still works." in html


@pytest.mark.parametrize("code", [404, 410, 500, 503])
def test_people_of_the_foundation_are_led_to_today(code: int) -> None:
    request = request_of("/partners/7/", signed_in=False)
    assert "Go to Today" in render_to_string(f"{code}.html", request=request)

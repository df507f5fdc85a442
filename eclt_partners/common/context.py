"""What does the frame around every page need to know?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIN_LINKS: Sequence[tuple[str, Promise]] = (
    ("dashboards:today", _("Today")),
    ("dashboards:partners", _("Partners")),
    ("reviews:list", _("Reviews")),
    ("dashboards:countries", _("Countries")),
    ("dashboards:more", _("More")),
)
# Lists that can show one country alone, and the page that leads to them: a country that
# was chosen on one of them stays chosen on the others.
OF_ONE_COUNTRY = frozenset(
    {
        *("dashboards:partners", "dashboards:more", "dashboards:year"),
        *("dashboards:ledger", "agreements:list", "lifecycle:lasting"),
        "agreements:commitments",
    }
)
_CODE = re.compile("[A-Z]{2}")
FOOTER_LINKS: Sequence[tuple[str, Promise]] = (
    ("common:help", _("Help")),
    ("common:accessibility", _("Accessibility")),
    ("common:privacy", _("Privacy")),
)
PERSONAL_PAGES: Mapping[str, str] = {
    "log_review_url": "reviews:log",
    "search_url": "dashboards:partners",
    "account_url": "accounts:settings",
    "sign_out_url": "account_logout",
}
# What people of partners open without an account; the landing of a link, its pages,
# and asking for a new one.
PARTNER_SIDE = ("/answer/", "/deal/", "/links/", "/r/", "/table/")
DEMO_NOTICE = _(
    "Demonstration data. All organisations, districts and people are invented. "
    "Country names and currencies are real only to make the example realistic."
)


@dataclass(frozen=True)
class NavigationItem:
    """One link of the service navigation; `current` when the page lies under it."""

    label: Promise
    url: str
    current: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """The names that base.html uses; links that do not exist are left out.

    Signed-in people get the navigation and "Log a review"; others get neither.
    """
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    return {
        **_personal_addresses(signed_in=signed_in),
        "signed_in": signed_in,
        "partner_side": request.path.startswith(PARTNER_SIDE),
        "navigation": links(MAIN_LINKS, request.path, of=country_of(request))
        if signed_in
        else [],
        "footer_links": links(FOOTER_LINKS, request.path),
        "home_url": address("dashboards:today") or "/",
        "help_url": address("common:help"),
        "offline_url": address("common:offline"),
        "worker_url": address("common:worker"),
        "ping_url": address("accounts:ping"),
        "login_url": address("account_login"),
        "language_url": address("set_language"),
        "demo_notice": DEMO_NOTICE if getattr(settings, "DEMO", False) else "",
        "foundation_name": getattr(settings, "FOUNDATION_NAME", ""),
        "contact_email": getattr(settings, "CONTACT_EMAIL", ""),
        "build": getattr(settings, "BUILD", ""),
        "request_id": getattr(request, "request_id", ""),
    }


def _personal_addresses(*, signed_in: bool) -> dict[str, str]:
    return {
        name: address(page) if signed_in else ""
        for name, page in PERSONAL_PAGES.items()
    }


def country_of(request: HttpRequest) -> str:
    """The code of the country that a list is narrowed to; "" for none."""
    asked = request.GET.get("country", "")
    return asked if _CODE.fullmatch(asked) else ""


def links(
    names: Sequence[tuple[str, Promise]], path: str, *, of: str = ""
) -> list[NavigationItem]:
    """Navigation items for the URL names that exist; the longest match is current.

    Args:
        names: of addresses, with labels.
        path: of the page.
        of: the country that stays chosen; "" for none.
    """
    found = [(name, label, url) for name, label in names if (url := address(name))]
    fitting = [url for _name, _label, url in found if _lies_under(path, url)]
    current = max(fitting, key=len, default="")
    return [
        NavigationItem(label, address_in(name, of), url == current)
        for name, label, url in found
    ]


def address_in(name: str, country: str) -> str:
    """The address of a URL name, narrowed to a country where it can be."""
    url = address(name)
    return f"{url}?country={country}" if country and name in OF_ONE_COUNTRY else url


def address(name: str) -> str:
    """The address of a URL name, or nothing when this site does not have it."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=512)
def _address(name: str, urlconf: str, _under: str) -> str:
    # A page names thirty of them, and they stay: looking them up was a tenth of it.
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


def _lies_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))

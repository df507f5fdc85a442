"""Which language does an address ask for, for example from a mail?"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PARAMETER = "lang"


def asked_for(request: HttpRequest) -> str:
    """Return the language that the address names: "/r/.../?lang=fr"; "" for none."""
    wanted = request.GET.get(PARAMETER, "")
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def keep(response: HttpResponse, language: str) -> None:
    """Keep a language for the next pages, as the switch on a page does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )

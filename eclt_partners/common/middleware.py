"""Which request is this log line about, what of it is read, where does a script go on?"""

import json
import uuid
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

REQUEST_ID_HEADER = "X-Request-ID"


class RequestIdMiddleware:
    """Give each request an id, bind it to the logs, and send it back.

    The id is always made here: one sent by a client could be used to write
    false lines into the logs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its id in the header and in every log line."""
        request_id = uuid.uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response[REQUEST_ID_HEADER] = request_id
        return response


class NoBodyMiddleware:
    """Answer HEAD without a body, under the headers of the page.

    Watchers of addresses and previews of links ask so; the web server warns of each
    body that it has to drop.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; the length that is said stays that of the page."""
        response: HttpResponseBase = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = ()
            elif isinstance(response, HttpResponse):
                response.content = b""
        return response


class PlainCookiesMiddleware:
    """Leave out cookies with a NUL; as keys of sessions they break PostgreSQL.

    No browser gets one from us, but anybody can write one, as an octal number.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if such a cookie had not been sent."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class GoOnMiddleware:
    """Give a script that sends a form the address of the next page as JSON.

    A script cannot see where a redirect leads before it has followed it, and then the
    messages of the next page are used up. Being sent to sign in stays a redirect:
    nothing was saved.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; `{"next": address}` in place of a redirect after a POST."""
        response = self.get_response(request)
        leads_on = response.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
        asks = request.headers.get("Accept") == "application/json"
        if request.method != "POST" or not asks or not leads_on:
            return response
        address = response.headers["Location"]
        if address.startswith(resolve_url(settings.LOGIN_URL)):
            return response
        response.status_code = HTTPStatus.OK
        response.content = json.dumps({"next": address}).encode()
        response["Content-Type"] = "application/json"
        del response["Location"]
        return response

"""What does the answer to a HEAD request hold?"""

import pytest
from django.core.handlers.base import BaseHandler
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import RequestFactory

from eclt_partners.common.middleware import NoBodyMiddleware

pytestmark = pytest.mark.django_db


def answered(method: str, path: str) -> HttpResponse:
    """What goes to the web server; the client of Django drops bodies by itself."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler.get_response(RequestFactory().generic(method, path))


@pytest.mark.parametrize("path", ["/account/login/", "/no/such/page/"])
def test_who_asks_for_the_head_of_a_page_gets_no_body_but_its_length(path: str) -> None:
    page, head = answered("GET", path), answered("HEAD", path)

    assert page.content
    assert head.content == b""
    assert head.status_code == page.status_code
    assert abs(int(head["Content-Length"]) - len(page.content)) < 1000


def test_a_file_is_not_sent_either(tmp_path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF")

    def give(_request: HttpRequest) -> FileResponse:
        return FileResponse(paper.open("rb"))

    head = NoBodyMiddleware(give)(RequestFactory().head("/"))

    assert b"".join(head) == b""
    assert head["Content-Length"] == "4"
    head.close()

"""What does the site say while somebody works on it? The database is not asked."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from eclt_partners.common.maintenance import MaintenanceMiddleware

UNTIL = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)


@pytest.fixture
def visitor(settings) -> Client:
    settings.MAINTENANCE_UNTIL = UNTIL
    return Client()


def test_without_a_moment_nobody_hears_of_it(settings) -> None:
    settings.MAINTENANCE_UNTIL = None
    with pytest.raises(MiddlewareNotUsed):
        MaintenanceMiddleware(lambda request: HttpResponse())


@time_machine.travel(UNTIL - timedelta(hours=2), tick=False)
@pytest.mark.parametrize("path", ["/partners/?q=a", "/r/a-link/", "/health"])
def test_every_page_says_until_when_and_where_to_try_again(visitor, path) -> None:
    answer = visitor.get(path)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "7200")
    assert "It is back by 28 Nov 2026, 06:00 (UTC)." in page
    assert f'href="{path}">Try again' in page


@time_machine.travel(UNTIL - timedelta(hours=2), tick=False)
def test_a_form_that_was_sent_meanwhile_is_not_sent_again_by_a_link(visitor) -> None:
    answer = visitor.post("/partners/new/", {"name": "Nyali Trust"})
    assert answer.status_code == 503
    assert "Try again" not in answer.content.decode()


@time_machine.travel(UNTIL + timedelta(hours=1), tick=False)
def test_work_that_takes_longer_promises_no_moment(visitor) -> None:
    answer = visitor.get("/")
    assert "It is taking longer than planned." in answer.content.decode()
    assert answer["Retry-After"] == "60"


def test_it_is_said_in_the_language_of_the_reader(visitor) -> None:
    answer = visitor.get("/", headers={"accept-language": "pt"})
    assert answer["Content-Language"] == "pt"
    assert '<html lang="pt"' in answer.content.decode()


def test_an_answer_is_one_line_for_the_record_and_no_error(visitor, caplog) -> None:
    caplog.set_level(logging.INFO)
    visitor.get("/partners/")
    told = [(line.levelname, line.getMessage()) for line in caplog.records]
    assert told == [("INFO", "Away for maintenance: /partners/")]

"""Is a connection to Redis that was lost closed twice without harm?"""

from types import SimpleNamespace

import pytest
from kombu import Connection, Message
from kombu.transport import redis

from eclt_partners.celery import app
from eclt_partners.common.broker import Transport


def lost_in_the_middle_of_a_read(transport: type[redis.Transport]) -> Connection:
    """A connection as Celery's consumer has it when Redis went away."""
    connection = app.connection()
    connection.transport_cls = transport
    channel = connection.default_channel
    channel._disconnect_pools()
    vars(channel).pop("client", None)
    channel._in_poll = True
    connection._do_close_transport()
    return connection


def test_the_transport_of_kombu_fails_when_it_is_closed_again():
    """Whoever sees this fail may take our transport away."""
    with pytest.raises(AttributeError, match="hostname"):
        lost_in_the_middle_of_a_read(redis.Transport).close()


def test_ours_does_not():
    connection = lost_in_the_middle_of_a_read(Transport)
    connection.close()
    assert connection._closed


def acknowledged_too_late(transport: type[redis.Transport]) -> list[str]:
    """What is noted when work is acknowledged that was done while Redis went away."""
    connection = lost_in_the_middle_of_a_read(transport)
    message = Message(delivery_tag="1", channel=connection._default_channel)
    noted: list[str] = []
    logger = SimpleNamespace(critical=lambda text, *_rest, **_more: noted.append(text))
    message.ack_log_error(logger, transport.connection_errors)
    return noted


def test_kombu_fails_when_work_is_acknowledged_too_late():
    with pytest.raises(AttributeError, match="hostname"):
        acknowledged_too_late(redis.Transport)


def test_ours_notes_it_and_goes_on():
    assert acknowledged_too_late(Transport) == ["Couldn't ack %r, reason:%r"]


def test_celery_uses_it():
    assert isinstance(app.connection().transport, Transport)

"""Which ports of this computer are free for us?"""

import socket
from collections.abc import Mapping

from eclt_partners.embedded.errors import StartError

ADDRESS = "127.0.0.1"
HIGHEST = 65535


def asked_port(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return the port that a variable asks for, else the default.

    Raises:
        StartError: it is no port number.
    """
    said = environment.get(name, "").strip() or str(default)
    if not said.isdecimal() or not 1 <= int(said) <= HIGHEST:
        raise StartError(f"{name} must be a number from 1 to {HIGHEST}, not {said!r}.")
    return int(said)


def required_port(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return the port that a variable asks for, if it is free.

    Raises:
        StartError: something else listens there, or we may not.
    """
    port = asked_port(environment, name, default)
    if not is_free(port):
        raise StartError(
            f"Port {port} is in use by another program (or not allowed). "
            f"Stop that program or choose another port: make run {name}={port + 80}"
        )
    return port


def preferred_port(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return the port asked for; without a wish the default or any free port.

    Raises:
        StartError: a port that was asked for is not free.
    """
    if environment.get(name, "").strip():
        return required_port(environment, name, default)
    return default if is_free(default) else free_port()


def is_free(port: int) -> bool:
    """Answer whether we could listen on the port."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that the system says is free."""
    with socket.socket() as attempt:
        attempt.bind((ADDRESS, 0))
        return int(attempt.getsockname()[1])


def is_served(port: int) -> bool:
    """Answer whether something takes connections on the port."""
    try:
        with socket.create_connection((ADDRESS, port), timeout=1):
            return True
    except OSError:
        return False

"""How is one home's Redis started?

Redis carries hints between web, beat and worker. It listens on a Unix socket
only and never throws a hint away to make room.
"""

import shutil
import socket
import subprocess

from eclt_partners.embedded.binaries import redis_program
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home
from eclt_partners.embedded.postgres import open_log
from eclt_partners.embedded.processes import Program, start, wait_until

START_LIMIT = 20.0


def queue_url(home: Home) -> str:
    """Return the address in the form that Celery's transport reads."""
    return f"redis+socket://{home.queue_socket}"


def start_queue(home: Home, *, for_tests: bool) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers.

    Raises:
        StartError: there is no program, or it gave up.
    """
    folder = home.queue_socket.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    command = [str(redis_program()), "--port", "0"]
    command += ["--unixsocket", str(home.queue_socket), "--unixsocketperm", "700"]
    command += ["--dir", str(home.queue), "--maxmemory-policy", "noeviction"]
    command += ["--appendonly", "no" if for_tests else "yes", "--save", ""]
    log_path = open_log(home, "redis")
    with log_path.open("ab") as log:
        server = start(Program(command, output=log))
    wait_until(
        lambda: answers(home) or server.poll() is not None,
        limit=START_LIMIT,
    )
    if server.poll() is not None or not answers(home):
        last = "\n".join(log_path.read_text(errors="replace").splitlines()[-4:])
        raise StartError(f"Redis did not start:\n{last}")
    return server


def answers(home: Home) -> bool:
    """Answer whether the server says PONG (it refuses while it reads its file)."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(home.queue_socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False

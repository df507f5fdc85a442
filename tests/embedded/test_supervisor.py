"""Does `make run` start, stop, refuse and recover as it promises?"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from eclt_partners.embedded import keeper, running
from eclt_partners.embedded.home import Home
from eclt_partners.embedded.ports import ADDRESS, free_port, is_served
from eclt_partners.embedded.processes import started_at, wait_until
from eclt_partners.embedded.servers import Servers
from tests.embedded.conftest import environment_for, launch

PARTS = ("mail", "web", "worker", "beat")

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    """A free port for the web server."""
    return free_port()


@pytest.fixture
def start(used_home: Home, port: int) -> Iterator[Start]:
    """Start the tiny product; whatever is left is killed at the end."""
    started = []

    def go(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        found = environment_for(used_home, PORT=str(port)) | environment
        command = launch(
            ["-m", "tests.embedded.fake_product", "--stop-with-parent", *arguments],
            found,
        )
        started.append(command)
        return command

    yield go
    for command in started:
        command.kill()
        command.wait()


def read_until(command: subprocess.Popen[str], words: str) -> list[str]:
    """Return the lines up to the one that holds the words."""
    lines = []
    assert command.stdout is not None
    for line in command.stdout:
        lines.append(line.rstrip())
        if words in line:
            return lines
    raise AssertionError("\n".join(lines))


def read_until_up(command: subprocess.Popen[str], *names: str) -> list[str]:
    """Return the lines up to the one with which the last of the parts is up."""
    lines: list[str] = []
    while not {f"{name:<8}| {name} is up" for name in names} <= set(lines):
        lines += read_until(command, "is up")
    return lines


def part_pids(home: Home) -> list[int]:
    """Return the numbers of the running parts."""
    return [pid for pid, _ in running.facts(home.root)["parts"].values()]


def test_parts_stop_in_order_after_the_last_word_and_status_is_0(
    used_home: Home, start: Start
) -> None:
    command = start()
    lines = read_until_up(command, *PARTS)
    assert "greet   | hello" in lines
    assert wait_until(lambda: len(part_pids(used_home)) == 4, limit=10)
    parts = part_pids(used_home)
    servers = [pid for pid, _ in keeper.recorded(used_home.root).values()]
    command.send_signal(signal.SIGTERM)
    command.communicate(timeout=30)
    assert command.returncode == 0
    ended = (used_home.root / "ended.txt").read_text().split()
    assert ended == list(reversed(PARTS))
    assert all(started_at(pid) is None for pid in parts + servers)


def test_ctrl_c_stops_and_the_demo_sign_ins_were_shown(
    used_home: Home, start: Start
) -> None:
    used_home.sign_ins.write_text("officer  amina@example.org\n")
    command = start("--parts", "web")
    assert "officer  amina@example.org" in read_until(command, "Stop with Ctrl-C")
    command.send_signal(signal.SIGINT)
    assert "Stopped." in command.communicate(timeout=30)[0]
    assert command.returncode == 0


def test_a_second_ctrl_c_kills_what_does_not_end(start: Start) -> None:
    command = start("--parts", "web,stubborn")
    read_until_up(command, "stubborn")
    command.send_signal(signal.SIGINT)
    read_until(command, "Stopping")
    asked = time.monotonic()
    command.send_signal(signal.SIGINT)
    command.communicate(timeout=30)
    assert time.monotonic() - asked < 20


def test_a_part_that_crashes_stops_all_with_status_1(
    used_home: Home, start: Start
) -> None:
    command = start("--parts", "web,worker,crash")
    read_until_up(command, "web", "worker")
    (used_home.root / "crash").touch()
    said, _ = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "crash   | no way on" in said
    assert "The part crash ended with status 3. Stopping all." in said
    assert (used_home.root / "ended.txt").read_text().split() == ["worker", "web"]


def test_a_database_that_is_killed_stops_all_with_status_1(
    used_home: Home, start: Start
) -> None:
    command = start("--parts", "web")
    read_until(command, "Stop with Ctrl-C")
    os.kill(keeper.recorded(used_home.root)[keeper.POSTGRES][0], signal.SIGKILL)
    said, _ = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "PostgreSQL or Redis ended" in said


def test_a_step_that_fails_is_named_and_nothing_is_left(
    used_home: Home, start: Start
) -> None:
    command = start("--fail", "doubt")
    said, _ = command.communicate(timeout=60)
    assert command.returncode == 1
    assert said.strip().endswith(
        "Cannot start. The step doubt failed; its words are above."
    )
    assert not Servers(used_home).are_up()


def test_after_a_kill_the_next_start_recovers_on_the_same_port(
    used_home: Home, start: Start
) -> None:
    first = start()
    read_until(first, "Stop with Ctrl-C")
    left = part_pids(used_home)
    first.kill()
    first.communicate()
    # The parts may still be ending; the next start waits for them.
    second = start("--parts", "web")
    read_until(second, "Stop with Ctrl-C")
    assert all(started_at(pid) is None for pid in left)


def test_a_busy_port_is_one_clear_message(
    used_home: Home, start: Start, port: int
) -> None:
    with socket.socket() as other:
        other.bind((ADDRESS, port))
        other.listen()
        command = start()
        said, _ = command.communicate(timeout=30)
    assert command.returncode == 1
    assert said.strip() == (
        f"Cannot start. Port {port} is in use by another program (or not allowed). "
        f"Stop that program or choose another port: make run PORT={port + 80}"
    )


def test_a_second_start_from_the_same_home_says_where_the_first_runs(
    start: Start, port: int
) -> None:
    read_until(start("--parts", "web"), "Stop with Ctrl-C")
    said, _ = start(PORT=str(free_port())).communicate(timeout=30)
    assert "running from" in said
    assert f"already: http://127.0.0.1:{port}" in said


def test_servers_that_another_command_uses_go_on(used_home: Home, start: Start) -> None:
    command = start("--parts", "web")
    read_until(command, "Stop with Ctrl-C")
    other = Servers(used_home)
    other.enter()
    command.send_signal(signal.SIGTERM)
    said, _ = command.communicate(timeout=30)
    assert "PostgreSQL and Redis go on: another command uses them." in said
    assert other.are_up()
    assert other.leave()


def test_other_commands_learn_the_address_and_mail_of_the_running_product(
    used_home: Home, start: Start, port: int
) -> None:
    command = start("--parts", "web")
    read_until(command, "Stop with Ctrl-C")
    found = running.running_environment(used_home.root)
    assert found["SITE_URL"] == f"http://127.0.0.1:{port}"
    assert found["EMAIL_URL"].startswith("smtp://127.0.0.1:")
    command.send_signal(signal.SIGTERM)
    command.communicate(timeout=30)
    assert running.running_environment(used_home.root) == {}


def test_it_stops_when_the_program_that_started_it_is_killed(
    used_home: Home, port: int
) -> None:
    script = (
        "import subprocess, sys, time;"
        "subprocess.Popen([sys.executable, '-m', 'tests.embedded.fake_product',"
        " '--parts', 'web', '--stop-with-parent']); time.sleep(60)"
    )
    parent = launch(["-c", script], environment_for(used_home, PORT=str(port)))
    assert wait_until(lambda: is_served(port), limit=30)
    facts = json.loads((used_home.root / running.FACTS).read_text())
    parent.kill()
    parent.communicate()
    assert wait_until(lambda: not is_served(port), limit=20)
    assert facts["parts"]
    assert wait_until(lambda: not Servers(used_home).are_up(), limit=20)

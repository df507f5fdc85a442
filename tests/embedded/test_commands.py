"""Does every command work, whether or not the product runs?"""

import os
import socket
import tempfile
from pathlib import Path

import pytest

from eclt_partners.embedded import checks, ports, preparation
from eclt_partners.embedded.commands import command_name, ready_for
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home
from eclt_partners.embedded.keeper import recorded
from eclt_partners.embedded.servers import Servers
from tests.embedded.conftest import environment_for, launch

ROLE = (
    "from django.db import connection;"
    "cursor = connection.cursor();"
    "cursor.execute('SELECT current_user');"
    "print('role', cursor.fetchone()[0])"
)


def run(home: Home, *arguments: str, **more: str) -> tuple[int, str]:
    """Run manage.py from a home and return its status and words."""
    command = launch(["manage.py", *arguments], environment_for(home, **more))
    said, _ = command.communicate(timeout=60)
    return command.returncode, said


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (["manage.py"], None),
        (["manage.py", "--help"], None),
        (["manage.py", "migrate", "--help"], None),
        (["manage.py", "migrate", "--plan"], "migrate"),
    ],
)
def test_a_line_that_asks_for_help_names_no_command(
    line: list[str], name: str | None
) -> None:
    assert command_name(line) == name


def test_a_command_starts_the_servers_for_its_own_duration(home: Home) -> None:
    status, said = run(home, "shell", "-v", "0", "-c", ROLE)
    assert (status, said.splitlines()[-1]) == (0, "role app")
    assert not Servers(home).are_up()
    assert home.database.is_dir()


def test_a_database_without_tables_is_told_of_in_one_sentence(
    used_home: Home,
) -> None:
    status, said = run(used_home, "board")
    assert status == 1
    assert "has no tables yet" in said
    assert "manage.py migrate" in said
    assert "Traceback" not in said


def test_a_command_that_needs_no_database_starts_nothing(home: Home) -> None:
    status, _ = run(home, "help")
    assert status == 0
    assert not home.database.exists()


def test_migrate_connects_as_the_owner_and_others_do_not(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app@/own?host=/somewhere")
    with ready_for(["manage.py", "board"]):
        assert "ECLT_CONNECT_AS" not in os.environ
    with ready_for(["manage.py", "migrate"]):
        assert os.environ["ECLT_CONNECT_AS"] == "owner"
    monkeypatch.delenv("ECLT_CONNECT_AS")


def test_servers_of_ones_own_are_used_and_none_is_started(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app@/own?host=/somewhere")
    monkeypatch.setenv("ECLT_HOME", str(home.root))
    with ready_for(["manage.py", "board"]):
        assert os.environ["DATABASE_URL"] == "postgres://app@/own?host=/somewhere"
        assert recorded(home.root) == {}


def test_a_start_that_is_refused_is_one_message_and_status_1(home: Home) -> None:
    home.database.mkdir()
    if home.account:
        os.chown(home.database, home.account.uid, home.account.gid)
    (home.database / "PG_VERSION").write_text("9.6\n")
    status, said = run(home, "migrate")
    assert status == 1
    assert said.startswith("Cannot start. The database in ")
    assert "Traceback" not in said


@pytest.mark.parametrize("said", ["0", "65536", "eighty", "-1", "80.5"])
def test_a_port_that_is_none_is_refused_by_name(said: str) -> None:
    with pytest.raises(StartError, match="PORT must be a number from 1 to 65535"):
        ports.asked_port({"PORT": said}, "PORT", 8000)


def test_without_a_wish_a_busy_port_is_passed_over() -> None:
    with socket.socket() as other:
        other.bind((ports.ADDRESS, 0))
        other.listen()
        busy = other.getsockname()[1]
        assert ports.preferred_port({}, "SMTP_PORT", busy) != busy
        with pytest.raises(StartError, match=f"SMTP_PORT={busy + 80}"):
            ports.preferred_port({"SMTP_PORT": str(busy)}, "SMTP_PORT", busy)


def test_a_step_is_done_until_its_state_changes(home: Home) -> None:
    stamp = home.root / "stamp"
    step = preparation.Step("static", (), stamp, "one")
    assert not step.is_done
    step.mark_done()
    assert step.is_done
    assert not preparation.Step("static", (), stamp, "two").is_done


def test_steps_on_a_database_of_ones_own_are_never_skipped(home: Home) -> None:
    for step in preparation.steps(home, own_database=False):
        step.mark_done()
    skipped = [
        step.name for step in preparation.steps(home, own_database=True) if step.is_done
    ]
    assert skipped == ["static"]


def test_a_failed_stage_is_named_and_the_others_run_all_the_same(
    capfd: pytest.CaptureFixture[str],
) -> None:
    stages = [
        checks.Stage("bad", ("-c", "raise SystemExit(2)")),
        checks.Stage("good", ("-c", "print('was here')")),
    ]
    assert checks.run_all(stages, dict(os.environ)) == ["bad"]
    said = capfd.readouterr().out
    assert "was here" in said
    assert "== bad: failed in " in said


def test_checks_side_by_side_tell_which_failed_and_what_each_said(capfd) -> None:
    wait = "import sys, pathlib, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.05)"
    with tempfile.TemporaryDirectory() as folder:
        sign = str(Path(folder) / "sign")
        make = (
            "import sys, pathlib; pathlib.Path(sys.argv[1]).touch(); print('made it')"
        )
        stages = [
            checks.Stage("waits", ("-c", wait, sign)),
            checks.Stage("makes", ("-c", f"{make}; raise SystemExit(2)", sign)),
        ]
        assert checks.run_together(stages, dict(os.environ)) == ["makes"]
    assert "made it" in capfd.readouterr().out

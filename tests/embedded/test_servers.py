"""Do commands share servers, leave none behind and recover from kills?"""

import os
import shutil
import signal
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from eclt_partners.embedded import keeper, testing
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home, open_home
from eclt_partners.embedded.processes import started_at, wait_until
from eclt_partners.embedded.servers import Servers, accept, servers
from tests.embedded.conftest import environment_for, launch

USE_AND_WAIT = """
import sys, time
from pathlib import Path
from eclt_partners.embedded.servers import servers
with servers(Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(60)
"""


def ask(home: Home, statement: str, role: str = "app") -> list[tuple[object, ...]]:
    """Return the rows of one statement in a home's database."""
    url = Servers(home).addresses()[
        "DATABASE_URL" if role == "app" else "DATABASE_OWNER_URL"
    ]
    with closing(testing.connect(url)) as session, session.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def pids(home: Home) -> dict[str, int]:
    """Return the numbers of the running servers."""
    return {name: pid for name, (pid, _) in keeper.recorded(home.root).items()}


def parent_of(pid: int) -> int:
    """Return the number of a process's parent."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(words[1])


def all_gone(numbers: list[int]) -> bool:
    """Answer whether none of the processes lives."""
    return all(started_at(pid) is None for pid in numbers)


def use_elsewhere(home: Home) -> subprocess.Popen[str]:
    """Use the servers from another process, as another command would."""
    command = launch(["-c", USE_AND_WAIT, str(home.root)], environment_for(home))
    assert command.stdout is not None
    assert command.stdout.readline() == "up\n"
    return command


def test_what_was_written_is_there_at_the_next_start(home: Home) -> None:
    with servers(home.root):
        ask(home, "CREATE TABLE note (words text)", role="owner")
        ask(home, "INSERT INTO note VALUES ('kept')", role="owner")
    with servers(home.root):
        assert ask(home, "SELECT words FROM note", role="owner") == [("kept",)]


def test_the_last_one_out_stops_the_servers(used_home: Home) -> None:
    first, second = Servers(used_home), Servers(used_home)
    first.enter()
    second.enter()
    running = list(pids(used_home).values())
    assert first.leave() is False
    assert ask(used_home, "SELECT 1") == [(1,)]
    assert second.leave() is True
    assert all_gone(running)


def test_neither_role_is_superuser_and_only_the_owner_may_create(
    used_home: Home,
) -> None:
    with servers(used_home.root):
        rows = ask(
            used_home,
            "SELECT rolname, rolsuper FROM pg_roles WHERE rolname IN ('app', 'owner')"
            " ORDER BY rolname",
        )
        assert rows == [("app", False), ("owner", False)]
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(used_home, "CREATE TABLE mine (id integer)")


def test_redis_keeps_every_hint_and_listens_on_no_port(used_home: Home) -> None:
    with servers(used_home.root):
        client = redis.Redis(unix_socket_path=str(used_home.queue_socket))
        assert client.config_get("maxmemory-policy") == {
            "maxmemory-policy": "noeviction"
        }
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("port") == {"port": "0"}
        client.close()


def test_two_homes_never_touch_each_other(folder: Path) -> None:
    one, two = open_home(folder / "one"), open_home(folder / "two")
    with servers(one.root), servers(two.root):
        ask(one, "CREATE TABLE only_in_one (id integer)", role="owner")
        statement = "SELECT to_regclass('only_in_one') IS NULL"
        assert ask(two, statement) == [(True,)]
        assert not set(pids(one).values()) & set(pids(two).values())


def test_a_killed_command_leaves_nothing_running(used_home: Home) -> None:
    command = use_elsewhere(used_home)
    running = list(pids(used_home).values())
    command.kill()
    command.communicate()
    assert wait_until(lambda: all_gone(running), limit=20)


def test_a_killed_keeper_takes_its_servers_along(used_home: Home) -> None:
    command = use_elsewhere(used_home)
    running = list(pids(used_home).values())
    its_keeper = parent_of(running[0])
    os.kill(its_keeper, signal.SIGKILL)
    assert wait_until(lambda: all_gone([its_keeper]), limit=20)
    command.kill()
    command.communicate()
    with servers(used_home.root):
        assert ask(used_home, "SELECT 1") == [(1,)]
        assert not set(running) & set(pids(used_home).values())
    assert all_gone(running)


def test_a_record_of_servers_that_take_no_connections_is_not_believed(
    used_home: Home,
) -> None:
    with servers(used_home.root):
        assert accept(used_home, [keeper.POSTGRES, keeper.QUEUE])
    assert not accept(used_home, [keeper.POSTGRES])
    assert not accept(used_home, [keeper.QUEUE])


def test_a_killed_database_stops_all_and_the_next_start_recovers(
    used_home: Home,
) -> None:
    with servers(used_home.root) as used:
        ask(used_home, "CREATE TABLE note (words text)", role="owner")
        running = pids(used_home)
        os.kill(running[keeper.POSTGRES], signal.SIGKILL)
        assert wait_until(lambda: not used.are_up(), limit=20)
        assert all_gone(list(running.values()))
    assert (used_home.database / "postmaster.pid").exists()
    with servers(used_home.root):
        assert ask(used_home, "SELECT count(*) FROM note", role="owner") == [(0,)]


def test_a_half_made_database_is_made_again(home: Home) -> None:
    half = home.database.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with servers(home.root):
        assert ask(home, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_home_too_deep_or_with_a_blank_works_through_a_short_folder(
    folder: Path,
) -> None:
    deep = open_home(folder / "a place with blanks" / ("deep" * 20))
    with servers(deep.root):
        assert ask(deep, "SELECT 1") == [(1,)]
    assert not deep.sockets.is_relative_to(folder)
    assert len(str(deep.database_sockets / ".s.PGSQL.5432")) <= 107
    shutil.rmtree(deep.sockets)


def test_data_of_another_major_version_is_refused_untouched(home: Home) -> None:
    home.database.mkdir()
    if home.account:
        os.chown(home.database, home.account.uid, home.account.gid)
    (home.database / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(StartError, match=r"PostgreSQL 9\.6.*pg_dump") as refused:
        Servers(home).enter()
    assert str(home.database) in str(refused.value)
    assert [path.name for path in home.database.iterdir()] == ["PG_VERSION"]


def test_only_the_wanted_servers_start(used_home: Home) -> None:
    used = Servers(used_home)
    used.enter([keeper.QUEUE])
    try:
        assert list(pids(used_home)) == [keeper.QUEUE]
        with pytest.raises(StartError, match="without postgres"):
            Servers(used_home).enter()
    finally:
        used.leave()


def test_a_throw_away_home_is_deleted_with_its_servers(folder: Path) -> None:
    with servers(folder / "thrown", for_tests=True) as used:
        assert ask(used.home, "SHOW fsync") == [("off",)]
    assert not (folder / "thrown").exists()

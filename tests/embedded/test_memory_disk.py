"""Where do servers of tests keep what nobody needs afterwards?"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from eclt_partners.embedded import memory_disk
from eclt_partners.embedded.memory_disk import ROOM_NEEDED, folder_for_a_while


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file system in memory that has just enough room."""
    usage = SimpleNamespace(free=ROOM_NEEDED)
    monkeypatch.setattr(memory_disk.shutil, "disk_usage", lambda _folder: usage)
    return tmp_path


@pytest.fixture
def made() -> Iterator[list[Path]]:
    """Folders that are removed afterwards."""
    folders: list[Path] = []
    yield folders
    for folder in folders:
        shutil.rmtree(folder)


def test_where_memory_has_room_the_folder_lies_in_it(memory, made) -> None:
    made.append(folder_for_a_while("eclt-x-", memory=memory))
    assert made[0].parent == memory


def test_without_room_in_memory_the_disk_is_used(memory, made, monkeypatch) -> None:
    usage = SimpleNamespace(free=ROOM_NEEDED - 1)
    monkeypatch.setattr(memory_disk.shutil, "disk_usage", lambda _folder: usage)
    made.append(folder_for_a_while("eclt-x-", memory=memory))
    assert made[0].parent == Path(tempfile.gettempdir())


def test_where_no_program_may_run_the_disk_is_used(memory, made, monkeypatch) -> None:
    flags = SimpleNamespace(f_flag=os.ST_NOEXEC)
    monkeypatch.setattr(memory_disk.os, "statvfs", lambda _folder: flags)
    made.append(folder_for_a_while("eclt-x-", memory=memory))
    assert made[0].parent == Path(tempfile.gettempdir())


def test_a_machine_without_such_a_file_system_uses_the_disk(memory, made) -> None:
    made.append(folder_for_a_while("eclt-x-", memory=memory / "none"))
    assert made[0].parent == Path(tempfile.gettempdir())


def test_others_may_enter_and_not_write(memory, made) -> None:
    made.append(folder_for_a_while("eclt-x-", memory=memory))
    assert made[0].stat().st_mode & 0o777 == 0o755

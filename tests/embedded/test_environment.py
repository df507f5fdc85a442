"""Is what is installed remembered, and is nothing told that is nobody's business?"""

import os
from pathlib import Path

import pytest

from eclt_partners.common import system_libraries
from eclt_partners.embedded import environment, system_packages
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment folder of the test's own."""
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    return tmp_path


def test_a_lock_file_is_installed_until_it_changes(installed: Path) -> None:
    name = "requirements.txt"
    assert not environment.is_installed(name)
    environment.stamp(name).write_text(environment.hash_of(name))
    assert environment.is_installed(name)
    environment.stamp(name).write_text("another")
    assert not environment.is_installed(name)


def test_a_half_made_environment_does_not_count(installed: Path) -> None:
    assert not environment.python_works()
    (installed / "bin").mkdir()
    (installed / "bin" / "python").symlink_to("/nowhere/python3")
    assert not environment.python_works()


def test_a_python_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "OLDEST", (4, 0))
    with pytest.raises(StartError, match=r"Python 4\.0 or newer is needed"):
        environment.prepare(environment.FOR_RUN)


def test_where_packages_come_from_is_never_told() -> None:
    said = "ERROR: https://user:word@index.example/simple/django/ not found"
    assert environment.ADDRESS.sub("(address)", said) == "ERROR: (address) not found"


@pytest.mark.parametrize("name", environment.FOR_TEST)
def test_lock_files_carry_hashes_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text


def test_a_missing_system_package_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # With nothing on PATH there is no apt-get, so nothing may be installed.
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StartError) as refused:
        system_packages.ensure(["chromium", "fonts-noto-core"])
    assert str(refused.value) == (
        "System packages are missing: sudo apt-get install chromium fonts-noto-core"
    )


def test_nothing_is_installed_when_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installer = tmp_path / "apt-get"
    installer.write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    installer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    system_packages.ensure([])
    assert [path.name for path in tmp_path.iterdir()] == ["apt-get"]


def test_the_product_starts_where_packages_for_pdfs_may_not_be_installed(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_libraries, "can_load", lambda file: False)
    system_packages.ensure_for_run()
    assert capsys.readouterr().out.splitlines() == [
        "No PDFs can be made, all else works. System packages are missing: sudo "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    ]

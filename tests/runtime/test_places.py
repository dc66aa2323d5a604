"""Where one machine keeps its data, and who may read it."""

import stat
from pathlib import Path

import pytest

from hatecrime.runtime.keys import key
from hatecrime.runtime.places import LONGEST_SOCKET_PATH, Places


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_socket_folder_is_closed_to_others(tmp_path: Path) -> None:
    sockets = Places(tmp_path / "data").sockets()

    assert sockets == tmp_path / "data" / "run"
    assert mode(sockets) == 0o700


@pytest.mark.parametrize("name", ["long" * 30, "with space", "100%", "naïve"])
def test_a_long_or_odd_path_gets_a_short_private_socket_folder_and_keeps_it(tmp_path: Path, name: str) -> None:
    places = Places(tmp_path / name)
    places.root.mkdir(parents=True)

    first, second = places.sockets(), places.sockets()

    assert first == second
    assert mode(first) == 0o700
    assert len(str(first / ".s.PGSQL.5432")) < LONGEST_SOCKET_PATH
    first.rmdir()


def test_a_socket_folder_that_others_can_enter_is_not_used_again(tmp_path: Path) -> None:
    places = Places(tmp_path / ("long" * 30))
    places.root.mkdir(parents=True)
    opened = places.sockets()
    opened.chmod(0o755)

    fresh = places.sockets()

    assert fresh != opened
    opened.rmdir()
    fresh.rmdir()


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    places = Places(tmp_path / "data")

    first = key(places, "app")

    assert key(places, "app") == first
    assert key(places, "stats") != first
    assert len(first) == 64
    assert mode(places.secret("app")) == 0o600
    assert mode(places.root / "secrets") == 0o700
    assert [path.name for path in sorted((places.root / "secrets").iterdir())] == ["app", "stats"]

"""The environment of the application on one machine, and services given from outside."""

from pathlib import Path

import pytest

from hatecrime.runtime import environment
from hatecrime.runtime.environment import Outside
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.screen import Problem

DATABASES = {"DATABASE_URL": "postgresql://app:x@db/h", "STATS_DATABASE_URL": "postgresql://stats:x@db/h"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Outside(database=False, stats=False, queue=False)),
        ({"REDIS_URL": "redis://queue"}, Outside(database=False, stats=False, queue=True)),
        ({"STATS_DATABASE_URL": "x"}, Outside(database=False, stats=True, queue=False)),
        (DATABASES, Outside(database=True, stats=True, queue=False)),
        (
            {"DATABASE_URL_FILE": "/a", "STATS_DATABASE_URL_FILE": "/b", "OWNER_DATABASE_URL": "x"},
            Outside(database=True, stats=True, queue=False),
        ),
    ],
)
def test_services_given_from_outside_are_recognised(given: dict[str, str], expected: Outside) -> None:
    assert environment.outside(given) == expected


def test_half_a_database_is_refused() -> None:
    with pytest.raises(Problem, match="DATABASE_URL is set but STATS_DATABASE_URL is not"):
        environment.outside({"DATABASE_URL": "postgresql://app:x@db/h"})


def test_nothing_is_started_when_everything_is_given() -> None:
    assert environment.outside(DATABASES | {"REDIS_URL": "redis://queue"}).everything is True
    assert environment.outside(DATABASES).everything is False


def test_the_embedded_services_are_named_by_their_sockets(tmp_path: Path) -> None:
    places = Places(tmp_path)

    found = environment.application(places, port=8123, demo=False, given={"PATH": "/bin"})

    assert found["DATABASE_URL"].startswith("postgresql://app:")
    assert found["DATABASE_URL"].endswith(f"@/hatecrime?host={places.sockets()}")
    assert found["STATS_DATABASE_URL"].startswith("postgresql://stats:")
    assert found["REDIS_URL"] == f"unix://{places.sockets()}/valkey.sock?db=0"
    assert found["EMAIL_URL"] == f"filemail:///{tmp_path}/mail"
    assert (found["BASE_URL"], found["DEMO"], found["PATH"]) == ("http://127.0.0.1:8123", "no", "/bin")
    assert found["PYTHONPATH"] == str(PROJECT)


def test_what_is_given_wins_over_the_embedded_services(tmp_path: Path) -> None:
    given = {**DATABASES, "REDIS_URL": "redis://queue", "SECRET_KEY_FILE": "/run/secrets/key"}

    found = environment.application(Places(tmp_path), port=8000, demo=True, given=given)

    assert {name: found[name] for name in given} == given
    assert "SECRET_KEY" not in found


def test_what_is_compiled_once_is_kept_even_where_the_surroundings_say_otherwise(tmp_path: Path) -> None:
    found = environment.application(Places(tmp_path), port=8123, demo=False, given={"PYTHONDONTWRITEBYTECODE": "1"})

    assert found["PYTHONDONTWRITEBYTECODE"] == ""


def test_only_the_owner_migrates(tmp_path: Path) -> None:
    places = Places(tmp_path)
    embedded = environment.application(places, port=8000, demo=True, given={})
    given = environment.application(places, port=8000, demo=True, given=DATABASES)
    address = "postgresql://owner:x@db/h"

    assert environment.as_owner(places, embedded)["DATABASE_URL"].startswith("postgresql://owner:")
    assert environment.as_owner(places, given) == {}
    assert environment.as_owner(places, given | {"OWNER_DATABASE_URL": address})["DATABASE_URL"] == address
    from_file = environment.as_owner(places, given | {"OWNER_DATABASE_URL_FILE": "/secret"})
    assert (from_file["DATABASE_URL_FILE"], "DATABASE_URL" in from_file) == ("/secret", False)


def test_the_tests_never_use_a_given_service(tmp_path: Path) -> None:
    places = Places(tmp_path)

    found = environment.for_tests(places, {**DATABASES, "REDIS_URL": "redis://queue", "EMAIL_URL_FILE": "/secret"})

    for name in ("DATABASE_URL", "STATS_DATABASE_URL", "OWNER_DATABASE_URL"):
        assert found[name].endswith(f"@/hatecrime?host={places.sockets()}")
    assert found["REDIS_URL"].startswith("unix://")
    assert "EMAIL_URL_FILE" not in found

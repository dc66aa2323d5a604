"""The environment in which every part of the application runs on one machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from hatecrime.runtime import pango, postgres, valkey
from hatecrime.runtime.keys import key
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.screen import Problem


@dataclass(frozen=True)
class Outside:
    """Which services are given from outside, by variables of the environment or files that they name."""

    database: bool
    stats: bool
    queue: bool

    @property
    def everything(self) -> bool:
        """Tell whether nothing has to be started here."""
        return self.database and self.queue


def outside(environment: Mapping[str, str]) -> Outside:
    """Read which services are given from outside.

    Raises:
        Problem: the database is, but not the address at which figures are read from it.
    """
    database, stats, queue = (
        bool(environment.get(name) or environment.get(f"{name}_FILE"))
        for name in ("DATABASE_URL", "STATS_DATABASE_URL", "REDIS_URL")
    )
    if database and not stats:
        raise Problem("DATABASE_URL is set but STATS_DATABASE_URL is not. Set both, or neither.")
    return Outside(database, stats, queue)


def application(places: Places, *, port: int, demo: bool, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of web, worker, beat and commands: what is `given`, and ours for what is not."""
    theirs = outside(given)
    ours = {
        "SECRET_KEY": key(places, "secret_key"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "EMAIL_URL": f"filemail:///{quote(str(places.mail))}",
        "STATIC_ROOT": str(places.static),
        "SECOND_FACTOR": "skipped" if demo else "required",
    }
    ours |= {} if theirs.database else {"DATABASE_URL": postgres.address(places, "app")}
    ours |= {} if theirs.stats else {"STATS_DATABASE_URL": postgres.address(places, "stats")}
    ours |= {} if theirs.queue else {"REDIS_URL": valkey.address(places)}
    missing = {name: value for name, value in ours.items() if f"{name}_FILE" not in given}
    return missing | dict(given) | always(demo)


def always(demo: bool) -> dict[str, str]:
    """Return what holds whatever the surroundings say."""
    return {
        "DEMO": "yes" if demo else "no",
        "DJANGO_SETTINGS_MODULE": "hatecrime.settings",
        "PYTHONDONTWRITEBYTECODE": "",  # every process would compile all of our modules again, a second each time
        "PYTHONPATH": str(PROJECT),
        "PYTHONUTF8": "1",
        **pango.variables(),
    }


def as_owner(places: Places, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for migrations; empty if the address of the owner of an outside database is unknown."""
    if variables.get("DATABASE_URL") == postgres.address(places, "app"):
        return {**variables, "DATABASE_URL": postgres.address(places, "owner")}
    for ending in ("", "_FILE"):
        if f"OWNER_DATABASE_URL{ending}" in variables:
            rest = {
                name: value for name, value in variables.items() if name not in {"DATABASE_URL", "DATABASE_URL_FILE"}
            }
            return rest | {f"DATABASE_URL{ending}": variables[f"OWNER_DATABASE_URL{ending}"]}
    return {}


def for_tests(places: Places, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the tests: their own services, whatever is given."""
    ignored = {"DATABASE_URL", "STATS_DATABASE_URL", "REDIS_URL", "OWNER_DATABASE_URL", "EMAIL_URL", "BASE_URL"}
    rest = {name: value for name, value in given.items() if name.removesuffix("_FILE") not in ignored}
    environment = application(places, port=8000, demo=True, given=rest)
    return environment | {"OWNER_DATABASE_URL": postgres.address(places, "owner")}

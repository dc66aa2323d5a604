"""The data files of the demo, as values."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPlan:
    """An agency. `share` is how many of 100 incidents it records."""

    code: str
    name: str
    share: int = 0
    is_monitoring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """Somebody who signs in: the address, and each agency and role as (agency's code, role)."""

    name: str
    email: str
    seats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPlan:
    """A text that the agencies have agreed on."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipPlan:
    """The partnership. `areas` are codes; `password` is everybody's."""

    code: str
    name: str
    password: str
    areas: tuple[str, ...]
    agencies: tuple[AgencyPlan, ...]
    people: tuple[PersonPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """What happened, and the coded facts that go with it; `stories.toml` explains the fields."""

    key: str
    weight: int
    strands: tuple[str, ...]
    kind: str
    incident_type: str
    premises: str
    place: str
    text: str
    harm: str
    wanted: str
    who: str
    offence: str = ""
    perceived_religion: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    families: tuple[int, ...] = (0, 0, 0, 1, 2, 4)
    ages: tuple[int, int] = (18, 76)
    sex: str = ""
    reported_by: str = ""
    danger: str = ""
    do_not_tell: str = ""
    is_community: bool = False
    risk: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of names and the ethnic groups that go with it."""

    ethnicities: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of people and of streets."""

    streets: tuple[str, ...]
    families: tuple[Family, ...]


@cache
def partnership() -> PartnershipPlan:
    """Read the partnership, its agencies and its people."""
    data = _read("partnership")
    agencies = tuple(AgencyPlan(**table) for table in data.pop("agencies"))
    people = tuple(_person(table) for table in data.pop("people"))
    return PartnershipPlan(**data, agencies=agencies, people=people)


def _person(table: dict[str, Any]) -> PersonPlan:
    seats = tuple((seat["agency"], seat["role"]) for seat in table["seats"])
    return PersonPlan(name=table["name"], email=table["email"], seats=seats)


@cache
def stories() -> tuple[Story, ...]:
    """Read the stories."""
    return tuple(Story(**table) for table in _read("stories")["story"])


@cache
def names() -> Names:
    """Read the names."""
    data = _read("names")
    return Names(streets=data["streets"], families=tuple(Family(**table) for table in data["families"]))


@cache
def words() -> dict[str, Any]:
    """Read what people write on the way of a case."""
    return _read("wording")


def agreements() -> list[AgreementPlan]:
    """Read what the agencies have agreed on."""
    return [AgreementPlan(**table) for table in _read("agreements")["agreements"]]


def services() -> list[dict[str, str]]:
    """Read the directory of support services."""
    with (FOLDER / "services.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = _fixed(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    return data


def _fixed(value: Any) -> Any:
    """Return the value with tuples in place of lists, except lists of tables."""
    if isinstance(value, dict):
        return {key: _fixed(inner) for key, inner in value.items()}
    return tuple(map(_fixed, value)) if isinstance(value, list) else value

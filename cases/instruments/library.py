"""The instruments that come with the software: one file for each version, `<key>_v<version>.toml`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from cases.instruments.files import read_document
from cases.instruments.instrument import Instrument
from cases.instruments.reading import build

_SHELF = Path(__file__).parent
_FILE_NAME = re.compile(r"(?P<key>[a-z][a-z0-9_]*)_v(?P<version>[1-9][0-9]*)\.toml", re.ASCII)


class UnknownInstrument(LookupError):
    """There is no instrument of this key and version."""


@cache
def available() -> tuple[tuple[str, int], ...]:
    """Return key and version of every built-in instrument, in order."""
    names = [_FILE_NAME.fullmatch(path.name) for path in _SHELF.glob("*.toml")]
    return tuple(sorted((name["key"], int(name["version"])) for name in names if name))


@cache
def load(key: str, version: int) -> Instrument:
    """Return one version of an instrument; raises `UnknownInstrument` when there is none."""
    return build(document(key, version))


def document(key: str, version: int) -> dict[str, Any]:
    """Return what the file of a version says, as JSON would hold it.

    Raises:
        UnknownInstrument: there is none.
    """
    if (key, version) not in available():
        raise UnknownInstrument(f"There is no version {version} of a risk instrument called “{key}”")
    name = f"{key}_v{version}.toml"
    return read_document((_SHELF / name).read_bytes(), name=name)


def built_in() -> tuple[Instrument, ...]:
    """Return every version of every built-in instrument, in order."""
    return tuple(load(key, version) for key, version in available())


def latest(key: str) -> Instrument:
    """Return the newest version of an instrument; raises `UnknownInstrument` when there is none."""
    versions = [version for name, version in available() if name == key]
    if not versions:
        raise UnknownInstrument(f"There is no risk instrument called “{key}”")
    return load(key, max(versions))

"""Reads the file of an instrument document, TOML or JSON. Whatever is in it, the answer is a sentence."""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.instruments.fields import shown
from cases.instruments.instrument import Instrument
from cases.instruments.reading import DocumentRefused, build
from cases.instruments.validation import validate_document

LARGEST = 512 * 1024
DEEPEST = 12
"""How far tables and lists may stand within each other; a document needs seven levels."""
_TOO_DEEP = "File: its tables and lists stand within each other too deeply"


class FileRefused(DocumentRefused):
    """The file cannot be read as a document; `errors` says why, `parsed` is what could be read of it all the same."""

    def __init__(self, *errors: str, parsed: object = None) -> None:
        super().__init__(list(errors))
        self.parsed = parsed


@dataclass(frozen=True)
class Examined:
    """A file and everything that is wrong with it; the document is complete when nothing is."""

    document: dict[str, Any]
    errors: tuple[str, ...]

    def build(self) -> Instrument:
        """Return the instrument.

        Raises:
            DocumentRefused: something is wrong with it.
        """
        if self.errors:
            raise DocumentRefused(list(self.errors))
        return build(self.document)


def examine(content: bytes, *, name: str = "") -> Examined:
    """Read a file and name all its errors at once, those of the file and those of the document.

    Args:
        content: the bytes of the file.
        name: its name; `.json` or `.toml` at its end says what it is, otherwise its first letter does.
    """
    try:
        document = read_document(content, name=name)
    except FileRefused as refusal:
        found = refusal.parsed
        further = validate_document(found) if isinstance(found, Mapping) and not _is_deeper(found, DEEPEST) else []
        return Examined({}, (*refusal.errors, *further))
    return Examined(document, tuple(validate_document(document)))


def read_document(content: bytes, *, name: str = "") -> dict[str, Any]:
    """Return what the file says, as JSON would hold it; whether that is a valid instrument is another question.

    Raises:
        FileRefused: it is too large, no text, neither TOML nor JSON, or says the same thing twice.
    """
    if len(content) > LARGEST:
        raise FileRefused(f"File: it is larger than {LARGEST // 1024} kB; an instrument is a few pages of text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("File: it is not text in UTF-8; save it as plain text in UTF-8") from None
    if not text.strip():
        raise FileRefused("File: it is empty")
    parsed = _parser(text, name)(text)
    if not isinstance(parsed, Mapping):
        raise FileRefused("Document: it must be a table of fields")
    if _is_deeper(parsed, DEEPEST):
        raise FileRefused(f"Document: tables and lists stand within each other more than {DEEPEST} deep")
    document: dict[str, Any] = json.loads(json.dumps(parsed, default=str))
    return document


def _parser(text: str, name: str) -> Callable[[str], object]:
    if name.lower().endswith(".json"):
        return parse_json
    if name.lower().endswith(".toml"):
        return _parse_toml
    return parse_json if text.lstrip().startswith("{") else _parse_toml


def parse_json(text: str) -> object:
    """Return what JSON says. Names that are given twice, and numbers that are none, are refused.

    Raises:
        FileRefused: in sentences; every name that is given twice has one.
    """
    errors: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                errors.append(f"File: “{shown(key)}” is given twice in the same table")
            found[key] = value
        return found

    def no_number(written: str) -> None:
        errors.append(f"File: {written} is not a number")

    try:
        parsed = json.loads(text, object_pairs_hook=table, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise FileRefused(f"File: it is not valid JSON: {error.msg} (line {error.lineno})") from None
    except RecursionError:
        raise FileRefused(_TOO_DEEP) from None
    except ValueError:
        raise FileRefused("File: it holds a number that is too long") from None
    if errors:
        raise FileRefused(*dict.fromkeys(errors), parsed=parsed)
    return parsed


def _parse_toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise FileRefused(_TOO_DEEP) from None
    except ValueError as error:
        raise FileRefused(f"File: it is not valid TOML: {shown(str(error), 200)}") from None


def _is_deeper(value: object, levels: int) -> bool:
    """Say whether tables and lists stand within each other more than so many levels deep."""
    here: list[object] = [value]
    for _ in range(levels):
        here = [inner for each in here for inner in _inner(each)]
        if not here:
            return False
    return any(isinstance(each, (Mapping, list)) for each in here)


def _inner(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list) else []

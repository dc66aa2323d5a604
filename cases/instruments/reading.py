"""Turns a valid document into an instrument."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.instruments import building
from cases.instruments.instrument import Instrument, Method, SuggestedAction
from cases.instruments.validation import validate_document


class DocumentRefused(ValueError):
    """The document cannot be used; `errors` says everything that is wrong with it."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = tuple(errors)


def build(data: Mapping[str, Any]) -> Instrument:
    """Return the instrument that a parsed TOML or JSON document describes.

    Raises:
        DocumentRefused: with every error, when the document is not valid.
    """
    if errors := validate_document(data):
        raise DocumentRefused(errors)
    sections = building.sections(data)
    asked = [question for section in sections for question in section.questions]
    return Instrument(
        key=data["key"],
        version=data["version"],
        title=data["title"],
        about=data["about"],
        published=date.fromisoformat(str(data["published"])),
        method=Method(data["method"]),
        sections=sections,
        bands=building.bands(data),
        thresholds=building.thresholds(data),
        escalations=building.escalations(data),
        clusters=building.clusters(data, asked),
        unknowns_limit=data["unknowns"]["limit"],
        unknowns_review_in_days=data["unknowns"]["review_in_days"],
        actions=tuple(SuggestedAction(key=key, text=text) for key, text in data["actions"].items()),
        fingerprint=fingerprint(data),
        licence=data.get("licence", ""),
        is_example=data.get("example", False),
    )


def fingerprint(data: Mapping[str, Any]) -> str:
    """Hash what the document says: its layout, comments and file format make no difference."""
    said = json.dumps(data, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()

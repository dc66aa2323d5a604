"""Turns a valid document into an instrument."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.instruments.instrument import (
    Band,
    BandRule,
    Instrument,
    Kind,
    Method,
    Option,
    Question,
    Recommendation,
    Section,
    Step,
    SuggestedAction,
    Thresholds,
)
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
    return Instrument(
        key=data["key"],
        version=data["version"],
        title=data["title"],
        about=data["about"],
        published=date.fromisoformat(str(data["published"])),
        method=Method(data["method"]),
        sections=tuple(_section(section) for section in data["sections"]),
        bands=tuple((band, _band_rule(data["bands"][band.value])) for band in Band),
        thresholds=_thresholds(data),
        escalation_levels=data["escalation"]["raises_by"],
        unknowns_limit=data["unknowns"]["limit"],
        unknowns_review_in_days=data["unknowns"]["review_in_days"],
        actions=tuple(SuggestedAction(key=key, text=text) for key, text in data["actions"].items()),
        fingerprint=_fingerprint(data),
    )


def _fingerprint(data: Mapping[str, Any]) -> str:
    """Hash what the document says: its layout, comments and file format make no difference."""
    said = json.dumps(data, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _thresholds(data: Mapping[str, Any]) -> Thresholds:
    return Thresholds(
        medium=data["bands"]["medium"]["from"],
        high=data["bands"]["high"]["from"],
        incidents=data["escalation"]["incidents"],
        within_days=data["escalation"]["within_days"],
    )


def _band_rule(table: Mapping[str, Any]) -> BandRule:
    return BandRule(review_in_days=table["review_in_days"], recommends=Recommendation(table["recommends"]))


def _section(table: Mapping[str, Any]) -> Section:
    return Section(
        key=table["key"],
        title=table["title"],
        questions=tuple(_question(question) for question in table["questions"]),
        cap=table.get("cap"),
    )


def _question(table: Mapping[str, Any]) -> Question:
    kind = Kind(table["kind"])
    return Question(
        key=table["key"],
        text=table["text"],
        help=table["help"],
        source=table["source"],
        kind=kind,
        options=_yes_or_no(table) if kind is Kind.YES_NO else tuple(map(_option, table.get("options", ()))),
        steps=tuple(Step(start=step["from"], **_effect(step)) for step in table.get("steps", ())),
    )


def _yes_or_no(table: Mapping[str, Any]) -> tuple[Option, ...]:
    return (Option(key="yes", label="Yes", **_effect(table)), Option(key="no", label="No", points=0))


def _option(table: Mapping[str, Any]) -> Option:
    return Option(key=table["key"], label=table["label"], **_effect(table))


def _effect(table: Mapping[str, Any]) -> dict[str, Any]:
    trigger = table.get("at_least")
    return {
        "points": table["points"],
        "at_least": Band(trigger) if trigger else None,
        "suggests": tuple(table.get("suggests", ())),
    }

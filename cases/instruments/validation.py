"""Says everything that is wrong with an instrument document, in one pass."""

from collections.abc import Iterator, Mapping

from cases.instruments import fields, validation_patterns, validation_questions
from cases.instruments.fields import Rule, Table, shown
from cases.instruments.instrument import Method
from cases.instruments.levels import Band, Recommendation, Reviewer
from cases.instruments.reach import out_of_reach
from cases.instruments.validation_questions import answers_of, named, questions_of

SCHEMA = "risk-instrument/1"
_DAYS = fields.whole(1, 3_650)
_NEEDED: Mapping[str, Rule] = {
    "schema": fields.one_of(SCHEMA),
    "key": fields.code,
    "version": fields.whole(1, 9_999),
    "title": fields.words,
    "about": fields.words,
    "published": fields.day,
    "method": fields.one_of(*Method),
    "bands": fields.table,
    "escalation": fields.table_or_tables,
    "unknowns": fields.table,
    "actions": fields.table,
    "sections": fields.filled,
}
_ALLOWED: Mapping[str, Rule] = {
    "clusters": fields.filled,
    "example": fields.true_or_false,
    "licence": fields.long_words,
}
_BAND: Mapping[str, Rule] = {
    "from": fields.whole(0, 10_000),
    "review_in_days": _DAYS,
    "recommends": fields.one_of(*Recommendation),
}
_REVIEWER: Mapping[str, Rule] = {"reviewer": fields.one_of(*Reviewer)}
_UNKNOWNS: Mapping[str, Rule] = {"limit": fields.whole(1, 100), "review_in_days": _DAYS}


def validate_document(data: object) -> list[str]:
    """Return every error of a parsed document as a sentence that names the place; none means it can be used.

    Args:
        data: what a TOML or JSON parser returned. Nothing about it is taken for granted.
    """
    if not isinstance(data, Mapping):
        return ["The document must be a table of fields"]
    words = list(_head(data))
    structure = [error for part in _STRUCTURE for error in part(data)]
    rest = list(_action_references(data))
    unsound = structure or any(error.startswith(_STRUCTURAL) for error in words)
    return [*words, *structure, *rest, *([] if unsound else out_of_reach(data))]


def _head(data: Table) -> Iterator[str]:
    yield from fields.check("Document", data, _NEEDED, _ALLOWED)
    if given := fields.table_in(data, "unknowns"):
        yield from fields.check("Unknowns", given, _UNKNOWNS, {})
    for key, text in fields.table_in(data, "actions").items():
        if complaint := fields.code(key) or fields.words(text):
            yield f"Action “{shown(key)}”: {complaint}"


_STRUCTURAL = tuple(
    f"Document: {name} {complaint}"
    for name in ("method", "bands", "escalation", "sections", "clusters")
    for complaint in ("is missing", "must be")
)
"""Errors after which nobody can say what the answers add up to."""


def _bands(data: Table) -> Iterator[str]:
    bands = fields.table_in(data, "bands")
    if bands:
        needed = dict.fromkeys((Band.LOW.value, Band.HIGH.value), fields.table)
        yield from fields.check("Bands", bands, needed, {Band.MEDIUM.value: fields.table})
    names = [band.value for band in Band if band is not Band.MEDIUM or "medium" in bands]
    for name in names:
        if band := fields.table_in(bands, name):
            yield from fields.check(f"Band “{name}”", band, _BAND, _REVIEWER)
    starts = [start for name in names if isinstance(start := fields.table_in(bands, name).get("from"), int)]
    if bands and len(starts) == len(names) and (starts[0] != 0 or sorted(set(starts)) != starts):
        yield f"Bands: they must begin at 0 and rise from low to high; they begin at {starts}"


_STRUCTURE = (
    _bands,
    validation_patterns.escalations,
    validation_questions.sections,
    validation_questions.questions,
    validation_questions.repeated_keys,
    validation_patterns.clusters,
    validation_patterns.bands_that_are_not_there,
)


def _action_references(data: Table) -> Iterator[str]:
    known = set(fields.table_in(data, "actions"))
    used = set()
    for where, suggested in _suggested(data):
        used |= suggested
        for key in sorted(suggested - known):
            yield f"{where}: suggests “{shown(key)}”, which is not among the actions"
    for key in sorted(known - used, key=str):
        yield f"Action “{shown(key)}”: no answer suggests it"


def _suggested(data: Table) -> Iterator[tuple[str, set[str]]]:
    """Yield where actions are suggested, and which."""
    for question in questions_of(data):
        yield named(question), {key for answer in answers_of(question) for key in _suggests(answer)}
    for cluster in fields.tables(data.get("clusters")):
        yield validation_patterns.named(cluster), set(_suggests(cluster))


def _suggests(table: Table) -> list[str]:
    listed = table.get("suggests")
    return [key for key in listed if isinstance(key, str)] if isinstance(listed, list) else []

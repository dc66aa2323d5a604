"""The document with [c] in place of all that is kept back, and nothing that would tell of it in another way."""

from copy import deepcopy
from typing import Any, Final

from reporting.disclosure.scrubbing import scrub
from reporting.relations import TOTAL, address, base_of

CONFIDENTIAL: Final = {"shorthand": "c"}


def masked(document: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """Return a copy of the document without the figures at these addresses."""
    made = deepcopy(document)
    told = _told(document, hidden)
    for table in made["tables"]:
        scrub(table, told)
        _mask_base(table, hidden)
        for row in table["rows"]:
            row["cells"] = [
                _cell(cell, address(table["id"], row["key"], column["key"]) in hidden)
                for column, cell in zip(table["columns"], row["cells"], strict=True)
            ]
        _unrank(table)
    return made


def _told(document: dict[str, Any], hidden: frozenset[str]) -> frozenset[float]:
    """Return the numbers that are kept back: no words beside them may say them."""
    cells = [
        (address(table["id"], row["key"], column["key"]), cell)
        for table in document["tables"]
        for row in table["rows"]
        for column, cell in zip(table["columns"], row["cells"], strict=True)
    ]
    bases = [(base_of(table["id"]), _n_of(table)) for table in document["tables"]]
    values = [_value(cell) for key, cell in (*cells, *bases) if key in hidden]
    return frozenset(float(value) for value in values if isinstance(value, int | float))


def _n_of(table: dict[str, Any]) -> Any:
    base = table.get("base")
    return base.get("n") if isinstance(base, dict) else None


def _value(cell: Any) -> Any:
    return cell["value"] if isinstance(cell, dict) and "value" in cell else cell


def _mask_base(table: dict[str, Any], hidden: frozenset[str]) -> None:
    base = table.get("base")
    if isinstance(base, dict) and "n" in base:
        base["n"] = _cell(base["n"], base_of(table["id"]) in hidden)


def _cell(cell: Any, is_hidden: bool) -> Any:
    if is_hidden:
        return dict(CONFIDENTIAL)
    return _value(cell)


def _unrank(table: dict[str, Any]) -> None:
    """Move rows whose place would tell between which others they lie behind those, in the order of their labels.

    What was not recorded, and the row for all, keep their places at the end.
    """
    ranked_by = table.get("ranked_by")
    keys = [column["key"] for column in table["columns"]]
    if ranked_by not in keys:
        return
    place = keys.index(ranked_by)
    last = [row for row in table["rows"] if row["key"] in (TOTAL, "not_recorded")]
    rows = [row for row in table["rows"] if row not in last]
    told = [row for row in rows if row["cells"][place] != CONFIDENTIAL]
    untold = sorted((row for row in rows if row not in told), key=lambda row: (str(row.get("label")), row["key"]))
    table["rows"] = [*told, *untold, *last]

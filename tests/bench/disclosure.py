"""How long disclosure control takes: of a year's report, and of 3,000 figures that all hang together."""

import time
from collections.abc import Sequence
from statistics import median
from typing import Any

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.protecting import Rules, protect_document

ROUNDS = 5


def large_table() -> dict[str, Any]:
    """Return a table of 48 rows and 60 columns with all totals, in which every twentieth figure or so is small."""
    counts = [[(7 * row + 13 * column) % 41 + 5 for column in range(60)] for row in range(48)]
    for row in range(48):
        for column in range(60):
            if (11 * row + 5 * column) % 23 == 0:
                counts[row][column] = 1 + (row + column) % 4
    printed = [[*line, sum(line)] for line in counts]
    printed.append([sum(column) for column in zip(*printed, strict=True)])
    rows, columns = [*(f"r{n}" for n in range(48)), "total"], [*(f"c{n}" for n in range(60)), "total"]
    table = {
        "id": "t",
        "title": "Large",
        "columns": [{"key": key, "label": key} for key in columns],
        "rows": [{"key": key, "label": key, "cells": line} for key, line in zip(rows, printed, strict=True)],
    }
    sums = [{"total": f"t/{row}/total", "parts": [f"t/{row}/{key}" for key in columns[:-1]]} for row in rows]
    sums += [{"total": f"t/total/{key}", "parts": [f"t/{row}/{key}" for row in rows[:-1]]} for key in columns]
    return {"schema": "report-tables/1", "tables": [table], "sums": sums}


def measured(name: str, document: dict[str, Any], limit: int, earlier: Sequence[dict[str, Any]] = ()) -> str:
    """Return how long protecting a document takes and how long attacking the result, in words.

    Args:
        name: what is protected.
        document: of schema `report-tables/1`.
        limit: in seconds.
        earlier: what was published of the same before.
    """
    protecting, attacking = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        mask, made = protect_document(document, Rules(), earlier)
        protecting.append(time.perf_counter() - began)
        began = time.perf_counter()
        narrow = [str(each) for each in attack([made, *earlier]) if each.is_narrow(threshold=5, width=5)]
        attacking.append(time.perf_counter() - began)
        assert not narrow, narrow
    return (
        f"{name}: {median(protecting):.1f} s (under {limit} s), {len(mask.primary)} small,"
        f" {len(mask.hidden)} kept back;"
        f" attacked in {median(attacking):.1f} s, none placed"
    )

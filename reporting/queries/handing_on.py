"""Referrals to partner agencies and to support services: offered, and what became of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from reporting.cells import share
from reporting.queries.agency_names import agency_rows
from reporting.queries.breakdown import CHANGE, against, compared, related
from reporting.queries.source import Question, ask
from reporting.relations import (
    Relation,
    address,
    base_of,
    columns_add_up,
    equals,
    rows_add_up,
    shares_within_rows,
)
from reporting.tables import TOTAL, Base, Column, Row, Table

_REFERRALS: Final = """
    SELECT to_agency_id, service_id,
           count(*) FILTER (WHERE sent_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE state = 'accepted' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE state = 'declined' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE state = 'withdrawn' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE sent_on <= %(last)s AND (answered_on IS NULL OR answered_on > %(last)s)),
           count(*) FILTER (WHERE sent_on BETWEEN %(before_first)s AND %(before_last)s)
    FROM stats.referrals
    WHERE partnership_id = %(partnership)s
    GROUP BY 1, 2
"""

_SERVICES: Final = "SELECT id, name FROM stats.services WHERE partnership_id = %(partnership)s ORDER BY name, id"

COLUMNS: Final = {
    "sent": "Offered",
    "accepted": "Accepted",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "waiting": "Waiting for an answer at the end",
}


def referrals(asked: Question) -> Table:
    """Referrals by who was to take them: services of the directory, and agencies without one."""
    found: dict[UUID, Counter[str]] = {}
    for agency, service, *counts in ask(asked, _REFERRALS):
        found.setdefault(service or agency, Counter()).update(dict(zip((*COLUMNS, "before"), counts, strict=True)))
    rows = [(key, label, found[id_]) for id_, key, label in _receivers(asked, set(found)) if found[id_].total()]
    totals = sum((counts for _, _, counts in rows), Counter[str]())
    table = Table(
        id="referrals",
        title="Referrals",
        base=Base("referrals offered", totals["sent"]),
        columns=(
            *(Column(key, label) for key, label in COLUMNS.items()),
            Column("answered", "Accepted or declined"),
            Column("percent", "Accepted, of those answered (%)"),
            Column("before", "Offered in the same period a year before"),
            CHANGE,
        ),
        rows=tuple(_row(asked, *row) for row in [*rows, (TOTAL, "All referrals", totals)]),
        notes=_NOTES,
        standing=tuple(address("referrals", key, "waiting") for key in (*(key for key, _, _ in rows), TOTAL)),
    )
    return related(table, *_relations([key for key, _, _ in rows]))


_NOTES: Final = (
    "What was accepted, declined or withdrawn in the period may have been offered earlier.",
    "A withdrawn referral was taken back by the agency that had offered it: it was neither accepted nor declined.",
)


def _receivers(asked: Question, counted: set[UUID]) -> list[tuple[UUID, str, str]]:
    """Return whom referrals went to: the key and the words of the row of each."""
    agencies = [(each.id, f"agency_{each.code}", each.name) for each in agency_rows(asked, counted)]
    services = [(id_, f"service_{id_.hex[:8]}", name) for id_, name in ask(asked, _SERVICES)]
    return [(id_, key, label) for id_, key, label in (*agencies, *services) if id_ in counted]


def _row(asked: Question, key: str, label: str, counts: Counter[str]) -> Row:
    answered = counts["accepted"] + counts["declined"]
    cells = (*(counts[column] for column in COLUMNS), answered, share(counts["accepted"], answered))
    return Row.of(key, label, *cells, *against(asked, counts["sent"], counts["before"]))


def _relations(keys: list[str]) -> Iterable[Relation]:
    yield equals(base_of("referrals"), address("referrals", TOTAL, "sent"))
    if keys:
        yield from rows_add_up("referrals", parts=keys, columns=(*COLUMNS, "before"))
    rows = (*keys, TOTAL)
    yield from columns_add_up("referrals", parts=("accepted", "declined"), rows=rows, total="answered")
    yield from shares_within_rows("referrals", rows=rows, cell="percent", part="accepted", whole="answered")
    yield from compared("referrals", rows, now="sent")

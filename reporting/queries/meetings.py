"""Case conferences: how many were held, about how many cases, and which agencies came."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from reporting.cells import NOT_APPLICABLE
from reporting.queries.agency_names import agency_rows
from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.source import Question, ask
from reporting.relations import (
    Ratio,
    Relation,
    Within,
    address,
    base_of,
    columns_add_up,
    equals,
    rows_add_up,
    shares_within_rows,
)
from reporting.tables import TOTAL, Base, Column, Row, Table, rate, share

_CONFERENCES: Final = """
    SELECT held_on >= %(first)s, state, panel_id IS NOT NULL, count(DISTINCT c.id), count(i.id)
    FROM stats.conferences c LEFT JOIN stats.conference_items i ON i.conference_id = c.id
    WHERE c.partnership_id = %(partnership)s AND c.held_on <= %(today)s
      AND (c.state = 'finalised' OR c.agenda_published_at IS NOT NULL)
      AND (c.held_on BETWEEN %(first)s AND %(last)s OR c.held_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1, 2, 3
"""

_CASES: Final = """
    SELECT c.held_on >= %(first)s, count(DISTINCT i.case_id)
    FROM stats.conferences c JOIN stats.conference_items i ON i.conference_id = c.id
    WHERE c.partnership_id = %(partnership)s AND c.held_on <= %(today)s
      AND (c.state = 'finalised' OR c.agenda_published_at IS NOT NULL) AND c.state <> 'called_off'
      AND (c.held_on BETWEEN %(first)s AND %(last)s OR c.held_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1
"""

ROWS: Final = {
    "held": "Held",
    "finalised": "Of these, with final minutes",
    "panel": "Of these, of a standing panel",
    "called_off": "Called off",
    "hearings": "Cases heard, each time counted",
    "cases": "Different cases heard",
    "average": "Cases heard at one conference, on average",
}


def conferences(asked: Question) -> Table:
    """Conferences by the day for which they were called, and the cases that were heard at them."""
    now, before = _held(asked, is_now=True), _held(asked, is_now=False)
    table = Table(
        id="conferences",
        title="Case conferences",
        base=Base("conferences held", now["held"]),
        columns=(Column("number", "Number"), BEFORE, CHANGE),
        rows=(
            *(Row.of(key, ROWS[key], now[key], *against(asked, now[key], before[key])) for key in _COUNTS),
            _average(asked, now, before),
        ),
        notes=_NOTES,
        standing=(address("conferences", "cases", "number"),),
    )
    return related(table, *_relations())


_COUNTS: Final = tuple(key for key in ROWS if key != "average")
_NOTES: Final = (
    "A conference counts on its day, once that has come, if its agenda was sent out or its minutes are final.",
    "A case that is heard twice in the period counts twice among the cases heard, and once among the different ones.",
)


def _held(asked: Question, *, is_now: bool) -> dict[str, int]:
    counts = Counter[str](dict.fromkeys(_COUNTS, 0))
    for now, state, is_panel, number, hearings in ask(asked, _CONFERENCES):
        if now is is_now and state == "called_off":
            counts["called_off"] += number
        elif now is is_now:
            counts.update(held=number, hearings=hearings)
            counts.update(panel=number * is_panel, finalised=number * (state == "finalised"))
    counts["cases"] = dict(ask(asked, _CASES)).get(is_now, 0)
    return dict(counts)


def _average(asked: Question, now: dict[str, int], before: dict[str, int]) -> Row:
    cells = [
        rate(found["hearings"], found["held"], per=1) if found["held"] else NOT_APPLICABLE for found in (now, before)
    ]
    earlier = cells[1] if isinstance(asked.earlier(0), int) else asked.earlier(0)
    return Row.of("average", ROWS["average"], cells[0], earlier, NOT_APPLICABLE)


def _relations() -> Iterable[Relation]:
    id_ = "conferences"
    yield equals(base_of(id_), address(id_, "held", "number"))
    yield from compared(id_, _COUNTS, now="number")
    for column in ("number", "before"):
        for part, whole in (("finalised", "held"), ("panel", "held"), ("cases", "hearings")):
            yield Within(address(id_, part, column), address(id_, whole, column))
        held, heard = address(id_, "held", column), address(id_, "hearings", column)
        yield Ratio(address(id_, "average", column), heard, held, per=1)


_ATTENDANCE: Final = """
    WITH told AS (
        SELECT id FROM stats.conferences
        WHERE partnership_id = %(partnership)s AND state = 'finalised' AND held_on BETWEEN %(first)s AND %(last)s
    ), places AS (
        SELECT i.conference_id, i.agency_id FROM stats.invitations i JOIN told ON told.id = i.conference_id
        WHERE i.withdrawn_at IS NULL
        UNION
        SELECT a.conference_id, a.agency_id FROM stats.attendances a JOIN told ON told.id = a.conference_id
    ), came AS (
        SELECT p.agency_id, CASE
            WHEN bool_or(a.presence = 'present') THEN 'present'
            WHEN bool_or(a.presence = 'observer') THEN 'observer'
            WHEN bool_or(a.presence = 'apologies' AND a.sent_information) THEN 'sent_information'
            WHEN bool_or(a.presence = 'apologies') THEN 'apologies'
            ELSE 'not_recorded' END AS way
        FROM places p
        LEFT JOIN stats.attendances a ON a.conference_id = p.conference_id AND a.agency_id = p.agency_id
        GROUP BY p.conference_id, p.agency_id
    )
    SELECT agency_id, way, count(*) FROM came GROUP BY 1, 2
"""

WAYS: Final = {
    "present": "Present",
    "observer": "Observed only",
    "sent_information": "Apologies, with information",
    "apologies": "Apologies",
    "not_recorded": "Neither recorded",
}


def attendance(asked: Question) -> Table:
    """How each agency answered its invitations to conferences: one place for each agency and conference."""
    found = Counter({(agency, way): count for agency, way, count in ask(asked, _ATTENDANCE)})
    agencies = agency_rows(asked, {agency for agency, _ in found})
    rows = [(each.code, each.name, [found[each.id, way] for way in WAYS]) for each in agencies]
    totals = [sum(found[pair] for pair in found if pair[1] == way) for way in WAYS]
    table = Table(
        id="attendance",
        title="Attendance of agencies at conferences",
        base=Base("places at conferences with final minutes", sum(totals)),
        columns=(
            Column("expected", "Expected"),
            *(Column(key, label) for key, label in WAYS.items()),
            Column("percent", "Present (%)"),
        ),
        rows=tuple(
            Row.of(key, label, sum(cells), *cells, share(cells[0], sum(cells)))
            for key, label, cells in [*rows, (TOTAL, "All agencies", totals)]
        ),
        notes=_ATTENDANCE_NOTES,
    )
    return related(table, *_attendance_relations([code for code, _, _ in rows]))


_ATTENDANCE_NOTES: Final = (
    "An agency has one place at each conference to which it was invited or came, however many people it sent.",
    "The best answer of an agency’s people counts: present before observing, observing before apologies.",
)


def _attendance_relations(codes: list[str]) -> Iterable[Relation]:
    rows = (*codes, TOTAL)
    yield equals(base_of("attendance"), address("attendance", TOTAL, "expected"))
    if codes:
        yield from rows_add_up("attendance", parts=codes, columns=("expected", *WAYS))
    yield from columns_add_up("attendance", parts=WAYS, rows=rows, total="expected")
    yield from shares_within_rows("attendance", rows=rows, cell="percent", part="present", whole="expected")

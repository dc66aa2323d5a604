"""How high the risk was judged: assessments completed in the period, and the cases opened in it by their level."""

from collections.abc import Iterable
from typing import Any, Final

from reporting.cells import NOT_APPLICABLE, Cell, share
from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED
from reporting.relations import Relation, address, base_of, equals, parts_of_rows, rows_add_up, shares_of
from reporting.tables import TOTAL, Base, Column, Row, Table

BANDS: Final = {"high": "High", "medium": "Medium", "low": "Low"}

_ASSESSED: Final = """
    SELECT band, count(*) FILTER (WHERE completed_at >= %(begins)s),
           count(*) FILTER (WHERE completed_at >= %(begins)s AND band <> scored_band),
           count(*) FILTER (WHERE completed_at < %(begins)s)
    FROM stats.assessments
    WHERE partnership_id = %(partnership)s
      AND (completed_at >= %(begins)s AND completed_at < %(ends)s
           OR completed_at >= %(before_begins)s AND completed_at < %(before_ends)s)
    GROUP BY 1
"""

_LOWERED: Final = """
    SELECT from_band, count(*) FROM stats.lowerings
    WHERE partnership_id = %(partnership)s AND answered_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""

_CASES: Final = """
    SELECT coalesce(l.band, a.band, 'not_recorded'), count(*)
    FROM stats.cases c
    LEFT JOIN LATERAL (
        SELECT id, band FROM stats.assessments
        WHERE case_id = c.id AND completed_at < %(ends)s ORDER BY completed_at DESC, id DESC LIMIT 1
    ) AS a ON true
    LEFT JOIN stats.lowerings l ON l.assessment_id = a.id AND l.answered_on <= %(last)s
    WHERE c.partnership_id = %(partnership)s AND c.opened_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""


def risk(asked: Question) -> Table:
    """Completed assessments by level, how often judgement changed the level, and the cases opened by their level."""
    found = {band: counts for band, *counts in ask(asked, _ASSESSED)}
    lowered, cases = dict(ask(asked, _LOWERED)), dict(ask(asked, _CASES))
    rows = [(band, label, [*found.get(band, _NONE), lowered.get(band, 0)]) for band, label in BANDS.items()]
    totals = [sum(counts) for counts in zip(*(counts for _, _, counts in rows), strict=True)]
    n = totals[0]
    table = Table(
        id="risk",
        title="Levels of risk",
        base=Base("risk assessments completed", n),
        columns=(
            Column("assessments", "Assessments"),
            Column("percent", "Share (%)"),
            Column("raised", "Raised to this by judgement"),
            Column("lowered", "Lowered from this by a second person"),
            Column("cases", "Cases opened, at this level at the end"),
            BEFORE,
            CHANGE,
        ),
        rows=(
            *(_row(asked, band, label, counts, cases.get(band, 0), n) for band, label, counts in rows),
            Row.of(NOT_RECORDED, "Not assessed by the end", *_NO_ASSESSMENT, cases.get(NOT_RECORDED, 0), *_Z[:2]),
            _row(asked, TOTAL, "All", totals, sum(cases.values()), n),
        ),
        notes=_NOTES,
        standing=tuple(address("risk", row, "cases") for row in (*BANDS, NOT_RECORDED)),
    )
    return related(table, *_relations())


_NONE: Final = (0, 0, 0)
_Z: Final[tuple[Cell, ...]] = (NOT_APPLICABLE,) * 4
_NO_ASSESSMENT: Final = _Z

_NOTES: Final = (
    "A case that is assessed again counts once for each assessment, but once among the cases opened.",
    "A level is lowered only when a second person confirms it, and counts in the period in which that was.",
)


def _row(asked: Question, band: str, label: str, counts: list[Any], cases: int, n: int) -> Row:
    now, raised, before, lowered = counts
    return Row.of(band, label, now, share(now, n), raised, lowered, cases, *against(asked, now, before))


def _relations() -> Iterable[Relation]:
    bands = list(BANDS)
    yield equals(base_of("risk"), address("risk", TOTAL, "assessments"))
    yield from rows_add_up("risk", parts=bands, columns=("assessments", "raised", "lowered", "before"))
    yield from rows_add_up("risk", parts=(*bands, NOT_RECORDED), columns=("cases",))
    yield from shares_of("risk", rows=(*bands, TOTAL), cell="percent", part="assessments", whole=base_of("risk"))
    yield from parts_of_rows("risk", rows=(*bands, TOTAL), part="raised", whole="assessments")
    yield from compared("risk", (*bands, TOTAL), now="assessments")

"""Where it happened, and by which route it was reported: recorded incidents by one coded column."""

from typing import Final

from psycopg.sql import SQL, Identifier

from reporting.queries.breakdown import COLUMNS, Counted, counted_row
from reporting.queries.incidents import INCIDENTS
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, Vocabulary, vocabulary
from reporting.tables import Base, Table

_BY_COLUMN: Final = SQL("""
    SELECT coalesce(nullif({column}, ''), 'not_recorded'), count(*), count(*) FILTER (WHERE kind = 'crime')
    FROM stats.incidents
    WHERE partnership_id = %(partnership)s AND recorded_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
""")


def areas(asked: Question) -> Table:
    """In which area it happened, the most frequent first."""
    return _table(asked, "area", id_="areas", title="Areas")


def premises(asked: Question) -> Table:
    """At what kind of place it happened, the most frequent first."""
    return _table(asked, "premises", id_="premises", title="Premises")


def reported_by(asked: Question) -> Table:
    """Who reported it, the most frequent first."""
    return _table(asked, "reported_by", id_="reported_by", title="Who reported")


def _table(asked: Question, column: str, *, id_: str, title: str) -> Table:
    """Return incidents by the column, whose vocabulary has the same name."""
    found = {code: Counted(*counts) for code, *counts in ask(asked, _BY_COLUMN.format(column=Identifier(column)))}
    words = vocabulary(asked, column)
    n = sum(counts.recorded for counts in found.values())
    return Table(
        id=id_,
        title=title,
        base=Base(INCIDENTS, n),
        columns=COLUMNS,
        rows=tuple(counted_row(code, words.label(code), found, n) for code in _ranked(asked, words, found)),
    )


def _ranked(asked: Question, words: Vocabulary, found: dict[str, Counted]) -> list[str]:
    """Return the codes by falling count, ties by their words; what was not recorded comes last."""
    nothing = Counted(0, 0)
    return sorted(
        words.rows(asked, found),
        key=lambda code: (code == NOT_RECORDED, -found.get(code, nothing).recorded, words.label(code), code),
    )

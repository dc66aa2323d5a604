"""Recorded incidents: the key figures, the strands, and month by month."""

from datetime import date, timedelta
from typing import Final

from reporting.periods import MONTHS
from reporting.queries.breakdown import COLUMNS, MANY, Counted, counted_row
from reporting.queries.source import Question, ask
from reporting.queries.words import vocabulary
from reporting.tables import NOT_AVAILABLE, TOTAL, Base, Cell, Column, Row, Table, share

INCIDENTS: Final = "recorded incidents"

_BOTH_PERIODS: Final = """
    SELECT m.key,
           count(*) FILTER (WHERE i.recorded_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE i.recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    FROM stats.incidents i
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['recorded', i.kind || 's'] || i.strands::text[]) AS key) AS m
    WHERE i.partnership_id = %(partnership)s
      AND (i.recorded_on BETWEEN %(first)s AND %(last)s
           OR i.recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1
"""

_STRANDS: Final = """
    SELECT s.code, count(*), count(*) FILTER (WHERE i.kind = 'crime')
    FROM stats.incidents i
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(i.strands) AS code) AS s
    WHERE i.partnership_id = %(partnership)s AND i.recorded_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""

_MONTHS: Final = """
    SELECT date_trunc('month', recorded_on)::date,
           count(*) FILTER (WHERE kind = 'crime'), count(*) FILTER (WHERE kind = 'incident'), count(*)
    FROM stats.incidents
    WHERE partnership_id = %(partnership)s
      AND (recorded_on BETWEEN %(first)s AND %(last)s OR recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1
"""


def headline(asked: Question) -> Table:
    """The key figures: all that was recorded, crimes, incidents, and each centrally monitored strand."""
    found = {key: (now, before) for key, now, before in ask(asked, _BOTH_PERIODS)}
    strands = vocabulary(asked, "strand")
    monitored = [code for code in strands.current(asked) if strands.words[code].is_centrally_monitored]
    labels = _FIRST_ROWS | {code: f"With {_within(strands.label(code))} as a strand" for code in monitored}
    return Table(
        id="headline",
        title="Key figures",
        base=Base(INCIDENTS, found.get("recorded", (0, 0))[0]),
        columns=(
            Column("period", "This period"),
            Column("before", "Same period a year before"),
            Column("change", "Change (%)"),
        ),
        rows=tuple(_headline_row(asked, key, label, *found.get(key, (0, 0))) for key, label in labels.items()),
        notes=(*_unfinished(asked), MANY, *_how_comparable(asked)),
    )


_FIRST_ROWS: Final = {
    "recorded": "Recorded in all",
    "crimes": "Hate crimes",
    "incidents": "Hate incidents, not a crime",
}


def _within(label: str) -> str:
    return label[:1].lower() + label[1:]


def _headline_row(asked: Question, key: str, label: str, now: int, before: int) -> Row:
    compared = asked.compared(before, asked.before.last)
    change = share(now - before, before) if isinstance(compared, int) else NOT_AVAILABLE
    return Row.of(key, label, now, compared, change)


def _unfinished(asked: Question) -> list[str]:
    if asked.period.last < asked.today:
        return []
    return [f"This period has not finished: the figures are those of {_in_words(asked.today)} and will change."]


def _how_comparable(asked: Question) -> list[str]:
    """Say when the records begin, where that is too late for a full comparison."""
    if asked.known_since is None or asked.known_since <= asked.before.first:
        return []
    since = _in_words(asked.known_since)
    return [f"The records here begin on {since}. A comparison with a time before that day is not complete."]


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def strands(asked: Question) -> Table:
    """Why people were targeted, as they or anyone else perceived it. One incident can carry several strands."""
    found = {code: Counted(*counts) for code, *counts in ask(asked, _STRANDS)}
    words = vocabulary(asked, "strand")
    n = _recorded(asked)
    return Table(
        id="strands",
        title="Strands",
        base=Base(INCIDENTS, n),
        columns=COLUMNS,
        rows=tuple(counted_row(code, words.label(code), found, n) for code in words.rows(asked, found)),
        notes=(MANY,),
    )


def _recorded(asked: Question) -> int:
    return sum(row[3] for row in ask(asked, _MONTHS) if row[0] in asked.period)


def months(asked: Question) -> Table:
    """Every month of the period, with the same month a year before."""
    found = {month: counts for month, *counts in ask(asked, _MONTHS)}
    rows = [_month_row(asked, month, found) for month in asked.period.months]
    total = _sums(asked, found)
    return Table(
        id="months",
        title="Month by month",
        base=Base(INCIDENTS, total[2]),
        columns=(
            Column("crimes", "Crimes"),
            Column("incidents", "Incidents"),
            Column("recorded", "Recorded"),
            Column("before", "Same month a year before"),
        ),
        rows=(*rows, Row.of(TOTAL, "Whole period", *total, asked.compared(_before(asked, found), asked.before.last))),
        notes=("An incident counts in the month in which it was recorded.", *_how_comparable(asked)),
    )


def _month_row(asked: Question, month: date, found: dict[date, list[int]]) -> Row:
    earlier = month.replace(year=month.year - 1)
    before: Cell = asked.compared(found.get(earlier, _NONE)[2], _last_day(earlier))
    return Row.of(f"{month:%Y-%m}", f"{MONTHS[month.month - 1]} {month.year}", *found.get(month, _NONE), before)


_NONE: Final = [0, 0, 0]


def _sums(asked: Question, found: dict[date, list[int]]) -> list[int]:
    within = [found.get(month, _NONE) for month in asked.period.months]
    return [sum(counts) for counts in zip(*within, strict=True)]


def _before(asked: Question, found: dict[date, list[int]]) -> int:
    return sum(found.get(month, _NONE)[2] for month in asked.before.months)


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)

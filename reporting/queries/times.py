"""When it happened: the day of the week and the hour, as the clocks of that day showed them."""

from collections.abc import Iterable
from typing import Final

from reporting.queries.breakdown import INCIDENTS, related
from reporting.queries.facets import by
from reporting.queries.source import Question
from reporting.queries.words import NOT_RECORDED
from reporting.relations import Relation, address, base_of, columns_add_up, equals, rows_add_up
from reporting.tables import TOTAL, Base, Column, Row, Table

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BANDS: Final = {f"h{hour:02}": f"{hour:02}:00 to {hour + 2:02}:59" for hour in range(0, 24, 3)}
"""Eight times three hours, by key."""


def weekday_hour(asked: Question) -> Table:
    """The day of the week by the hour; where only the day is known, the hour is not recorded."""
    counts: dict[tuple[str, str], int] = {}
    for slot, counted in by(asked, "weekday_hour").items():
        place = DAYS[slot // 100 - 1], _band(slot % 100)
        counts[place] = counts.get(place, 0) + counted.recorded
    columns = [*BANDS, NOT_RECORDED]
    rows = [(day, day.capitalize(), [counts.get((day, band), 0) for band in columns]) for day in DAYS]
    totals = [sum(cells) for cells in zip(*(cells for _, _, cells in rows), strict=True)]
    table = Table(
        id="weekday_hour",
        title="Day of the week and hour",
        base=Base(INCIDENTS, sum(totals)),
        columns=(
            *(Column(key, label) for key, label in BANDS.items()),
            Column(NOT_RECORDED, "Hour not recorded"),
            Column(TOTAL, "All"),
        ),
        rows=tuple(
            Row.of(key, label, *cells, sum(cells)) for key, label, cells in [*rows, (TOTAL, "All days", totals)]
        ),
        notes=_NOTES,
    )
    return related(table, *_relations(columns))


_NOTES: Final = (
    "The day and the hour are those on the clock where it happened, in summer and in winter.",
    "Of what happened between two times, the earlier one is counted.",
)


def _band(hour: int) -> str:
    return f"h{hour - hour % 3:02}" if hour < 24 else NOT_RECORDED


def _relations(columns: list[str]) -> Iterable[Relation]:
    yield from rows_add_up("weekday_hour", parts=DAYS, columns=(*columns, TOTAL))
    yield from columns_add_up("weekday_hour", parts=columns, rows=(*DAYS, TOTAL))
    yield equals(base_of("weekday_hour"), address("weekday_hour", TOTAL, TOTAL))
    yield equals(address("weekday_hour", TOTAL, TOTAL), address("headline", "recorded", "period"))

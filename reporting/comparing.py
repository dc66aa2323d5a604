"""One table of several periods and areas, as a manager chooses them: the same queries as in reports, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from partners.errors import NotPossible
from partners.models import Partnership
from reporting.choices import periods_to_report
from reporting.periods import Period, written_as
from reporting.queries.source import question_of_days, recorded_span, snapshot
from reporting.registry import TableSpec
from reporting.rows import Column
from reporting.side_by_side import Side, figures_of, side_by_side
from reporting.sides import SAME_DAYS, SO_FAR, length, same_days, so_far
from reporting.tables import Table

MOST: Final = 12
"""So many columns of figures can be read side by side."""
WHOLE: Final = "all"
WHOLE_LABEL: Final = "The whole partnership"
_OF_AREAS: Final = (
    "What hangs on a case, such as a decision or an action, counts in every area where one of its incidents happened."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared.

    Attributes:
        spec: the table.
        sides: what stands side by side.
        figures: one table for each of its figures, by the column it came from.
        notes: what is to be known to read them, as full sentences.
    """

    spec: TableSpec
    sides: tuple[Side, ...]
    figures: tuple[tuple[Column, Table], ...]
    notes: tuple[str, ...]


def periods_to_compare(partnership: Partnership, *, today: date) -> dict[str, Period]:
    """Return the periods that can be compared, by how an address writes them: the running quarter, then finished ones.

    None before the partnership's first incident.
    """
    starts = partnership.reporting_year_starts
    finished = periods_to_report(partnership, today=today)
    running = {SO_FAR: so_far(today, year_starts=starts), SAME_DAYS: same_days(today, year_starts=starts)}
    if recorded_span(partnership.pk) is None:
        return {}
    return running | {written_as(each, year_starts=starts): each for each in (*finished.quarters, *finished.years)}


def compare(
    partnership: Partnership,
    spec: TableSpec,
    *,
    periods: Mapping[str, Period],
    areas: Mapping[str, str],
    today: date,
) -> Comparison:
    """Return a table of every period and area that was chosen.

    Args:
        partnership: whose figures.
        spec: the table.
        periods: by their keys; they are put in the order of their days.
        areas: the words for areas by their codes; `WHOLE` stands for the whole partnership.
        today: the day in Europe/London.

    Raises:
        NotPossible: there is only one thing or too many to compare, or the table counts what belongs to no area.
    """
    check_can_be_compared(len(periods) * len(areas))
    with snapshot():
        sides = tuple(_sides(partnership, spec, periods, areas, today))
    figures = tuple((column, side_by_side(sides, column)) for column in figures_of(sides))
    return Comparison(spec, sides, figures, tuple(_notes(sides)))


def check_can_be_compared(number: int) -> None:
    """Check that there is something to compare, and that it can be read.

    Raises:
        NotPossible: it is one, or more than fit beside each other.
    """
    if number < 2:
        raise NotPossible("Choose at least two periods, or at least two areas.")
    if number > MOST:
        raise NotPossible(f"Choose fewer periods or areas: {number} columns are too many, {MOST} can be shown.")


def _sides(
    partnership: Partnership, spec: TableSpec, periods: Mapping[str, Period], areas: Mapping[str, str], today: date
) -> Iterator[Side]:
    span = recorded_span(partnership.pk)
    ordered = sorted(periods.items(), key=lambda item: (item[1].first, item[1].last))
    for code, name in areas.items():
        narrowed = () if code == WHOLE else (code,)
        before = ""
        for written, period in ordered:
            asked = question_of_days(partnership.pk, period, today=today, span=span, areas=narrowed)
            key = f"{code}-{written}"
            yield Side(
                key=key,
                label=period.label if len(areas) == 1 else f"{name}: {period.label}",
                period=period,
                areas=narrowed,
                table=spec.table(asked),
                is_known=span is not None and span.first <= period.last,
                follows=before,
                change="Change since then",
            )
            before = key


def _notes(sides: Sequence[Side]) -> Iterator[str]:
    if len({length(side.period) // 27 for side in sides}) > 1:
        yield "These periods are of different length. Compare shares and rates of them rather than numbers."
    if any(side.areas for side in sides):
        yield _OF_AREAS
    yield from dict.fromkeys(note for side in sides for note in side.table.notes)

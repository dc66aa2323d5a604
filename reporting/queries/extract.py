"""The depersonalised extract (Crime and Disorder Act 1998, s.17A): one line for each incident, and nobody in it.

No name, age, sex, ethnic group, agency, case or place finer than an area is asked for at all; what is asked for is made
coarse, and made alike with other lines before anything of it is kept.
"""

from typing import Any, Final

from reporting.disclosure.alike import alike
from reporting.disclosure.protecting import THRESHOLD
from reporting.lines import LineColumn, Lines
from reporting.queries.breakdown import INCIDENTS, related
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, Vocabulary, vocabulary
from reporting.relations import address, base_of, equals
from reporting.tables import Base, Column, Row, Table

_INCIDENTS: Final = """
    SELECT to_char(recorded_on, 'YYYY-MM'), extract(isodow FROM local)::int,
           CASE occurred_precision WHEN 'day' THEN NULL ELSE extract(hour FROM local)::int END,
           area, premises, kind, offence, strands
    FROM stats.incidents, LATERAL (SELECT occurred_from AT TIME ZONE 'Europe/London' AS local) AS clock
    WHERE partnership_id = %(partnership)s AND recorded_on BETWEEN %(first)s AND %(last)s
"""

COLUMNS: Final = (
    LineColumn(
        "month",
        "Month",
        "The month in which it was recorded, as 2026-04; not the day.",
        "Shows the run of the quarter.",
    ),
    LineColumn(
        "days",
        "Part of the week",
        "Weekday or weekend, by the day on which it happened; not the day itself.",
        "Tells when patrols and services are needed.",
    ),
    LineColumn(
        "hours",
        "Part of the day",
        "The six hours in which it happened, on the clocks of that day; not the hour.",
        "Tells when patrols and services are needed.",
    ),
    LineColumn(
        "area",
        "Area",
        "One of the areas of the partnership’s list; no place, street or postcode.",
        "Tells where partners work together.",
    ),
    LineColumn(
        "premises",
        "Kind of place",
        "A kind of place, such as a street or a shop; not which one.",
        "Points to hot spots.",
    ),
    LineColumn("kind", "Crime or incident", "Whether it was recorded as a crime.", "The two are counted apart."),
    LineColumn(
        "offence_group",
        "Group of offences",
        "The group of the national statistics; not the offence.",
        "Lets figures be read beside the national ones.",
    ),
    LineColumn(
        "strands",
        "Strands",
        "Every strand it was recorded with, in the order of the list; not the perceived religion.",
        "Says what the hostility was about, which is what the partnership works on.",
    ),
)
"""Every column with what it is for: what no partner needs for planning is not in a line."""

_GIVEN_UP_FIRST: Final = ("hours", "days", "premises", "month", "offence_group", "area", "kind", "strands")
_HOURS: Final = {hour: f"{hour:02}:00 to {hour + 5:02}:59" for hour in range(0, 24, 6)}
_SATURDAY: Final = 6


def incident_lines(asked: Question) -> Lines:
    """Return one line for each incident recorded in the period, none without several others that are the same."""
    places = [column.key for column in COLUMNS]
    told = alike(_coarse(asked), dispensable=[places.index(key) for key in _GIVEN_UP_FIRST], least=THRESHOLD)
    return Lines(COLUMNS, tuple(told), THRESHOLD, _notes())


def extract(asked: Question) -> Table:
    """How many lines there are."""
    number = len(ask(asked, _INCIDENTS))
    table = Table(
        id="extract",
        title="Lines of the extract",
        base=Base(INCIDENTS, number),
        columns=(Column("lines", "Lines"),),
        rows=(Row.of("incidents", "Incidents recorded, one line for each", number),),
        notes=("The lines stand in the files. They say nothing of victims or subjects.",),
    )
    return related(table, equals(base_of(table.id), address(table.id, "incidents", "lines")))


def _notes() -> tuple[str, ...]:
    return (
        f"Every line is the same as at least {THRESHOLD - 1} others. What fewer share is kept back and reads [c]:"
        " first the part of the day, last the strands.",
        "Lines are in the order of their words, not in that of what happened.",
        "Hand out one version of a quarter only: whoever compares two of them sees what was recorded in between.",
    )


def _coarse(asked: Question) -> list[tuple[str, ...]]:
    words = {name: vocabulary(asked, name) for name in ("area", "premises", "offence", "strand")}
    return [_line(row, words) for row in ask(asked, _INCIDENTS)]


def _line(row: tuple[Any, ...], words: dict[str, Vocabulary]) -> tuple[str, ...]:
    month, day, hour, area, premises, kind, offence, strands = row
    return (
        month,
        "Weekend" if day >= _SATURDAY else "Weekday",
        "Not recorded" if hour is None else _HOURS[hour - hour % 6],
        _of_the_list(area, words["area"], "Another area"),
        _of_the_list(premises, words["premises"], "Another kind of place"),
        "Crime" if kind == "crime" else "Incident",
        _group(offence, words["offence"]) if kind == "crime" else "Not a crime",
        _strands(strands, words["strand"]),
    )


def _of_the_list(code: str, words: Vocabulary, other: str) -> str:
    """Return the words of a code; what somebody wrote in their own words could tell more than it should."""
    return words.label(code or NOT_RECORDED) if code in words.words or not code else other


def _group(offence: str, offences: Vocabulary) -> str:
    group = offences.words[offence].group if offence in offences.words else ""
    return group or "In no group of the list"


def _strands(strands: list[str], words: Vocabulary) -> str:
    """Return the strands in the order of the list; a word of a partner's own is one that the list does not have."""
    known = [words.label(code) for code in words.words if code in strands]
    return "; ".join([*known, *(["Another strand"] if set(strands) - words.words.keys() else [])]) or "Not recorded"

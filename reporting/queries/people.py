"""Who was targeted: age, sex and ethnic group of victims, never with a name beside them."""

import re
from collections import Counter
from typing import Final

from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, Vocabulary, vocabulary
from reporting.tables import NOT_APPLICABLE, TOTAL, Base, Column, Row, Table, share

_UNKNOWN: Final = ("prefer_not_to_say", NOT_RECORDED)
"""Answers that name no ethnic group: they stand in the table, outside the base of its shares."""

_BAND: Final = re.compile(r"age_(\d+)_(\d+)")

_AGE_SEX: Final = """
    SELECT v.age, coalesce(nullif(v.sex, ''), 'not_recorded'), count(*)
    FROM stats.victims v JOIN stats.incidents i ON i.id = v.incident_id
    WHERE i.partnership_id = %(partnership)s AND i.recorded_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2
"""

_ETHNICITY: Final = """
    SELECT coalesce(nullif(v.ethnicity, ''), 'not_recorded'), count(*)
    FROM stats.victims v JOIN stats.incidents i ON i.id = v.incident_id
    WHERE i.partnership_id = %(partnership)s AND i.recorded_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""

_WHO_COUNTS: Final = (
    "An incident can have several victims, or none whose details were taken. Somebody targeted in two incidents counts"
    " twice."
)


def victims_age_sex(asked: Question) -> Table:
    """Victims by age band and sex."""
    bands, sexes = vocabulary(asked, "age_band"), vocabulary(asked, "sex")
    found: Counter[tuple[str, str]] = Counter()
    for age, sex, count in ask(asked, _AGE_SEX):
        found[_band(bands, age), sex] += count
    shown = sexes.rows(asked, {sex for _, sex in found})
    rows = [(band, bands.label(band), [found[band, sex] for sex in shown]) for band in bands.rows(asked, ())]
    totals = [sum(counts) for counts in zip(*(cells for _, _, cells in rows), strict=True)]
    return Table(
        id="victims_age_sex",
        title="Victims by age and sex",
        base=Base("victims", found.total()),
        columns=(*(Column(sex, sexes.label(sex)) for sex in shown), Column(TOTAL, "All")),
        rows=tuple(
            Row.of(key, label, *cells, sum(cells)) for key, label, cells in [*rows, (TOTAL, "All ages", totals)]
        ),
        notes=(_WHO_COUNTS,),
    )


def _band(bands: Vocabulary, age: int | None) -> str:
    """Return the first band that holds the age: its code says from which age to which, both counted in."""
    if age is None:
        return NOT_RECORDED
    limits = ((code, _BAND.fullmatch(code)) for code in bands.words)
    return next((code for code, at in limits if at and int(at[1]) <= age <= int(at[2])), NOT_RECORDED)


def victims_ethnicity(asked: Question) -> Table:
    """Victims by ethnic group (19 in 5), with shares of those whose group was recorded."""
    words = vocabulary(asked, "ethnicity")
    found = Counter[str](dict(ask(asked, _ETHNICITY)))
    known = found.total() - sum(found[code] for code in _UNKNOWN)
    return Table(
        id="victims_ethnicity",
        title="Victims by ethnic group",
        base=Base(f"of {found.total():,} victims, whose ethnic group was recorded", known),
        columns=(Column("victims", "Victims"), Column("percent", "Share of those recorded (%)")),
        rows=tuple(_ethnic_row(words, code, found[code], known) for code in words.rows(asked, found)),
        notes=(_WHO_COUNTS,),
    )


def _ethnic_row(words: Vocabulary, code: str, count: int, known: int) -> Row:
    group = words.words[code].group if code in words.words and code not in _UNKNOWN else ""
    label = f"{group}: {words.label(code)}" if group else words.label(code)
    return Row.of(code, label, count, NOT_APPLICABLE if code in _UNKNOWN else share(count, known))

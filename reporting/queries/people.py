"""Who was targeted and by whom: age, sex and ethnic group of victims and of subjects, never with a name beside them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from psycopg.sql import SQL, Composed, Identifier

from reporting.queries.breakdown import BEFORE, CHANGE, against, base_of_all, breakdown, compared, related
from reporting.queries.facets import by, each
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, Vocabulary, vocabulary
from reporting.relations import (
    Relation,
    Sum,
    Within,
    address,
    base_of,
    columns_add_up,
    equals,
    rows_add_up,
    shares_of,
)
from reporting.tables import NOT_APPLICABLE, TOTAL, Base, Column, Row, Table, share

_UNKNOWN: Final = ("prefer_not_to_say", NOT_RECORDED)
"""Answers that name no ethnic group: they stand in the table, outside the base of its shares."""

_BAND: Final = re.compile(r"age_(\d+)_(\d+)")

_PEOPLE: Final = SQL("""
    SELECT p.age, coalesce(nullif(p.sex, ''), 'not_recorded'), coalesce(nullif(p.ethnicity, ''), 'not_recorded'),
           count(*) FILTER (WHERE i.recorded_on >= %(first)s), count(*) FILTER (WHERE i.recorded_on < %(first)s)
    FROM stats.{people} p JOIN stats.incidents i ON i.id = p.incident_id
    WHERE i.partnership_id = %(partnership)s
      AND (i.recorded_on BETWEEN %(first)s AND %(last)s OR i.recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1, 2, 3
""")

_WHO_COUNTS: Final = {
    "victims": "An incident can have several victims, or none whose details were taken. Somebody targeted in two"
    " incidents counts twice.",
    "subjects": "An incident can have several subjects, or none who was described. Somebody who is the subject of two"
    " incidents counts twice. A subject has not been found to have done anything.",
}


def victims_age_sex(asked: Question) -> Table:
    """Victims by age band and sex."""
    return _age_sex(asked, "victims", title="Victims by age and sex")


def subjects_age_sex(asked: Question) -> Table:
    """Subjects by age band and sex."""
    return _age_sex(asked, "subjects", title="Subjects by age and sex")


def victims_ethnicity(asked: Question) -> Table:
    """Victims by ethnic group (19 in 5), with shares of those whose group was recorded."""
    return _ethnicity(asked, "victims", title="Victims by ethnic group")


def subjects_ethnicity(asked: Question) -> Table:
    """Subjects by ethnic group (19 in 5), with shares of those whose group was recorded."""
    return _ethnicity(asked, "subjects", title="Subjects by ethnic group")


def people(view: str) -> Composed:
    """Return the query of victims or of subjects: age, sex, ethnic group, how many now and a year before."""
    return _PEOPLE.format(people=Identifier(view))


def _age_sex(asked: Question, who: str, *, title: str) -> Table:
    bands, sexes = vocabulary(asked, "age_band"), vocabulary(asked, "sex")
    found: Counter[tuple[str, str]] = Counter()
    for age, sex, _, count, _ in ask(asked, people(who)):
        found[_band(bands, age), sex] += count
    shown = sexes.rows(asked, {sex for _, sex in found})
    rows = [(band, bands.label(band), [found[band, sex] for sex in shown]) for band in bands.rows(asked, ())]
    totals = [sum(counts) for counts in zip(*(cells for _, _, cells in rows), strict=True)]
    table = Table(
        id=f"{who}_age_sex",
        title=title,
        base=Base(who, found.total()),
        columns=(*(Column(sex, sexes.label(sex)) for sex in shown), Column(TOTAL, "All")),
        rows=tuple(
            Row.of(key, label, *cells, sum(cells)) for key, label, cells in [*rows, (TOTAL, "All ages", totals)]
        ),
        notes=(_WHO_COUNTS[who],),
    )
    return related(table, *_age_sex_relations(table.id, [key for key, _, _ in rows], shown))


def _age_sex_relations(id_: str, bands: list[str], sexes: list[str]) -> Iterable[Relation]:
    yield from rows_add_up(id_, parts=bands, columns=(*sexes, TOTAL))
    yield from columns_add_up(id_, parts=sexes, rows=(*bands, TOTAL))
    yield equals(base_of(id_), address(id_, TOTAL, TOTAL))


def _band(bands: Vocabulary, age: int | None) -> str:
    """Return the first band that holds the age: its code says from which age to which, both counted in."""
    if age is None:
        return NOT_RECORDED
    limits = ((code, _BAND.fullmatch(code)) for code in bands.words)
    return next((code for code, at in limits if at and int(at[1]) <= age <= int(at[2])), NOT_RECORDED)


def _ethnicity(asked: Question, who: str, *, title: str) -> Table:
    words = vocabulary(asked, "ethnicity")
    now, before = Counter[str](), Counter[str]()
    for _, _, group, count, earlier in ask(asked, people(who)):
        now[group] += count
        before[group] += earlier
    known = now.total() - sum(now[code] for code in _UNKNOWN)
    codes = words.rows(asked, now | before)
    table = Table(
        id=f"{who}_ethnicity",
        title=title,
        base=Base(f"{who} whose ethnic group was recorded, of all in the last row", known),
        columns=(
            Column(who, who.capitalize()),
            Column("percent", "Share of those recorded (%)"),
            BEFORE,
            CHANGE,
        ),
        rows=(
            *(_ethnic_row(asked, words, code, now[code], before[code], known) for code in codes),
            Row.of(TOTAL, f"All {who}", now.total(), NOT_APPLICABLE, *against(asked, now.total(), before.total())),
        ),
        notes=(_WHO_COUNTS[who],),
    )
    return related(table, *_ethnic_relations(table.id, who, codes))


def _ethnic_row(asked: Question, words: Vocabulary, code: str, count: int, before: int, known: int) -> Row:
    group = words.words[code].group if code in words.words and code not in _UNKNOWN else ""
    label = f"{group}: {words.label(code)}" if group else words.label(code)
    percent = NOT_APPLICABLE if code in _UNKNOWN else share(count, known)
    return Row.of(code, label, count, percent, *against(asked, count, before))


def _ethnic_relations(id_: str, who: str, codes: list[str]) -> Iterable[Relation]:
    known = [code for code in codes if code not in _UNKNOWN]
    yield Sum(base_of(id_), tuple(address(id_, code, who) for code in known))
    yield from shares_of(id_, rows=known, cell="percent", part=who, whole=base_of(id_))
    yield from rows_add_up(id_, parts=codes, columns=(who, "before"))
    yield from compared(id_, (*codes, TOTAL), now=who)
    yield equals(address(id_, TOTAL, who), address(f"{who}_age_sex", TOTAL, TOTAL))


def perceived_religion(asked: Question) -> Table:
    """The religion that the victim was taken to have, of incidents with religion as a strand; several are possible."""
    combined = by(asked, "religions")
    found, words = each(combined, of_none=NOT_RECORDED), vocabulary(asked, "perceived_religion")
    base = base_of_all(combined)
    table = breakdown(
        asked,
        id_="perceived_religion",
        title="Perceived religion",
        found=found,
        codes=words.rows(asked, found),
        label=words.label,
        of=Base("recorded incidents with religion or belief as a strand", base.n),
        notes=_RELIGION_NOTES,
        is_many=True,
    )
    return related(
        table,
        *table.relations,
        equals(base_of(table.id), address("strands", "religion", "recorded")),
        Within(base_of(table.id), address("headline", "recorded", "period")),
    )


_RELIGION_NOTES: Final = (
    "An incident can have several perceived religions, so they may add up to more than all, and shares to over 100%.",
    "It is the religion that whoever did it is thought to have had in mind, not the victim’s own.",
)

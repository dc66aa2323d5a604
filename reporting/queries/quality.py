"""How complete the records are: of how many incidents and victims each fact is known."""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from reporting.cells import Cell, share
from reporting.queries.breakdown import INCIDENTS, related
from reporting.queries.facets import by, total
from reporting.queries.people import people
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, vocabulary
from reporting.relations import (
    Relation,
    YearBefore,
    address,
    base_of,
    columns_add_up,
    equals,
    shares_within_rows,
)
from reporting.tables import Base, Column, Row, Table

_DESCRIBED: Final = """
    SELECT i.recorded_on >= %(first)s, count(*) FROM stats.incidents i
    WHERE i.partnership_id = %(partnership)s
      AND (i.recorded_on BETWEEN %(first)s AND %(last)s OR i.recorded_on BETWEEN %(before_first)s AND %(before_last)s)
      AND EXISTS (SELECT FROM stats.victims v WHERE v.incident_id = i.id)
    GROUP BY 1
"""


class Known(NamedTuple):
    """Of how many, of how many of them it is known, and the same a year before."""

    of: int
    known: int
    of_before: int
    known_before: int


_FACETS: Final[dict[str, tuple[str, str, Callable[[Any], bool]]]] = {
    "strands": ("Strand", "strands", lambda codes: set(codes) != {NOT_RECORDED}),
    "incident_type": ("Type of incident", "incident_type", lambda code: code != NOT_RECORDED),
    "area": ("Area", "area", lambda code: code != NOT_RECORDED),
    "premises": ("Kind of place", "premises", lambda code: code != NOT_RECORDED),
    "hour": ("Hour", "weekday_hour", lambda slot: slot % 100 != 99),
    "reported_by": ("Who reported it", "reported_by", lambda code: code != NOT_RECORDED),
    "consent": ("Whether the victim agrees to sharing", "consent", lambda code: code not in {"", "not_asked"}),
    "outcome": ("Outcome", "outcome", lambda code: code != NOT_RECORDED),
    "perceived_religion": ("Perceived religion, where religion is a strand", "religions", bool),
}
"""Facts of incidents: the words of the row, the fact, and what it is when it is known."""

_PEOPLE: Final = {"age": "Age of a victim", "sex": "Sex of a victim", "ethnicity": "Ethnic group of a victim"}


def data_quality(asked: Question) -> Table:
    """Every fact that is counted elsewhere in the report: of how many it is known, and of how many it is not."""
    rows = {**_of_incidents(asked), **_of_crimes(asked), **_of_victims(asked)}
    n = rows["strands"][1].of
    table = Table(
        id="data_quality",
        title="How complete the records are",
        base=Base(INCIDENTS, n),
        columns=(
            Column("of", "Counted"),
            Column("known", "Known"),
            Column("missing", "Not known"),
            Column("percent", "Known (%)"),
            Column("before", "Known a year before (%)"),
        ),
        rows=tuple(_row(asked, key, label, known) for key, (label, known) in rows.items()),
        notes=(
            "Most rows count incidents. The row of offences counts crimes, and the last rows count victims.",
            "The ethnic group of somebody who preferred not to say is not known, though nobody neglected to ask.",
        ),
    )
    return related(table, *_relations(list(rows)))


def _of_incidents(asked: Question) -> dict[str, tuple[str, Known]]:
    rows = {key: (label, _known(by(asked, facet), is_known)) for key, (label, facet, is_known) in _FACETS.items()}
    recorded = rows["strands"][1]
    given = _known(by(asked, "pack_given"), lambda _: True)
    described = dict(ask(asked, _DESCRIBED))
    whole, before = recorded.of, recorded.of_before
    return rows | {
        "pack_given": ("Whether the pack was given", Known(whole, given.known, before, given.known_before)),
        "victims": (
            "A victim is described",
            Known(whole, described.get(True, 0), before, described.get(False, 0)),
        ),
    }


def _known(found: dict[Any, Any], is_known: Callable[[Any], bool]) -> Known:
    everything = total(found.values())
    known = total(counted for value, counted in found.items() if is_known(value))
    return Known(everything.recorded, known.recorded, everything.before, known.before)


def _of_crimes(asked: Question) -> dict[str, tuple[str, Known]]:
    listed = set(vocabulary(asked, "offence").words)
    return {
        "offence": (
            "Offence, by the list",
            _known(by(asked, "offence", "flags"), lambda pair: pair[0] in listed),
        )
    }


def _of_victims(asked: Question) -> dict[str, tuple[str, Known]]:
    unknown = {"age": (None,), "sex": (NOT_RECORDED,), "ethnicity": (NOT_RECORDED, "prefer_not_to_say")}
    found = ask(asked, people("victims"))
    return {
        f"victim_{fact}": (
            label,
            Known(
                sum(row[3] for row in found),
                sum(row[3] for row in found if row[place] not in unknown[fact]),
                sum(row[4] for row in found),
                sum(row[4] for row in found if row[place] not in unknown[fact]),
            ),
        )
        for place, (fact, label) in enumerate(_PEOPLE.items())
    }


def _row(asked: Question, key: str, label: str, known: Known) -> Row:
    earlier: Cell = asked.earlier(0)
    before = share(known.known_before, known.of_before) if isinstance(earlier, int) else earlier
    return Row.of(key, label, known.of, known.known, known.of - known.known, share(known.known, known.of), before)


def _relations(rows: list[str]) -> Iterable[Relation]:
    id_ = "data_quality"
    yield equals(base_of(id_), address("headline", "recorded", "period"))
    yield from columns_add_up(id_, parts=("known", "missing"), rows=rows, total="of")
    yield from shares_within_rows(id_, rows=rows, cell="percent", part="known", whole="of")
    yield from (YearBefore(address(id_, row, "before"), address(id_, row, "percent")) for row in rows)
    for row in rows:
        if row in {*_FACETS, "pack_given", "victims"} - {"perceived_religion"}:
            yield equals(address(id_, row, "of"), base_of(id_))
    yield equals(address(id_, "perceived_religion", "of"), address("strands", "religion", "recorded"))
    yield equals(address(id_, "offence", "of"), address("headline", "crimes", "period"))
    yield from (
        equals(address(id_, f"victim_{fact}", "of"), address("victims_age_sex", "total", "total")) for fact in _PEOPLE
    )

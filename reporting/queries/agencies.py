"""What each agency recorded and did, side by side: the figures of agencies are not added up."""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from reporting.cells import share
from reporting.queries.agency_names import AgencyRow, agency_rows
from reporting.queries.breakdown import INCIDENTS, related
from reporting.queries.facets import NONE, by, total
from reporting.queries.source import Question, ask
from reporting.relations import Relation, address, adds_up_to_base, base_of, equals, parts_of_rows, shares_of
from reporting.tables import Base, Column, Row, Table

_WORK: Final = """
    SELECT 'cases', lead_agency_id, count(*) FROM stats.cases
    WHERE partnership_id = %(partnership)s AND opened_on BETWEEN %(first)s AND %(last)s GROUP BY 2
    UNION ALL
    SELECT 'decisions', agency_id, count(*) FROM stats.decisions
    WHERE partnership_id = %(partnership)s AND decided_at >= %(begins)s AND decided_at < %(ends)s GROUP BY 2
    UNION ALL
    SELECT 'decisions_in_time', agency_id, count(*) FROM stats.decisions
    WHERE partnership_id = %(partnership)s AND decided_at >= %(begins)s AND decided_at < %(ends)s
      AND decided_on <= due_on
    GROUP BY 2
    UNION ALL
    SELECT 'actions', agency_id, count(*) FROM stats.actions
    WHERE partnership_id = %(partnership)s AND agreed_on BETWEEN %(first)s AND %(last)s GROUP BY 2
    UNION ALL
    SELECT 'actions_done', agency_id, count(*) FROM stats.actions
    WHERE partnership_id = %(partnership)s AND state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s GROUP BY 2
    UNION ALL
    SELECT 'actions_in_time', agency_id, count(*) FROM stats.actions
    WHERE partnership_id = %(partnership)s AND state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s
      AND answered_on <= due_on
    GROUP BY 2
    UNION ALL
    SELECT 'actions_overdue', agency_id, count(*) FROM stats.actions
    WHERE partnership_id = %(partnership)s AND agreed_on <= %(last)s
      AND (answered_on IS NULL OR answered_on > %(last)s) AND due_on < least(%(last)s + 1, %(today)s)
    GROUP BY 2
    UNION ALL
    SELECT 'referrals_sent', from_agency_id, count(*) FROM stats.referrals
    WHERE partnership_id = %(partnership)s AND sent_on BETWEEN %(first)s AND %(last)s GROUP BY 2
    UNION ALL
    SELECT 'referrals_received', to_agency_id, count(*) FROM stats.referrals
    WHERE partnership_id = %(partnership)s AND to_agency_id IS NOT NULL AND sent_on BETWEEN %(first)s AND %(last)s
    GROUP BY 2
"""

WORK: Final = {
    "cases": "Cases opened",
    "decisions": "Decisions",
    "decisions_in_time": "Of these, within the limit",
    "actions": "Actions agreed",
    "actions_done": "Actions done",
    "actions_in_time": "Of these, in time",
    "actions_overdue": "Actions overdue at the end",
    "referrals_sent": "Referrals offered",
    "referrals_received": "Referrals received",
}
_PARTS: Final = (("decisions_in_time", "decisions"), ("actions_in_time", "actions_done"))


def agencies(asked: Question) -> Table:
    """The incidents that each agency recorded, the cases it leads, and its decisions, actions and referrals."""
    recorded = by(asked, "agency")
    done = Counter({(agency, key): count for key, agency, count in ask(asked, _WORK)})
    shown = agency_rows(asked, {*recorded, *(agency for agency, _ in done)})
    n = total(recorded.values()).recorded
    table = Table(
        id="agencies",
        title="The agencies side by side",
        base=Base(INCIDENTS, n),
        columns=(
            Column("recorded", "Incidents recorded"),
            Column("percent", "Share (%)"),
            Column("crimes", "Of which crimes"),
            *(Column(key, label) for key, label in WORK.items()),
        ),
        rows=tuple(_row(each, recorded.get(each.id, NONE), done, n) for each in shown),
        notes=_NOTES,
        standing=tuple(address("agencies", each.code, "actions_overdue") for each in shown),
    )
    return related(table, *_relations([each.code for each in shown]))


_NOTES: Final = (
    "Agencies differ in what they record and in what they are asked to do, so their figures are not added up here.",
    "An incident counts for the agency that recorded it; a case for the agency that leads it now.",
)


def _row(agency: AgencyRow, counted: tuple[int, ...], done: Counter[tuple[UUID, str]], n: int) -> Row:
    recorded, crimes, *_ = counted
    return Row.of(
        agency.code, agency.name, recorded, share(recorded, n), crimes, *(done[agency.id, key] for key in WORK)
    )


def _relations(codes: list[str]) -> Iterable[Relation]:
    yield equals(base_of("agencies"), address("headline", "recorded", "period"))
    if codes:
        yield adds_up_to_base("agencies", parts=codes, column="recorded")
    yield from shares_of("agencies", rows=codes, cell="percent", part="recorded", whole=base_of("agencies"))
    for part, whole in (("crimes", "recorded"), *_PARTS):
        yield from parts_of_rows("agencies", rows=codes, part=part, whole=whole)

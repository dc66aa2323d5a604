"""Every kind of report: its tables, who may have it, and which periods it covers.

To add a table: one query in `reporting/queries/`, one entry here, one test.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from partners.errors import NotPossible
from partners.roles import Permission
from reporting.charts import Chart
from reporting.lines import Lines
from reporting.models import Audience
from reporting.periods import Period, is_quarter
from reporting.queries import (
    agencies,
    decisions,
    extract,
    handing_on,
    incidents,
    meetings,
    months,
    offences,
    people,
    places,
    quality,
    rates,
    repeats,
    results,
    risk,
    satisfaction,
    times,
    times_taken,
    work,
)
from reporting.queries.source import Question
from reporting.tables import Table

FORMATS: Final = ("pdf", "ods", "csv", "json")
"""In which a report is written, unless it says otherwise."""


class RegistryError(ValueError):
    """A declaration is missing or contradicts another; raised when this module loads."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its key, the query that returns it, and the chart beside it if there is one."""

    id: str
    query: Callable[[Question], Table]
    chart: Chart | None = None

    def table(self, asked: Question) -> Table:
        """Ask the query.

        Raises:
            RegistryError: it returned a table of another key.
        """
        table = self.query(asked)
        if table.id != self.id:
            raise RegistryError(f"The query of table “{self.id}” returned table “{table.id}”.")
        return table


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """One kind of report.

    Attributes:
        id: its key, as in `produce_report quarterly`.
        title: in words, as on its cover.
        permission: what a person needs to ask for one.
        covers_quarters: it covers a quarter; otherwise a reporting year.
        is_scheduled: it is made by itself when its period has finished.
        tables: in the order in which they are printed.
        hint: for whom it is, in a sentence, where its title does not say so.
        audiences: for whom it can be released; none of a report that leaves the partnership as it is, or not at all.
        formats: in which it is written.
        lines: the query of its lines about single incidents, of the one report that has them.
    """

    id: str
    title: str
    permission: Permission
    covers_quarters: bool
    is_scheduled: bool
    tables: tuple[TableSpec, ...]
    hint: str = ""
    audiences: tuple[Audience, ...] = tuple(Audience)
    formats: tuple[str, ...] = FORMATS
    lines: Callable[[Question], Lines] | None = None

    def __post_init__(self) -> None:
        if not (self.id and self.title and self.tables):
            raise RegistryError(f"Report “{self.id}” needs a key, a title and tables.")
        _require_different((table.id for table in self.tables), f"tables of report “{self.id}”")

    @property
    def charts(self) -> dict[str, Chart]:
        """Which chart goes with which table, by the table's key."""
        return {table.id: table.chart for table in self.tables if table.chart}

    def check_covers(self, period: Period) -> None:
        """Check that this kind of report is about such a period.

        Raises:
            NotPossible: it is a year for a report of quarters, or the other way round.
        """
        if is_quarter(period) != self.covers_quarters:
            wanted = "a quarter, such as 2026-Q2" if self.covers_quarters else "a year, such as 2026"
            raise NotPossible(f"The {self.title.lower()} covers {wanted}.")


def _require_different(keys: Iterable[str], where: str) -> None:
    listed = list(keys)
    if len(set(listed)) < len(listed) or "" in listed:
        raise RegistryError(f"The {where} need different keys: {', '.join(listed)}.")


def _registered(*specs: ReportSpec) -> dict[str, ReportSpec]:
    _require_different((spec.id for spec in specs), "reports")
    return {spec.id: spec for spec in specs}


TABLES: Final = (
    TableSpec("headline", incidents.headline),
    TableSpec("strands", incidents.strands, Chart("bars")),
    TableSpec("strand_combinations", incidents.strand_combinations, Chart("bars", at_most=10)),
    TableSpec("offences_by_marker", offences.offences_by_marker, Chart("bars", at_most=10)),
    TableSpec("offence_groups", offences.offence_groups, Chart("bars")),
    TableSpec("months", months.months, Chart("columns", columns=("recorded",), compared="before", has_events=True)),
    TableSpec("trend", months.trend, Chart("columns", columns=("recorded",), compared="average", at_most=24)),
    TableSpec("areas", places.areas, Chart("bars")),
    TableSpec("rates", rates.rates, Chart("map", columns=("per_1000",), at_most=60)),
    TableSpec("premises", places.premises, Chart("bars")),
    TableSpec("weekday_hour", times.weekday_hour, Chart("grid", columns=tuple(times.BANDS))),
    TableSpec("victims_age_sex", people.victims_age_sex, Chart("pyramid")),
    TableSpec("victims_ethnicity", people.victims_ethnicity),
    TableSpec("subjects_age_sex", people.subjects_age_sex, Chart("pyramid")),
    TableSpec("subjects_ethnicity", people.subjects_ethnicity),
    TableSpec("perceived_religion", people.perceived_religion, Chart("bars")),
    TableSpec("reported_by", places.reported_by, Chart("bars")),
    TableSpec("repeat_victims", repeats.repeat_victims),
    TableSpec("risk", risk.risk, Chart("bars")),
    TableSpec("decisions", decisions.decisions),
    TableSpec("overrides", decisions.overrides, Chart("bars")),
    TableSpec("time_to_decision", times_taken.time_to_decision),
    TableSpec("conferences", meetings.conferences),
    TableSpec("attendance", meetings.attendance),
    TableSpec("actions", work.actions),
    TableSpec("outcomes", results.outcomes),
    TableSpec("remedies", results.remedies),
    TableSpec("satisfaction", satisfaction.satisfaction),
    TableSpec(
        "satisfaction_trend", satisfaction.satisfaction_trend, Chart("columns", columns=("percent",), at_most=24)
    ),
    TableSpec("referrals", handing_on.referrals),
    TableSpec("agencies", agencies.agencies),
    TableSpec("data_quality", quality.data_quality),
)
"""The tables of the quarterly and the annual report; docs/measures.md defines every figure in them."""

_OF_AGENCIES: Final = frozenset({"agencies", "attendance", "decisions", "actions", "referrals"})
"""What the performance sheet shows: each agency's own figures side by side, and the partnership's beside them."""

LAY_TABLES: Final = ("headline", "strands", "offence_groups", "months", "premises", "reported_by", "conferences")
"""What lay members get where nothing else is chosen: what happened, why, and what the partnership did."""

REPORTS: Final = _registered(
    ReportSpec(
        id="quarterly",
        title="Quarterly report",
        permission=Permission.REPORT_PRODUCE,
        covers_quarters=True,
        is_scheduled=True,
        tables=TABLES,
    ),
    ReportSpec(
        id="annual",
        title="Annual report",
        permission=Permission.REPORT_PRODUCE,
        covers_quarters=False,
        is_scheduled=False,
        tables=TABLES,
    ),
    ReportSpec(
        id="performance",
        title="Performance sheet of the agencies",
        permission=Permission.REPORT_PRODUCE,
        covers_quarters=True,
        is_scheduled=False,
        tables=tuple(table for table in TABLES if table.id in _OF_AGENCIES),
    ),
    ReportSpec(
        id="lay",
        title="Lay members’ pack",
        permission=Permission.REPORT_PRODUCE,
        covers_quarters=True,
        is_scheduled=False,
        tables=tuple(table for table in TABLES if table.id in LAY_TABLES),
        hint="For lay members of a panel: they get it as a release, with small figures kept back",
        audiences=(Audience.LAY,),
    ),
    ReportSpec(
        id="s17a",
        title="Depersonalised extract",
        permission=Permission.REPORT_PRODUCE,
        covers_quarters=True,
        is_scheduled=False,
        tables=(TableSpec("extract", extract.extract),),
        hint="For authorities under section 17A of the Crime and Disorder Act 1998: one line for each incident, and"
        " nobody in it",
        audiences=(),
        formats=("ods", "csv", "json"),
        lines=extract.incident_lines,
    ),
)


def report_spec(key: str) -> ReportSpec:
    """Return the kind of report with this key.

    Raises:
        NotPossible: there is none; the sentence lists those there are.
    """
    if key not in REPORTS:
        raise NotPossible(f"There is no report “{key}”. Choose one of: {', '.join(REPORTS)}.")
    return REPORTS[key]

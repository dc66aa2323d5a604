"""A small made-up report, with everything a renderer has to cope with."""

from dataclasses import replace
from datetime import UTC, datetime

from cases.papers import Marking
from reporting.charts import Chart
from reporting.periods import MONTHS as MONTH_NAMES
from reporting.periods import parse_period
from reporting.render.edition import Edition
from reporting.tables import CONFIDENTIAL, NOT_APPLICABLE, TOTAL, Base, Column, Report, Row, Table

HEADLINE = Table(
    id="headline",
    title="Key figures",
    base=Base("recorded incidents", 1_262),
    columns=(Column("recorded", "Recorded"), Column("before", "The year before"), Column("change", "Change (%)")),
    rows=(
        Row("recorded", "Recorded in all", (1_262, 1_231, 2.5)),
        Row("crimes", "Hate crimes", (878, 960, -8.5)),
        Row("transgender", "With transgender identity as a strand", (CONFIDENTIAL, 0, NOT_APPLICABLE)),
    ),
)
STRANDS = Table(
    id="strands",
    title="Strands",
    base=Base("recorded incidents", 262),
    columns=(Column("recorded", "Recorded"), Column("percent", "Share of incidents (%)")),
    rows=(
        Row("race", "Race or ethnicity", (205, 78.2)),
        Row("religion", "Religion or belief", (27, 10.3)),
        Row("transgender", "Transgender identity", (CONFIDENTIAL, CONFIDENTIAL)),
        Row("age", "Age", (0, 0.0)),
    ),
    notes=("An incident can carry several strands, so the shares may add to more than 100%.",),
)
MONTHS = Table(
    id="months",
    title="Month by month",
    base=Base("recorded incidents", 60),
    columns=(Column("recorded", "Recorded"), Column("before", "Same month the year before")),
    rows=(
        Row("2007-07", "July 2007", (20, 18)),
        Row("2007-08", "August 2007", (26, None)),
        Row("2007-09", "September 2007", (CONFIDENTIAL, 31)),
        Row(TOTAL, "Whole period", (60, None)),
    ),
)
AGE_BY_SEX = Table(
    id="victims_age_sex",
    title="Victims by age and sex",
    base=Base("victims", 53),
    columns=(Column("female", "Female"), Column("male", "Male"), Column("not_recorded", "Not recorded")),
    rows=(
        Row("0-17", "Under 18", (7, 12, 0)),
        Row("18-64", "18 to 64", (11, 23, CONFIDENTIAL)),
    ),
)
NOTHING = Table(
    id="decisions",
    title="Decisions on a multi-agency approach",
    base=Base("decisions", 0),
    columns=(Column("decisions", "Decisions"),),
    rows=(),
)
TWO_YEARS = replace(
    MONTHS,
    id="run",
    columns=(Column("recorded", "Recorded"),),
    rows=tuple(
        Row(f"m{number}", f"{MONTH_NAMES[(number + 6) % 12]} {2007 + (number + 6) // 12}", (40 + number,))
        for number in range(24)
    ),
    notes=("The total of twelve months evens out the seasons.", "The records begin in July 2007."),
)


def offences_by_marker(rows: int = 4) -> Table:
    """A table of fifteen columns, as long as wanted."""
    keys = ["offences", "percent", *(f"strand_{number}" for number in range(1, 11)), "victim", "third_party", "police"]
    return Table(
        id="offences_by_marker",
        title="Offences by strand and by who reported them",
        base=Base("offences", 178),
        columns=tuple(Column(key, key.replace("_", " ").capitalize()) for key in keys),
        rows=tuple(
            Row(f"o{number}", f"Offence {number}, racially or religiously aggravated", (90 - number, 12.5, *[3] * 13))
            for number in range(1, rows + 1)
        ),
    )


CHARTS = {
    "strands": Chart("bars"),
    "months": Chart("columns", columns=("recorded",), compared="before"),
    "victims_age_sex": Chart("grouped"),
    "offences_by_marker": Chart("bars", at_most=3),
    "decisions": Chart("bars"),
}
EDITION = Edition(
    title="Quarterly report",
    partnership="Wrekin Vale & Partners",
    as_of=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    marking=Marking.OFFICIAL,
    charts=CHARTS,
)


def report(*tables: Table) -> Report:
    """A quarterly report of these tables, or of all the samples."""
    return Report(
        id="quarterly",
        partnership="WVP",
        period=parse_period("2007-Q3", year_starts=1),
        audience="partnership",
        tables=tables or (HEADLINE, STRANDS, offences_by_marker(), MONTHS, AGE_BY_SEX, NOTHING),
    )

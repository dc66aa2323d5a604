"""`bin/bench reports`: how long the figures of a report take, of made-up rows in a database of its own.

Times are medians of five rounds.
Another measure is a function in `MEASURES`: it is given the bench and returns the line to print.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg
from django.db import connections, transaction
from django.utils import timezone

from partners.actor import Actor
from partners.models import Partnership
from partners.scope import acting
from reporting.disclosure.protecting import Rules, document_of_report, protect_document
from reporting.making import make_report
from reporting.overview import overview
from reporting.periods import Period, quarters_of, year_of
from reporting.queries.facets import by
from reporting.queries.source import ALIAS, question, snapshot
from reporting.reconcile.comparing import reconcile
from reporting.registry import REPORTS
from reporting.shown_compared import shown_overview
from reporting.tables import Report
from tests.bench.disclosure import large_table, measured
from tests.bench.papers import long_report, paper
from tests.personas import load

ROUNDS: Final = 5
TODAY: Final = date(2026, 11, 21)
YEAR: Final = year_of(2025, year_starts=4)
IN_A_QUARTER: Final = date(2026, 2, 21)
MANY: Final = 140_000
UP_TO_INCIDENTS: Final = 4
"""How many of the statements below it takes to write cases and their incidents, without people or work."""
MADE_UP: Final = (Path(__file__).parent / "made_up.sql").read_text()


class Stopwatch:
    """Adds up how long the database took, from asking to the first answer."""

    def __init__(self) -> None:
        self.seconds, self.questions = 0.0, 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.questions += 1


class Bench:
    """Two partnerships: one with a thousand incidents in its year, one with a hundred and forty thousand."""

    def __init__(self, owner: "psycopg.Connection[tuple[object, ...]]") -> None:
        world = load()
        self.small = self._filled(owner, world.alice, 2_000)
        self.owner, self.erin, self.judy = owner, world.erin, world.judy

    def large(self) -> Partnership:
        """Fill the other partnership with incidents alone and return it."""
        return self._filled(self.owner, self.judy, MANY, statements=UP_TO_INCIDENTS)

    @staticmethod
    def _filled(
        owner: "psycopg.Connection[tuple[object, ...]]", who: Actor, number: int, *, statements: int | None = None
    ) -> Partnership:
        """Write so many made-up cases over two years."""
        values = {"partnership": who.partnership_id, "agency": who.agency, "person": who.person}
        with owner.transaction():
            for statement in MADE_UP.split(";\n")[:statements]:
                if statement.strip():
                    owner.execute(statement, values | {"number": number, "mark": who.agency_name[0]})
        owner.execute("ANALYZE")
        return Partnership.objects.get(pk=who.partnership_id)


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Time every question to the figures' connection."""
    watch = Stopwatch()
    with connections[ALIAS].execute_wrapper(watch):
        yield watch


def of_rounds(once: Callable[[], object]) -> tuple[float, int]:
    """Return the median milliseconds in the database of five rounds after a first one, and how many questions."""
    times = []
    for _ in range(ROUNDS + 1):
        with timed() as watch:
            once()
        times.append(watch.seconds * 1000)
    return median(times[1:]), watch.questions


def all_tables(bench: Bench) -> str:
    """All tables of a partnership's year."""
    spec = REPORTS["annual"]

    def once() -> Report:
        return make_report(partnership=bench.small, spec=spec, period=YEAR, today=TODAY)

    took, questions = of_rounds(once)
    return (
        f"{len(spec.tables)} tables of a year of 1,000 incidents: {took:.0f} ms, {questions} questions (under 150 ms)"
    )


def overview_page(bench: Bench) -> str:
    """The manager's quarter so far against the quarter before: counted, compared and written as a page's tables."""

    def once() -> None:
        found = overview(bench.small, today=IN_A_QUARTER)
        with transaction.atomic(), acting(bench.erin):
            shown_overview(bench.erin, found, today=IN_A_QUARTER)

    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        once()
        times.append((time.perf_counter() - began) * 1000)
    return f"The overview page of a quarter so far: {median(times[1:]):.0f} ms (under 200 ms)"


def counted_again(bench: Bench) -> str:
    """The same year, counted a second time."""
    report = make_report(partnership=bench.small, spec=REPORTS["annual"], period=YEAR, today=TODAY)
    began = time.perf_counter()
    found = reconcile(report, partnership_id=bench.small.pk, year_starts=4, made_at=timezone.now(), made_on=TODAY)
    took = time.perf_counter() - began
    assert not found.differences, found.differences
    return f"The same counted a second time, {found.compared:,} figures: {took:.1f} s, differences: none"


def one_pass(bench: Bench) -> str:
    """Every fact of very many incidents in one grouped pass, over a year and the year before."""
    large = bench.large()

    def once() -> object:
        with snapshot():
            return by(question(large.pk, YEAR, year_starts=4, today=TODAY), "area")

    took, _ = of_rounds(once)
    return f"One grouped pass of {MANY:,} incidents: {took:,.0f} ms"


def protected_year(bench: Bench) -> str:
    """Disclosure control of all tables of a year."""
    report = make_report(partnership=bench.small, spec=REPORTS["annual"], period=YEAR, today=TODAY)
    return measured("Disclosure control of the year", document_of_report(report), 10)


def protected_after_others(bench: Bench) -> str:
    """Disclosure control of a year after the year before it and three of its quarters were published."""

    def document(spec: str, period: Period) -> dict[str, Any]:
        made = make_report(partnership=bench.small, spec=REPORTS[spec], period=period, today=TODAY)
        return document_of_report(made)

    told: list[dict[str, Any]] = []
    before = document("annual", year_of(2024, year_starts=4))
    for each in (before, *(document("quarterly", quarter) for quarter in quarters_of(2025, year_starts=4)[:3])):
        told.append(protect_document(each, Rules(), told)[1])
    return measured("The year after a year and three quarters", document("annual", YEAR), 10, told)


def paper_of_forty_tables(bench: Bench) -> str:
    """The PDF of a long report."""
    return paper(long_report(bench.small, YEAR, today=TODAY))


def protected_table(bench: Bench) -> str:
    """Disclosure control of some 3,000 figures in one table."""
    return measured("Disclosure control of 49 × 61 figures", large_table(), 60)


MEASURES: Final[tuple[Callable[[Bench], str], ...]] = (
    all_tables,
    overview_page,
    counted_again,
    one_pass,
    protected_year,
    protected_after_others,
    protected_table,
    paper_of_forty_tables,
)


def report(owner: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Print one line for each measure, as soon as it is there."""
    bench = Bench(owner)
    for measure in MEASURES:
        print(measure(bench), flush=True)

"""The figures themselves, from rows that were written as the agencies write them."""

import random
from collections import Counter
from datetime import UTC, date, time, timedelta
from uuid import UUID

import pytest

from reporting.periods import Period, parse_period, quarters_of, year_of
from reporting.queries.decisions import decisions
from reporting.queries.incidents import headline, strands
from reporting.queries.months import months
from reporting.queries.offences import offences_by_marker
from reporting.queries.people import victims_age_sex, victims_ethnicity
from reporting.queries.places import areas, premises, reported_by
from reporting.queries.source import Question, question, recorded_span
from reporting.queries.work import actions
from reporting.registry import TABLES, RegistryError, TableSpec
from reporting.relations import address
from reporting.tables import NOT_APPLICABLE, NOT_AVAILABLE, Base, Cell, Table
from tests.personas import World
from tests.reporting import records

TODAY = date(2026, 11, 21)


def asked(world: World, typed: str = "2026-Q1", *, today: date = TODAY) -> Question:
    return question(world.partnership.pk, parse_period(typed, year_starts=4), year_starts=4, today=today)


def figures(table: Table) -> dict[str, tuple[Cell, ...]]:
    """The rows of a table that have a figure other than 0 or none."""
    return {row.key: row.cells for row in table.rows if any(isinstance(cell, int) and cell for cell in row.cells)}


@pytest.fixture
def spring(kept_world: World) -> World:
    """Six incidents of April to June 2026, one of the spring before, one just outside, and one of other people."""
    alice = kept_world.alice
    records.area(alice, "dock", "The Dock")
    records.area(alice, "abbey", "Abbey")
    records.incident(alice, date(2025, 4, 30), strands=["race"], area="dock")
    records.incident(
        alice,
        date(2026, 4, 1),
        strands=["race", "religion"],
        area="dock",
        premises="street",
        victims=[(9, "female", "asian_indian"), (10, "male", "white_british"), (None, "", "")],
    )
    records.incident(alice, date(2026, 4, 30), offence="9B", area="dock", reported_by="third_party")
    records.incident(alice, date(2026, 5, 1), offence="Shouting from a bus", reported_by="anonymous", area="abbey")
    records.incident(alice, date(2026, 5, 2), offence="58J", strands=["disability"], reported_by="police")
    records.incident(
        alice, date(2026, 6, 29), kind="incident", strands=["age"], reported_by="witness", victims=[(75, "male", "")]
    )
    records.incident(
        kept_world.bob,
        date(2026, 6, 30),
        kind="incident",
        strands=["transgender"],
        area="marsh",
        victims=[(17, "other_word", "prefer_not_to_say")],
    )
    records.incident(alice, date(2026, 7, 1))
    records.incident(kept_world.judy, date(2026, 5, 3), area="dock", victims=[(30, "male", "white_irish")])
    return kept_world


def test_headline_counts_by_the_day_of_recording_and_compares_with_the_year_before(spring: World) -> None:
    table = headline(asked(spring))
    assert table.base == Base("recorded incidents", 6)
    assert [(row.key, *row.cells) for row in table.rows] == [
        ("recorded", 6, 1, 500.0),
        ("crimes", 4, 1, 300.0),
        ("incidents", 2, 0, NOT_APPLICABLE),
        ("race", 3, 1, 200.0),
        ("religion", 1, 0, NOT_APPLICABLE),
        ("sexual_orientation", 0, 0, NOT_APPLICABLE),
        ("disability", 1, 0, NOT_APPLICABLE),
        ("transgender", 1, 0, NOT_APPLICABLE),
    ]
    assert table.rows[3].label == "With race or ethnicity as a strand"
    assert table.notes[-1].startswith("The records here begin on 30 April 2025.")


def test_nothing_is_compared_with_a_time_before_the_records_begin(spring: World) -> None:
    table = headline(asked(spring, "2025-Q1"))
    assert table.rows[0].cells == (1, NOT_AVAILABLE, NOT_AVAILABLE)
    assert figures(months(asked(spring, "2025-Q1"))) == {
        "2025-04": (1, 0, 1, NOT_AVAILABLE, NOT_AVAILABLE),
        "total": (1, 0, 1, NOT_AVAILABLE, NOT_AVAILABLE),
    }


def test_a_period_that_has_not_finished_says_so(spring: World) -> None:
    assert not headline(asked(spring)).notes[0].startswith("This period")
    running = headline(asked(spring, "2026-Q1", today=date(2026, 6, 30)))
    assert running.notes[0].startswith("This period has not finished: the figures are those of 30 June 2026")


def test_strands_are_multi_valued(spring: World) -> None:
    table = strands(asked(spring))
    assert figures(table) == {
        "race": (3, 50.0, 3, 1, 200.0),
        "religion": (1, 16.7, 1, 0, NOT_APPLICABLE),
        "disability": (1, 16.7, 1, 0, NOT_APPLICABLE),
        "transgender": (1, 16.7, 0, 0, NOT_APPLICABLE),
        "age": (1, 16.7, 0, 0, NOT_APPLICABLE),
    }
    assert table.rows[-1].key == "not_recorded"
    assert "sectarian" not in {row.key for row in table.rows}
    assert "more than" in table.notes[0]


def test_offences_fall_by_count_and_keep_a_partners_own_words(spring: World) -> None:
    table = offences_by_marker(asked(spring))
    keys = [column.key for column in table.columns]
    assert keys[:4] == ["offences", "percent", "race", "religion"]
    assert keys[-4:] == ["not_recorded", "victim", "third_party", "police"]
    assert [(row.key, row.cells[:2]) for row in table.rows] == [
        ("9B", (2, 50.0)),
        ("58J", (1, 25.0)),
        ("Shouting from a bus", (1, 25.0)),
    ]
    assert table.rows[2].label == "Shouting from a bus"
    assert {column: table.cell("9B", column) for column in ("race", "religion", "victim", "third_party")} == {
        "race": 2,
        "religion": 1,
        "victim": 1,
        "third_party": 1,
    }
    assert (table.cell("58J", "disability"), table.cell("58J", "race"), table.cell("58J", "police")) == (1, 0, 1)
    assert table.base == Base("offences", 4)


def test_months_have_every_month_of_the_period(spring: World) -> None:
    assert [(row.key, row.label, *row.cells) for row in months(asked(spring)).rows] == [
        ("2026-04", "April 2026", 2, 0, 2, 1, 100.0),
        ("2026-05", "May 2026", 2, 0, 2, 0, NOT_APPLICABLE),
        ("2026-06", "June 2026", 0, 2, 2, 0, NOT_APPLICABLE),
        ("total", "Whole period", 4, 2, 6, 1, 500.0),
    ]


def test_areas_fall_by_count_with_what_was_not_recorded_last(spring: World) -> None:
    assert [(row.key, row.label, *row.cells) for row in areas(asked(spring)).rows] == [
        ("dock", "The Dock", 2, 33.3, 2, 1, 100.0),
        ("abbey", "Abbey", 1, 16.7, 1, 0, NOT_APPLICABLE),
        ("marsh", "marsh", 1, 16.7, 0, 0, NOT_APPLICABLE),
        ("not_recorded", "Not recorded", 2, 33.3, 1, 0, NOT_APPLICABLE),
    ]


def test_premises_and_routes_of_reporting(spring: World) -> None:
    assert figures(premises(asked(spring))) == {
        "street": (1, 16.7, 1, 0, NOT_APPLICABLE),
        "not_recorded": (5, 83.3, 3, 1, 400.0),
    }
    assert [(row.key, row.cells[0]) for row in reported_by(asked(spring)).rows] == [
        ("victim", 2),
        ("witness", 1),
        ("third_party", 1),
        ("anonymous", 1),
        ("police", 1),
        ("not_recorded", 0),
    ]


def test_victims_by_age_and_sex(spring: World) -> None:
    table = victims_age_sex(asked(spring))
    assert [column.key for column in table.columns] == ["female", "male", "other_word", "not_recorded", "total"]
    assert figures(table) == {
        "age_0_9": (1, 0, 0, 0, 1),
        "age_10_17": (0, 1, 1, 0, 2),
        "age_75_120": (0, 1, 0, 0, 1),
        "not_recorded": (0, 0, 0, 1, 1),
        "total": (1, 2, 1, 1, 5),
    }
    assert table.base == Base("victims", 5)


def test_ethnic_groups_have_the_base_of_those_recorded(spring: World) -> None:
    table = victims_ethnicity(asked(spring))
    assert table.base == Base("victims whose ethnic group was recorded, of all in the last row", 2)
    assert figures(table) == {
        "asian_indian": (1, 50.0, 0, NOT_APPLICABLE),
        "white_british": (1, 50.0, 0, NOT_APPLICABLE),
        "prefer_not_to_say": (1, NOT_APPLICABLE, 0, NOT_APPLICABLE),
        "not_recorded": (2, NOT_APPLICABLE, 0, NOT_APPLICABLE),
        "total": (5, NOT_APPLICABLE, 0, NOT_APPLICABLE),
    }
    assert len(table.rows) == 22
    assert table.rows[2].label == "Asian or Asian British: Indian"


def test_a_partnership_without_records_has_figures_of_nothing(kept_world: World) -> None:
    assert recorded_span(kept_world.partnership.pk) is None
    for spec in TABLES:
        table = spec.table(asked(kept_world))
        assert figures(table) == {}
    assert headline(asked(kept_world)).rows[0].cells == (0, NOT_AVAILABLE, NOT_AVAILABLE)


def test_decisions_count_on_their_day_in_london_and_waiting_cases_at_the_end(kept_world: World) -> None:
    alice = kept_world.alice
    day, due = date(2026, 6, 10), date(2026, 6, 15)
    with_it, against, late, again, _never = (records.incident(alice, date(2026, 6, 8)) for _ in range(5))
    records.decision(alice, with_it, day, choice="single_agency", recommended="single_agency", due_on=due)
    records.decision(alice, against, day, choice="multi_agency", recommended="single_agency", due_on=due)
    records.decision(alice, late, date(2026, 6, 16), choice="multi_agency", recommended="multi_agency", due_on=due)
    records.decision(alice, again, day, choice="single_agency", recommended="single_agency", due_on=due)
    records.reopening(alice, again, date(2026, 6, 20))
    # At half past midnight in London it is still the day before in Greenwich.
    records.decision(
        alice, again, date(2026, 7, 1), choice="multi_agency", recommended="multi_agency", due_on=due, at=time(0, 30)
    )
    table = decisions(asked(kept_world))
    assert table.base == Base("decisions", 4)
    assert {row.key: row.cells for row in table.rows} == {
        "single_agency": (2, 2, 0, 2, 100.0, NOT_AVAILABLE, NOT_AVAILABLE),
        "multi_agency": (2, 1, 1, 1, 50.0, NOT_AVAILABLE, NOT_AVAILABLE),
        "total": (4, 3, 1, 3, 75.0, NOT_AVAILABLE, NOT_AVAILABLE),
        "reopened": (1, *[NOT_APPLICABLE] * 4, NOT_AVAILABLE, NOT_AVAILABLE),
        "undecided": (2, *[NOT_APPLICABLE] * 6),
    }
    after = {row.key: row.cells[0] for row in decisions(asked(kept_world, "2026-Q2")).rows}
    assert after == {"single_agency": 0, "multi_agency": 1, "total": 1, "reopened": 0, "undecided": 1}


def test_actions_count_what_happened_and_what_stands_open_at_the_end(kept_world: World) -> None:
    alice = kept_world.alice
    on = records.item(alice, records.incident(alice, date(2026, 4, 2)), date(2026, 4, 20))
    april, may, june, july = (date(2026, month, 10) for month in (4, 5, 6, 7))
    records.action(alice, on, agreed=april, due=may, state="done", answered=may)
    records.action(alice, on, agreed=april, due=may, state="done", answered=june)
    records.action(alice, on, agreed=april, due=may, state="not_possible", answered=may)
    records.action(alice, on, agreed=april, due=june, state="done", answered=july)
    records.action(alice, on, agreed=april, due=july)
    records.action(alice, on, agreed=None, due=may)

    def counted(typed: str, today: date = TODAY) -> list[Cell]:
        return [row.cells[0] for row in actions(asked(kept_world, typed, today=today)).rows]

    assert counted("2026-Q1") == [5, 2, 1, 1, 2, 1]
    assert counted("2026-Q2") == [0, 1, 0, 0, 1, 1]
    assert counted("2026-Q2", today=july) == [0, 1, 0, 0, 1, 0]


@pytest.mark.parametrize("year_starts", [1, 4, 9, 12])
def test_four_quarters_add_up_to_the_year(kept_world: World, year_starts: int) -> None:
    """Of all that happens on a day; what stands open at an end does not add up, nor do shares."""
    chance = random.Random(year_starts)
    for _ in range(40):
        records.incident(
            kept_world.alice,
            date(2026, 1, 1).replace(year=chance.choice([2026, 2027]), month=chance.randint(1, 12)),
            kind=chance.choice(["crime", "incident"]),
            offence=chance.choice(["9B", "58J", "Own words"]),
            strands=chance.sample(["race", "religion", "age", "not_recorded"], chance.randint(1, 3)),
            reported_by=chance.choice(["victim", "police", "third_party"]),
            area=chance.choice(["", "dock", "abbey"]),
            victims=[(chance.randint(0, 120), chance.choice(["male", ""]), chance.choice(["", "white_irish"]))],
        )
    for spec in TABLES:
        whole = _counts(spec, kept_world, year_of(2026, year_starts=year_starts), year_starts)
        parts = [_counts(spec, kept_world, part, year_starts) for part in quarters_of(2026, year_starts=year_starts)]
        assert whole == _added(parts), spec.id
    assert headline(_whole_year(kept_world, year_starts)).base.n


def _counts(spec: TableSpec, world: World, period: Period, year_starts: int) -> dict[tuple[str, str], int]:
    table = spec.table(_about(world.partnership.pk, period, year_starts))
    return {
        (row.key, column.key): cell
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if isinstance(cell, int) and cell and column.key != "before"
        if address(table.id, row.key, column.key) not in table.standing
    }


def _added(parts: list[dict[tuple[str, str], int]]) -> dict[tuple[str, str], int]:
    keys = {key for part in parts for key in part}
    return {key: sum(part.get(key, 0) for part in parts) for key in keys}


def _about(partnership_id: UUID, period: Period, year_starts: int) -> Question:
    return question(partnership_id, period, year_starts=year_starts, today=date(2030, 1, 1))


def _whole_year(world: World, year_starts: int) -> Question:
    return _about(world.partnership.pk, year_of(2026, year_starts=year_starts), year_starts)


def test_a_query_that_returns_another_table_is_refused(kept_world: World) -> None:
    with pytest.raises(RegistryError, match="“areas” returned table “premises”"):
        TableSpec("areas", premises).table(asked(kept_world))


def test_what_happens_on_the_edges_of_quarters_counts_once_whatever_month_a_year_begins_in(kept_world: World) -> None:
    """The first and the last day of each month of two years that meet, and moments in the nights the clocks change."""
    alice = kept_world.alice
    days = [month + timedelta(days=extra) for month in year_of(2025, year_starts=1).months for extra in (-1, 0)]
    for day in days:
        records.incident(alice, day, occurred_precision="minute")
    for night in (date(2025, 3, 30), date(2025, 10, 26)):
        for minutes in range(-90, 200, 30):
            at = records.moment(night, time(0)) + timedelta(minutes=minutes)
            records.incident(alice, night, occurred_from=at.astimezone(UTC))
    all_of_them = {}
    for year_starts in range(1, 13):
        parts = [part for year in (2024, 2025) for part in quarters_of(year, year_starts=year_starts)]
        counted = [months(_about(kept_world.partnership.pk, part, year_starts)) for part in parts]
        found = Counter[str]()
        for table in counted:
            found.update({row.key: count for row in table.rows if isinstance(count := row.cells[2], int)})
        whole = [
            months(_about(kept_world.partnership.pk, year_of(year, year_starts=year_starts), year_starts))
            for year in (2024, 2025)
        ]
        assert found["total"] == sum(table.base.n for table in whole if isinstance(table.base.n, int))
        within = [day for day in days if parts[0].first <= day <= parts[-1].last]
        assert found["total"] == len(within) + 20
        all_of_them[year_starts] = found["2025-03"], found["2025-10"]
    assert set(all_of_them.values()) == {(12, 12)}

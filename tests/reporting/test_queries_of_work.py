"""The further tables of reports, from one story in which there is something of everything."""

from datetime import date

from reporting.making import make_report
from reporting.periods import parse_period
from reporting.registry import REPORTS, TABLES
from reporting.tables import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Report
from tests.personas import World
from tests.reporting import holding, story

TODAY = date(2026, 11, 21)
Z, X = NOT_APPLICABLE, NOT_AVAILABLE


def report(world: World, typed: str = "2026-Q1") -> Report:
    spec = REPORTS["quarterly" if "Q" in typed else "annual"]
    period = parse_period(typed, year_starts=4)
    return make_report(partnership=world.partnership, spec=spec, period=period, today=TODAY)


def shown(made: Report, table: str, *columns: str) -> dict[str, tuple[Cell, ...]]:
    """The rows of a table in which there is something to count, with these columns or all of them."""
    found = made.table(table)
    keys = columns or tuple(column.key for column in found.columns)
    return {
        row.key: tuple(found.cell(row.key, key) for key in keys)
        for row in found.rows
        if any(isinstance(cell, int) and cell for cell in row.cells)
    }


def test_every_further_table_of_one_story(kept_world: World) -> None:
    """A restricted case counts like any other."""
    story.tell(kept_world)
    made = report(kept_world)
    assert [table.id for table in made.tables] == [spec.id for spec in TABLES]
    assert holding.untrue(made) == []
    assert shown(made, "strand_combinations") == {
        "race+religion": (2, 50.0, 2, 0, Z),
        "race": (1, 25.0, 1, 1, 0.0),
        "religion": (1, 25.0, 0, 0, Z),
        "disability": (0, 0.0, 0, 1, -100.0),
    }
    labels = {row.key: row.label for row in made.table("strand_combinations").rows}
    assert labels["race+religion"] == "Race or ethnicity, with: Religion or belief"
    assert labels["race"] == "Race or ethnicity alone"
    assert shown(made, "perceived_religion") == {
        "hindu": (1, 33.3, 1, 0, Z),
        "sikh": (1, 33.3, 1, 0, Z),
        "not_recorded": (2, 66.7, 1, 0, Z),
    }
    assert shown(made, "offence_groups", "offences", "percent", "cyber", "repeat", "before", "change") == {
        "public_order": (1, 33.3, 1, 1, 1, 0.0),
        "violence_with_injury": (1, 33.3, 0, 0, 1, 0.0),
        "not_recorded": (1, 33.3, 1, 0, 0, Z),
    }
    assert shown(made, "outcomes") == {
        "charged": (1, 25.0, 1, 0, 1, 0.0),
        "no_suspect": (1, 25.0, 0, 0, 0, Z),
        "not_recorded": (2, 50.0, 2, 0, 1, 100.0),
        "all_action_taken_against_a_person": (1, 25.0, 1, 0, 1, 0.0),
        "all_not_taken_further": (1, 25.0, 0, 0, 0, Z),
        "all_not_decided_yet": (2, 50.0, 2, 0, 1, 100.0),
    }
    assert shown(made, "repeat_victims") == {
        "repeats": (2, 50.0, 0, Z),
        "marked": (1, 25.0, 0, Z),
        "further": (1, 25.0, 0, Z),
        "after_conference": (1, 25.0, 0, Z),
        "not_known": (2, 50.0, 2, 0.0),
    }
    _assert_times(made)
    _assert_work(made)
    _assert_conferences(made)
    _assert_agencies(made)


def _assert_times(made: Report) -> None:
    """The clocks went forward on 29 March; half past midnight in summer is the day before in Greenwich."""
    assert shown(made, "weekday_hour", "h00", "h03", "h12", "not_recorded", "total") == {
        "monday": (0, 0, 1, 0, 1),
        "friday": (1, 0, 0, 1, 2),
        "sunday": (0, 1, 0, 0, 1),
        "total": (1, 1, 1, 1, 4),
    }
    assert [column.label for column in made.table("weekday_hour").columns][:2] == ["00:00 to 02:59", "03:00 to 05:59"]
    assert shown(made, "trend") == {
        "2025-04": (1, Z, Z),
        "2025-06": (1, X, X),
        "2026-03": (0, 2, 0.2),
        "2026-04": (1, 2, 0.2),
        "2026-05": (2, 4, 0.3),
        "2026-06": (1, 4, 0.3),
    }
    assert [row.key for row in made.table("trend").rows][::23] == ["2024-07", "2026-06"]


def _assert_work(made: Report) -> None:
    assert shown(made, "risk") == {
        "high": (1, 25.0, 1, 0, 0, 0, Z),
        "medium": (1, 25.0, 0, 1, 0, 0, Z),
        "low": (2, 50.0, 0, 0, 2, 1, 100.0),
        "not_recorded": (Z, Z, Z, Z, 1, Z, Z),
        "total": (4, 100.0, 1, 1, 3, 1, 300.0),
    }
    assert shown(made, "overrides") == {
        "single_agency_followed": (1, 50.0, 0, Z),
        "multi_agency_followed": (0, 0.0, 1, -100.0),
        "to_multi_agency": (1, 50.0, 0, Z),
        "total": (2, 100.0, 1, 100.0),
    }
    assert shown(made, "time_to_decision") == {
        "days_3_5": (0, 0.0, 0, 0, 1, -100.0),
        "days_21": (1, 50.0, 0, 1, 0, Z),
        "not_recorded": (1, 50.0, 1, 0, 0, Z),
        "total": (2, 100.0, 1, 1, 1, 100.0),
    }
    assert made.table("time_to_decision").rows[-1].cells == (34.0, Z, Z, 34.0, 3.0, Z)
    assert shown(made, "actions") == {
        "agreed": (2, 0, Z),
        "done": (1, 0, Z),
        "open": (1, Z, Z),
        "overdue": (1, Z, Z),
    }
    assert shown(made, "remedies") == {
        "mediation": (1, 0, 1, 0, 0, 0, 0, Z),
        "civil_injunction": (0, 1, 0, 1, 0, 1, 0, Z),
        "caution": (0, 1, 0, 0, 0, 0, 0, Z),
        "total": (1, 2, 1, 1, 0, 1, 0, Z),
    }
    kept = ("very_satisfied", "neither", "said", "not_said", "all", "satisfied", "percent")
    satisfied = (1, 0, 1, 0, 1, 1, 100.0)
    assert shown(made, "satisfaction", *kept) == {
        **dict.fromkeys(("ease_of_contact", "actions_taken", "whole_experience"), satisfied),
        "treatment": (0, 0, 0, 1, 1, 0, Z),
        "follow_up": (0, 1, 1, 0, 1, 0, 0.0),
        "asked": (Z, Z, Z, Z, 2, Z, Z),
    }


def _assert_conferences(made: Report) -> None:
    assert {row.key: row.cells[0] for row in made.table("conferences").rows} == {
        "held": 2,
        "finalised": 2,
        "panel": 0,
        "called_off": 1,
        "hearings": 3,
        "cases": 2,
        "average": 1.5,
    }
    assert shown(made, "attendance") == {
        "HOU": (2, 2, 0, 0, 0, 0, 100.0),
        "MON": (1, 0, 0, 0, 0, 1, 0.0),
        "HAR": (1, 0, 0, 1, 0, 0, 0.0),
        "total": (4, 2, 0, 1, 0, 1, 50.0),
    }
    assert shown(made, "referrals") == {
        "agency_HOU": (2, 1, 0, 0, 1, 1, 100.0, 0, Z),
        "agency_HAR": (1, 0, 0, 0, 1, 0, Z, 0, Z),
        "total": (3, 1, 0, 0, 2, 1, 100.0, 0, Z),
    }


def _assert_agencies(made: Report) -> None:
    assert shown(made, "agencies") == {
        "HOU": (1, 25.0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        "HAR": (0, 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        "HCU": (3, 75.0, 3, 2, 2, 1, 2, 1, 0, 1, 3, 0),
    }
    assert shown(made, "subjects_age_sex") == {"age_18_24": (0, 1, 0, 1), "total": (0, 1, 0, 1)}
    assert shown(made, "subjects_ethnicity") == {"white_british": (1, 100.0, 0, Z), "total": (1, Z, 0, Z)}
    assert shown(made, "data_quality", "of", "known", "missing", "percent", "before") == {
        "strands": (4, 4, 0, 100.0, 100.0),
        "incident_type": (4, 0, 4, 0.0, 0.0),
        "area": (4, 1, 3, 25.0, 0.0),
        "premises": (4, 0, 4, 0.0, 0.0),
        "hour": (4, 3, 1, 75.0, 100.0),
        "reported_by": (4, 4, 0, 100.0, 100.0),
        "consent": (4, 1, 3, 25.0, 0.0),
        "outcome": (4, 2, 2, 50.0, 50.0),
        "perceived_religion": (3, 1, 2, 33.3, Z),
        "pack_given": (4, 1, 3, 25.0, 0.0),
        "victims": (4, 1, 3, 25.0, 0.0),
        "offence": (3, 2, 1, 66.7, 100.0),
        "victim_age": (2, 1, 1, 50.0, Z),
        "victim_sex": (2, 1, 1, 50.0, Z),
        "victim_ethnicity": (2, 1, 1, 50.0, Z),
    }

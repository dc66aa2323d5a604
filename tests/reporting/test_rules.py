"""Every check of a report, alone."""

from datetime import date, timedelta

from partners.roles import Role
from reporting import rules
from reporting.models import ReportRun, RunState
from reporting.periods import parse_period
from reporting.registry import REPORTS
from tests.refusing import actor, refusal

QUARTERLY = next(spec for spec in REPORTS.values() if spec.covers_quarters)
QUARTER, YEAR = parse_period("2026-Q1", year_starts=4), parse_period("2026", year_starts=4)
LATER = QUARTER.last + timedelta(days=1)
NOT_YOURS = "Only a partnership manager can have reports made."
ERIN = actor(Role.MANAGER)


def test_a_manager_reads_reports() -> None:
    assert refusal(rules.check_may_read, ERIN) == ""
    assert refusal(rules.check_may_read, actor()) == "Your role does not include reports."


def test_a_manager_has_a_finished_period_reported() -> None:
    ask = rules.check_may_request
    assert refusal(ask, ERIN, QUARTERLY, QUARTER, today=LATER) == ""
    assert refusal(ask, actor(), QUARTERLY, QUARTER, today=LATER) == NOT_YOURS
    assert refusal(ask, ERIN, QUARTERLY, YEAR, today=YEAR.last + timedelta(days=1)).endswith("such as 2026-Q2.")
    unfinished = f"“{QUARTER.label}” has not finished. Ask for it from 1 July 2026."
    for day in (QUARTER.first, QUARTER.last):
        assert refusal(ask, ERIN, QUARTERLY, QUARTER, today=day) == unfinished
        assert not rules.is_finished(QUARTER, today=day)
    early = f"“{QUARTER.label}” has not begun. There are no figures of it yet."
    assert refusal(ask, ERIN, QUARTERLY, QUARTER, today=date(2026, 3, 31)) == early
    assert refusal(rules.check_has_begun, QUARTER, today=QUARTER.first) == ""
    assert rules.is_finished(QUARTER, today=LATER)


def test_a_manager_has_a_further_version_made_once_the_latest_is_ready() -> None:
    again = rules.check_may_make_again
    for state in RunState:
        said = "" if state is RunState.STORED else "Version 2 of this report is not ready yet."
        assert refusal(again, ERIN, QUARTERLY, ReportRun(state=state, version=2)) == said
    assert refusal(again, actor(), QUARTERLY, ReportRun(state=RunState.STORED)) == NOT_YOURS

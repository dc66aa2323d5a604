"""The schedule: the last finished quarter's report comes by itself, once, however often beat runs."""

from datetime import UTC, date, datetime

from django.db import connection, transaction

from hatecrime.celery import app
from partners.models import Notice
from partners.scope import acting, scope
from reporting import tasks
from reporting.actions.production import produce
from reporting.actions.reminding import remind
from reporting.actions.requests import request
from reporting.actions.schedule import request_due
from reporting.due import due_on
from reporting.models import ReportRun
from reporting.periods import parse_period, quarter_of
from reporting.registry import REPORTS
from tests.personas import World
from tests.reporting.conftest import Queue

TODAY = date(2024, 11, 21)


def runs(world: World) -> set[tuple[str, str, str, bool]]:
    """Every report of both partnerships: whose, which, of which period, and whether the schedule asked."""
    found = set()
    for partnership in (world.partnership, world.other_partnership):
        with transaction.atomic(), scope(partnership_id=partnership.pk):
            found |= {(partnership.code, run.report, run.period, run.is_scheduled) for run in ReportRun.objects.all()}
    return found


def test_every_partnership_gets_the_last_finished_quarter_of_its_own_year(kept_world: World, queue: Queue) -> None:
    kept_world.other_partnership.reporting_year_starts = 9
    kept_world.other_partnership.save()
    for partnership in (kept_world.partnership, kept_world.other_partnership):
        assert len(request_due(partnership=partnership, today=TODAY)) == 1
        assert request_due(partnership=partnership, today=TODAY) == []
    assert runs(kept_world) == {("ASH", "quarterly", "2024-Q2", True), ("NOR", "quarterly", "2023-Q4", True)}
    assert [name for name, _ in queue.messages()] == ["reporting.tasks.run_report"] * 2


def test_what_somebody_asked_for_is_not_asked_for_again(kept_world: World, queue: Queue) -> None:
    with transaction.atomic(), scope(partnership_id=kept_world.partnership.pk):
        request(actor=kept_world.erin, spec=REPORTS["quarterly"], period=parse_period("2024-Q2", year_starts=4))
    assert request_due(partnership=kept_world.partnership, today=TODAY) == []
    assert runs(kept_world) == {("ASH", "quarterly", "2024-Q2", False)}


def test_the_managers_are_told_of_a_scheduled_report(kept_world: World, queue: Queue) -> None:
    (run,) = request_due(partnership=kept_world.partnership, today=TODAY)
    assert produce(run.pk, run.partnership_id)
    with transaction.atomic(), scope(user_id=kept_world.erin.person):
        assert list(Notice.objects.values_list("user_id", "kind")) == [(kept_world.erin.person, "report_stored")]


def test_the_tasks_of_the_timetable_exist_and_may_run_twice(kept_world: World, queue: Queue) -> None:
    wanted = {str(entry["task"]) for entry in app.conf.beat_schedule.values()}
    assert {"reporting.tasks.produce_due_reports", "reporting.tasks.resume_forgotten_reports"} <= wanted
    tasks.produce_due_reports()
    tasks.produce_due_reports()
    made = runs(kept_world)
    assert {(code, report, scheduled) for code, report, _, scheduled in made} == {
        ("ASH", "quarterly", True),
        ("NOR", "quarterly", True),
    }
    assert len(made) == 2
    for name, arguments in queue.messages():
        assert name == "reporting.tasks.run_report"
        tasks.run_report(*arguments)
        tasks.run_report(*arguments)
    for partnership in (kept_world.partnership, kept_world.other_partnership):
        with transaction.atomic(), scope(partnership_id=partnership.pk):
            assert list(ReportRun.objects.values_list("state", "attempt")) == [("stored", 1)]


def test_the_sweeper_tells_a_worker_of_a_lost_message(kept_world: World, queue: Queue) -> None:
    (run,) = request_due(partnership=kept_world.partnership, today=TODAY)
    queue.messages()
    tasks.resume_forgotten_reports()
    assert queue.messages() == []
    with transaction.atomic(), scope(partnership_id=kept_world.partnership.pk):
        ReportRun.objects.update(requested_at="2024-11-20T12:00:00Z")
    tasks.resume_forgotten_reports()
    assert queue.messages() == [("reporting.tasks.run_report", [str(run.pk), str(run.partnership_id)])]


def test_the_report_is_made_on_the_first_working_day_after_its_quarter(kept_world: World, queue: Queue) -> None:
    """1 January is a bank holiday, 1 April may be in Easter, and 2 January is a holiday in Scotland alone."""
    days = {
        (2021, 4, 1): date(2021, 7, 1),
        (2021, 4, 4): date(2022, 4, 1),
        (2021, 4, 3): date(2022, 1, 4),
        (2022, 4, 3): date(2023, 1, 3),
        (2017, 4, 4): date(2018, 4, 3),
        (2023, 4, 4): date(2024, 4, 2),
        (2025, 4, 3): date(2026, 1, 2),
        (2026, 4, 2): date(2026, 10, 1),
        (2026, 4, 3): date(2027, 1, 4),
    }
    found = {
        (year, starts, number): due_on(quarter_of(year, number, year_starts=starts), nation="england")
        for year, starts, number in days
    }
    assert found == days
    assert due_on(quarter_of(2025, 3, year_starts=4), nation="scotland") == date(2026, 1, 5)
    partnership = kept_world.partnership
    before = request_due(partnership=partnership, today=date(2023, 1, 2))
    (due,) = request_due(partnership=partnership, today=date(2023, 1, 3))
    assert ([run.period for run in before], due.period) == ([], "2022-Q3")
    assert len(request_due(partnership=partnership, today=date(2023, 4, 30))) == 1


def test_managers_are_reminded_once_of_a_report_that_waits_to_be_released(kept_world: World, queue: Queue) -> None:
    """The five working days from Thursday 21 November 2024 end on the 28th."""
    partnership = kept_world.partnership
    (run,) = request_due(partnership=partnership, today=TODAY)
    ready = datetime(2024, 11, 21, 0, 15, tzinfo=UTC)
    with transaction.atomic(), scope(partnership_id=partnership.pk):
        ReportRun.objects.filter(pk=run.pk).update(state="stored", content={}, stored_at=ready)
    assert remind(partnership=partnership, now=datetime(2024, 11, 28, 23, 0, tzinfo=UTC)) == []
    assert remind(partnership=kept_world.other_partnership, now=datetime(2024, 11, 29, 9, 0, tzinfo=UTC)) == []
    assert remind(partnership=partnership, now=datetime(2024, 11, 29, 9, 0, tzinfo=UTC)) == [run.pk]
    assert remind(partnership=partnership, now=datetime(2024, 12, 20, 9, 0, tzinfo=UTC)) == []
    with transaction.atomic(), scope(user_id=kept_world.erin.person):
        told = ("report_waits", "quarterly 2024-Q2", f"/reports/{run.pk}/")
        assert list(Notice.objects.values_list("kind", "subject", "path")) == [told]
    with transaction.atomic(), acting(kept_world.erin), connection.cursor() as cursor:
        cursor.execute("SELECT run_id FROM app.claim_report_reminders(now())")
        assert cursor.fetchall() == []

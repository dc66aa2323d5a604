"""Asking for reports and making them: once, whatever the queue does, and never changed afterwards."""

import json
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.roles import Role
from partners.scope import acting
from reporting.actions import leases, production
from reporting.actions.claims import FAILED
from reporting.actions.documents import add_file
from reporting.actions.leases import ATTEMPTS
from reporting.actions.production import produce
from reporting.actions.requests import request, request_again
from reporting.models import ReportRun
from reporting.periods import Period, parse_period, quarter_containing
from reporting.registry import TABLES
from reporting.render.json import report_from_json
from reporting.shown import what_changed, what_is_done
from tests.personas import World
from tests.reporting import records
from tests.reporting.conftest import Queue
from tests.reporting.runs import QUARTERLY, SPRING, asked, changed, events, files, seen


def stored(world: World, queue: Queue, period: Period = SPRING) -> ReportRun:
    run = asked(world, period)
    assert produce(run.pk, run.partnership_id)
    return seen(world, run.pk)


def test_asking_writes_the_row_first_and_then_tells_the_queue(kept_world: World, queue: Queue) -> None:
    run = asked(kept_world)
    assert (run.state, run.version, run.period, run.steps) == ("requested", 1, "2024-Q1", len(TABLES) + 5)
    assert (run.period_from, run.period_to) == (date(2024, 4, 1), date(2024, 6, 30))
    assert queue.messages() == [("reporting.tasks.run_report", [str(run.pk), str(kept_world.partnership.pk)])]
    assert events(kept_world, "report.request") == [("report.request", "quarterly 2024-Q1")]


def test_asking_twice_gives_the_same_report(kept_world: World, queue: Queue) -> None:
    first = stored(kept_world, queue)
    queue.messages()
    assert asked(kept_world).pk == first.pk
    assert queue.messages() == []
    with transaction.atomic(), acting(kept_world.erin):
        assert ReportRun.objects.count() == 1


def test_a_report_that_was_rolled_back_is_not_hinted_at(kept_world: World, queue: Queue) -> None:
    with transaction.atomic(), acting(kept_world.erin):
        request(actor=kept_world.erin, spec=QUARTERLY, period=SPRING)
        transaction.set_rollback(True)
    assert queue.messages() == []


@pytest.mark.usefixtures("with_pdf")
def test_a_worker_makes_stores_and_tells(kept_world: World, queue: Queue) -> None:
    records.incident(kept_world.alice, date(2024, 5, 4))
    run = stored(kept_world, queue)
    assert (run.state, run.step, run.attempt, run.leased_until) == ("stored", run.steps, 1, None)
    found = files(kept_world, run.pk)
    assert set(found) == {"json", "pdf", "ods", "csv"}
    assert bytes(found["pdf"].content).startswith(b"%PDF-")
    assert run.content_sha256 == found["json"].sha256
    assert json.loads(bytes(found["json"].content)) == run.content
    report = report_from_json(json.dumps(run.content))
    assert [table.id for table in report.tables] == [spec.id for spec in TABLES]
    assert report.table("headline").cell("recorded", "period") == 1
    assert events(kept_world, "report.store") == [("report.store", "quarterly 2024-Q1")]
    with transaction.atomic(), acting(kept_world.erin):
        assert list(Notice.objects.values_list("kind", "subject", "path")) == [
            ("report_stored", "quarterly 2024-Q1", f"/reports/{run.pk}/")
        ]


def test_progress_can_be_seen_while_it_is_made(
    kept_world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another connection sees every step: here the stats one would not do, so each committed row is noted."""
    run = asked(kept_world)
    steps: list[tuple[int, str]] = []
    renew = leases.Claim.renew

    def noting(claim: leases.Claim, **values: object) -> None:
        renew(claim, **values)
        assert not connection.in_atomic_block
        now = seen(kept_world, claim.key)
        steps.append((now.step, what_is_done(now)))

    monkeypatch.setattr(leases.Claim, "renew", noting)
    produce(run.pk, run.partnership_id)
    assert [number for number, _ in steps] == list(range(1, len(TABLES) + 4))
    assert (steps[1][1], steps[-4][1]) == (
        "Counted: Strands",
        "All tables are counted, the documents are being written",
    )
    assert [words for _, words in steps[-3:]] == [
        "Written: spreadsheet (ODS)",
        "Written: CSV files (ZIP)",
        "Written: JSON",
    ]


def test_a_message_that_comes_again_changes_nothing(kept_world: World, queue: Queue) -> None:
    run = stored(kept_world, queue)
    before = {name: file.sha256 for name, file in files(kept_world, run.pk).items()}
    assert not produce(run.pk, run.partnership_id)
    assert {name: file.sha256 for name, file in files(kept_world, run.pk).items()} == before
    assert not produce(uuid4(), run.partnership_id)


def test_a_stored_report_cannot_be_changed_in_the_database(kept_world: World, queue: Queue) -> None:
    run = stored(kept_world, queue)
    assert changed(kept_world, run.pk, content={}, state="requested") == 0
    assert seen(kept_world, run.pk).content == run.content


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the figures fail, as when the database is away; call it to mend them."""

    def fail(*_: object, **__: object) -> None:
        raise IntegrityError("The database is away.")

    monkeypatch.setattr(production, "make_report", fail)
    return monkeypatch.undo


def test_after_three_attempts_it_is_given_up_with_a_sentence(
    kept_world: World, queue: Queue, broken: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    run = asked(kept_world)
    for attempt in range(1, ATTEMPTS + 1):
        assert seen(kept_world, run.pk).state == "requested"
        assert not produce(run.pk, run.partnership_id)
        assert seen(kept_world, run.pk).attempt == attempt
    assert (seen(kept_world, run.pk).state, seen(kept_world, run.pk).failure) == ("failed", FAILED)
    assert len(caplog.records) == ATTEMPTS
    assert not produce(run.pk, run.partnership_id)
    assert [verb for verb, _ in events(kept_world, "report.attempt")] == ["report.attempt"] * ATTEMPTS
    with transaction.atomic(), acting(kept_world.erin):
        told = ("report_failed", "quarterly 2024-Q1", f"/reports/{run.pk}/progress/")
        assert list(Notice.objects.values_list("kind", "subject", "path")) == [told]


def test_a_failed_report_can_be_asked_for_again(
    kept_world: World, queue: Queue, broken: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    run = asked(kept_world)
    changed(kept_world, run.pk, state="failed", failure=FAILED, attempt=3)
    again = asked(kept_world)
    assert (again.pk, again.state, again.attempt, again.failure) == (run.pk, "requested", 0, "")


def test_making_it_again_is_a_new_version_that_says_what_changed(kept_world: World, queue: Queue) -> None:
    first = stored(kept_world, queue)
    records.incident(kept_world.alice, date(2024, 5, 4), kind="incident", area="dock")
    with transaction.atomic(), acting(kept_world.erin):
        second = request_again(actor=kept_world.erin, spec=QUARTERLY, period=SPRING)
    assert (second.version, second.state) == (2, "requested")
    with (
        transaction.atomic(),
        acting(kept_world.erin),
        pytest.raises(NotPossible, match="Version 2 of this report is not ready yet"),
    ):
        request_again(actor=kept_world.erin, spec=QUARTERLY, period=SPRING)
    produce(second.pk, second.partnership_id)
    assert seen(kept_world, first.pk).content == first.content
    with transaction.atomic(), acting(kept_world.erin):
        assert what_changed(ReportRun.objects.get(pk=second.pk)) == [
            "Key figures",
            "Strands",
            "Strands alone and together",
            "Month by month",
            "The run of two years",
            "Areas",
            "Rates by area",
            "Premises",
            "Day of the week and hour",
            "Who reported",
            "Targeted again",
            "Levels of risk",
            "Decisions on a multi-agency approach",
            "Outcomes",
            "The agencies side by side",
            "How complete the records are",
        ]
        assert what_changed(ReportRun.objects.get(pk=first.pk)) is None


def test_a_period_of_the_same_name_after_the_year_was_moved_is_another(kept_world: World, queue: Queue) -> None:
    first = stored(kept_world, queue)
    kept_world.partnership.reporting_year_starts = 1
    kept_world.partnership.save()
    moved = asked(kept_world, parse_period("2024-Q1", year_starts=1))
    assert (moved.pk == first.pk, moved.version, moved.period_from) == (False, 2, date(2024, 1, 1))


def test_only_the_manager_can_ask(world: World) -> None:
    for actor in world.people().values():
        if Role.MANAGER in actor.roles:
            continue
        with acting(actor), pytest.raises(NotPermitted, match="Only a partnership manager can have reports made"):
            request(actor=actor, spec=QUARTERLY, period=SPRING)


def test_only_a_fitting_period_that_has_finished_can_be_asked_for(world: World) -> None:
    running = quarter_containing(timezone.localdate(), year_starts=4)
    refusals = {
        parse_period("2023", year_starts=4): "covers a quarter, such as 2026-Q2",
        running: "has not finished. Ask for it from",
        parse_period("2190-Q1", year_starts=4): "has not begun",
    }
    with acting(world.erin):
        for period, sentence in refusals.items():
            with pytest.raises(NotPossible, match=sentence):
                request(actor=world.erin, spec=QUARTERLY, period=period)
        assert ReportRun.objects.count() == 0


def test_a_report_stored_without_its_pdf_gets_it_from_its_tables(kept_world: World, queue: Queue) -> None:
    run = asked(kept_world)
    with transaction.atomic(), acting(kept_world.erin), pytest.raises(NotPossible, match="not ready yet"):
        add_file(actor=kept_world.erin, run=run, format_="pdf")
    assert produce(run.pk, run.partnership_id)
    assert set(files(kept_world, run.pk)) == {"json", "ods", "csv"}
    with transaction.atomic(), acting(kept_world.erin):
        made = add_file(actor=kept_world.erin, run=ReportRun.objects.get(pk=run.pk), format_="pdf")
        again = add_file(actor=kept_world.erin, run=ReportRun.objects.get(pk=run.pk), format_="pdf")
    assert (made.pk, bytes(made.content)[:5]) == (again.pk, b"%PDF-")

"""Who works on a report: one worker at a time, another when it falls silent, and nobody once it is cancelled."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from reporting.actions import leases
from reporting.actions.claims import forgotten, take
from reporting.actions.leases import ATTEMPTS, LEASE, ClaimLost, renewed
from reporting.actions.production import produce
from reporting.actions.requests import cancel
from reporting.models import ReportRun, RunState
from tests.personas import World
from tests.reporting.conftest import Queue
from tests.reporting.runs import QUARTERLY, asked, changed, events, seen


def test_two_workers_do_not_make_the_same_report(kept_world: World, queue: Queue) -> None:
    run = asked(kept_world)
    assert take(run.pk, run.partnership_id) is not None
    assert take(run.pk, run.partnership_id) is None


def test_a_silent_worker_is_replaced_and_can_write_nothing_any_more(kept_world: World, queue: Queue) -> None:
    run = asked(kept_world)
    silent = take(run.pk, run.partnership_id)
    assert silent
    changed(kept_world, run.pk, leased_until=timezone.now() - timedelta(seconds=1))
    assert produce(run.pk, run.partnership_id)
    with pytest.raises(ClaimLost):
        silent.renew(step=3)
    with pytest.raises(ClaimLost), transaction.atomic(), acting(silent.actor):
        silent.change(state=RunState.FAILED)
    assert (seen(kept_world, run.pk).state, seen(kept_world, run.pk).attempt) == ("stored", 2)


def test_a_worker_that_lives_keeps_its_lease_and_learns_when_it_is_lost(
    kept_world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY", 0.05)
    run = asked(kept_world)
    claim = take(run.pk, run.partnership_id)
    assert claim
    changed(kept_world, run.pk, leased_until=timezone.now())
    with renewed(claim):
        wait_until(lambda: (seen(kept_world, run.pk).leased_until or timezone.now()) > timezone.now() + LEASE / 2)
        assert take(run.pk, run.partnership_id) is None
        changed(kept_world, run.pk, state="cancelled", leased_until=None)
    with pytest.raises(ClaimLost):
        claim.renew(step=1)
    assert seen(kept_world, run.pk).leased_until is None


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a thread, five seconds at most."""
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_report_that_is_being_made_can_be_cancelled_and_asked_for_again(kept_world: World, queue: Queue) -> None:
    run = asked(kept_world)
    claim = take(run.pk, run.partnership_id)
    assert claim
    with transaction.atomic(), acting(kept_world.dana), pytest.raises(NotPermitted, match="Only a partnership manager"):
        cancel(actor=kept_world.dana, spec=QUARTERLY, run=run)
    stop(kept_world, run)
    with pytest.raises(ClaimLost):
        claim.renew(step=2)
    assert not produce(run.pk, run.partnership_id)
    assert forgotten(kept_world.partnership) == []
    with pytest.raises(NotPossible, match="not being made"):
        stop(kept_world, run)
    again = asked(kept_world)
    assert (again.pk, again.state, again.attempt) == (run.pk, "requested", 0)
    newer = take(run.pk, run.partnership_id)
    assert newer
    assert (newer.attempt, newer.number) == (1, 2)
    with pytest.raises(ClaimLost):
        claim.renew(step=2)
    changed(kept_world, run.pk, leased_until=None)
    assert produce(run.pk, run.partnership_id)
    with pytest.raises(NotPossible, match="never taken back"):
        stop(kept_world, run)
    assert events(kept_world, "report.cancel", "report.store") == [
        ("report.cancel", "quarterly 2024-Q1"),
        ("report.store", "quarterly 2024-Q1"),
    ]


def stop(world: World, run: ReportRun) -> None:
    with transaction.atomic(), acting(world.erin):
        cancel(actor=world.erin, spec=QUARTERLY, run=ReportRun.objects.get(pk=run.pk))


def test_the_sweeper_finds_what_was_forgotten_and_gives_up_what_fell_silent_three_times(
    kept_world: World, queue: Queue
) -> None:
    partnership = kept_world.partnership
    run = asked(kept_world)
    assert forgotten(partnership) == []
    changed(kept_world, run.pk, requested_at=timezone.now() - timedelta(minutes=1))
    assert forgotten(partnership) == [run.pk]
    take(run.pk, partnership.pk)
    assert forgotten(partnership) == []
    changed(kept_world, run.pk, leased_until=timezone.now() - timedelta(seconds=1))
    assert forgotten(partnership) == [run.pk]
    changed(kept_world, run.pk, attempt=ATTEMPTS)
    assert forgotten(partnership) == []
    assert seen(kept_world, run.pk).state == "failed"
    assert forgotten(kept_world.other_partnership) == []

"""The quarterly report of the last finished quarter, with what it is read against, and what lay members got of it."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from hatecrime.demo.clock import showing
from hatecrime.demo.days import moment
from hatecrime.demo.loaded_figures import load_figures
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import words
from partners.actor import Actor
from partners.roles import Role
from partners.scope import acting
from reporting.actions.narrative import Typed, write
from reporting.actions.production import produce
from reporting.actions.release_work import work
from reporting.actions.releasing import prepare, sign
from reporting.actions.requests import request
from reporting.models import Audience, Release, ReleaseState, ReportRun
from reporting.periods import Period, last_finished_quarter
from reporting.registry import LAY_TABLES, report_spec
from reporting.releases.findings import proposed_findings
from reporting.releases.reading import figures_of
from reporting.releases.slots import FOREWORD, KEY_FINDINGS, NEXT_STEPS

_WORDS: Final = {FOREWORD: "foreword", NEXT_STEPS: "next_steps"}


def produce_last_quarter(cast: Cast) -> ReportRun:
    """Have the report made as a worker makes it: a few days after the quarter, or now if it ended only yesterday.

    The figures that it is read against are loaded before, and lay members get their pack of it a day later.
    """
    now, starts = timezone.now(), cast.partnership.reporting_year_starts
    manager = cast.of_role(Role.MANAGER)
    period = last_finished_quarter(timezone.localdate(now), year_starts=starts)
    with _on(period, 4, now), transaction.atomic(), acting(manager):
        load_figures(manager=manager, areas=cast.plan.areas, period=period)
    with _on(period, 5, now):
        run = _asked(manager, period)
        produce(run.pk, run.partnership_id)
    with _on(period, 6, now):
        _release_for_lay_members(manager, run)
    return run


def _on(period: Period, days: int, now: datetime) -> AbstractContextManager[None]:
    """Show the clock of so many days after the quarter, or of now, if that is earlier."""
    return showing(min(now, moment(period.day_after + timedelta(days=days), 9, 40)))


def _asked(manager: Actor, period: Period) -> ReportRun:
    with transaction.atomic(), acting(manager):
        return request(actor=manager, spec=report_spec("quarterly"), period=period)


def _release_for_lay_members(manager: Actor, run: ReportRun) -> None:
    """Prepare the pack, write its texts, sign and publish it: the worker's two visits and the manager's."""
    with transaction.atomic(), acting(manager):
        run.refresh_from_db()
        release = prepare(actor=manager, run=run, audience=Audience.LAY, tables=LAY_TABLES)
    work(release.pk, release.partnership_id)
    with transaction.atomic(), acting(manager):
        release = Release.objects.select_related("run").get(pk=release.pk)
        if release.state != ReleaseState.DRAFT:  # What cannot be protected on some day is not published then.
            return
        write(actor=manager, release=release, typed=_texts(release))
        sign(actor=manager, release=release)
    work(release.pk, release.partnership_id)


def _texts(release: Release) -> dict[str, Typed]:
    told = {slot.key: Typed(words()["release"][key], 0) for slot, key in _WORDS.items()}
    return told | {KEY_FINDINGS.key: Typed("\n".join(proposed_findings(figures_of(release))), 0)}

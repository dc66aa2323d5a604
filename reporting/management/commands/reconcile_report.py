"""Count stored reports a second time, by another way, and print every figure that is not the same."""

import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from partners.commands import plain_refusals
from partners.errors import NotPossible
from partners.models import Partnership
from partners.queries import system_actor
from partners.scope import acting
from reporting.models import ReportRun, RunState
from reporting.policy import subject_of
from reporting.reconcile.comparing import Reconciled, reconcile
from reporting.render.json import UnreadableReportError
from reporting.runs import year_starts_of
from reporting.shown import stored


class Command(BaseCommand):
    help = (
        "Count every table of a stored report again, row by row from the figures' views as they were when it was made,"
        " and print the differences: none. Ends with 1 when there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report", nargs="?", help="the number of a stored report, as in its address")
        parser.add_argument("--all", action="store_true", help="every stored report of every partnership")

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals():
            found = _reports(options["report"], every=options["all"])
        right = [self._is_right(partnership, run) for partnership, run in found]
        if not all(right):
            sys.exit(1)

    def _is_right(self, partnership: Partnership, run: ReportRun) -> bool:
        """Count one report again, print what came of it, and say whether nothing differs."""
        name = f"{partnership.code} {subject_of(run)} ({run.pk})"
        try:
            result = _reconciled(partnership, run)
        except UnreadableReportError as error:
            self.stdout.write(f"{name}: its stored figures were changed and cannot be read. {error}")
            return False
        self.stdout.write(f"{name}: {_summary(result)}")
        self._print(result)
        return result.is_right

    def _print(self, result: Reconciled) -> None:
        for table in result.not_counted:
            self.stdout.write(f"  {table}: nothing counts this table a second time")
        if result.differences:
            width = max(len(each.address) for each in result.differences)
            self.stdout.write(f"  {'Figure':{width}}  {'Stored':>10}  {'Counted':>10}")
            for each in result.differences:
                self.stdout.write(f"  {each.address:{width}}  {each.stored:>10}  {each.counted:>10}")
        for view, recorded, changed in result.since:
            self.stdout.write(f"  Since it was made: {view}, {recorded} recorded, {changed} changed. Not counted here.")


def _reports(typed: str | None, *, every: bool) -> list[tuple[Partnership, ReportRun]]:
    """Return the stored reports that are asked for, with the partnership of each."""
    if bool(typed) == every:
        raise NotPossible("Name one report by its number, or ask for --all.")
    found = [(partnership, run) for partnership in Partnership.objects.all() for run in _stored(partnership, typed)]
    if typed and not found:
        raise NotPossible(f"There is no stored report {typed}.")
    return found


def _stored(partnership: Partnership, typed: str | None) -> list[ReportRun]:
    with transaction.atomic(), acting(system_actor(partnership=partnership, name="reconcile_report")):
        runs = ReportRun.objects.filter(partnership=partnership, state=RunState.STORED)
        return list((runs.filter(pk=_number(typed)) if typed else runs).order_by("stored_at"))


def _number(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotPossible(f"“{typed}” is not the number of a report. It stands in the address of its page.") from error


def _reconciled(partnership: Partnership, run: ReportRun) -> Reconciled:
    made_at = run.stored_at
    if made_at is None:
        raise NotPossible(f"Report {run.pk} does not say when it was made.")
    return reconcile(
        stored(run),
        partnership_id=partnership.pk,
        year_starts=year_starts_of(run),
        made_at=made_at,
        made_on=timezone.localdate(made_at),
    )


def _summary(result: Reconciled) -> str:
    kept_back = f", {result.kept_back} kept back and not compared" if result.kept_back else ""
    differences = f"{len(result.differences)}" if result.differences else "none"
    return f"{result.compared} figures compared{kept_back}, differences: {differences}"

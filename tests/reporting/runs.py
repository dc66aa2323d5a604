"""Asking for the report of one quarter as the manager, and seeing what stands of it."""

from uuid import UUID

from django.db import transaction

from audit.models import Event
from partners.scope import acting
from reporting.actions.requests import request
from reporting.models import ReportFile, ReportRun
from reporting.periods import Period, parse_period
from reporting.registry import REPORTS
from tests.personas import World

QUARTERLY = REPORTS["quarterly"]
SPRING = parse_period("2024-Q1", year_starts=4)


def asked(world: World, period: Period = SPRING) -> ReportRun:
    with transaction.atomic(), acting(world.erin):
        return request(actor=world.erin, spec=QUARTERLY, period=period)


def seen(world: World, run_id: UUID) -> ReportRun:
    with transaction.atomic(), acting(world.erin):
        return ReportRun.objects.get(pk=run_id)


def changed(world: World, run_id: UUID, **values: object) -> int:
    with transaction.atomic(), acting(world.erin):
        return ReportRun.objects.filter(pk=run_id).update(**values)


def files(world: World, run_id: UUID) -> dict[str, ReportFile]:
    with transaction.atomic(), acting(world.erin):
        return {file.format: file for file in ReportFile.objects.filter(run_id=run_id)}


def events(world: World, *verbs: str) -> list[tuple[str, str]]:
    with transaction.atomic(), acting(world.grace):
        found = Event.objects.filter(verb__in=verbs).order_by("at")
        return [(event.verb, event.subject) for event in found]

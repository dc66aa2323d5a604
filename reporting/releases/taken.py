"""Who downloaded which report and release, from the access log, for managers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from partners.models import Agency, User


@dataclass(frozen=True, slots=True)
class Taken:
    """How often one person downloaded files of one report or release, and when the last time was."""

    person: str
    agency: str
    times: int
    last_at: datetime


def takers_of(subjects: Iterable[str]) -> dict[str, tuple[Taken, ...]]:
    """Return who downloaded what how often, by the name that events give the thing; only managers are told.

    Args:
        subjects: what events call the things, as `subject_of` returns it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, user_id, agency_id, times, last_at FROM app.report_takers(%s)", [list(subjects)]
        )
        rows = cursor.fetchall()
    people = _names(User, {row[1] for row in rows})
    agencies = _names(Agency, {row[2] for row in rows})
    found: dict[str, list[Taken]] = {}
    for subject, person, agency, times, last_at in rows:
        taken = Taken(people.get(person, "A program"), agencies.get(agency, "No agency"), times, last_at)
        found.setdefault(subject, []).append(taken)
    return {
        subject: tuple(sorted(taken, key=lambda each: (each.agency, each.person))) for subject, taken in found.items()
    }


def _names(table: type[User] | type[Agency], keys: set[UUID | None]) -> dict[UUID, str]:
    return dict(table.objects.filter(pk__in=keys - {None}).values_list("pk", "name"))

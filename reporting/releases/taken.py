"""How often what is released was downloaded, from the access log: numbers by agency, for managers."""

from dataclasses import dataclass

from django.db import connection

from partners.models import Agency


@dataclass(frozen=True, slots=True)
class Taken:
    """How often people of one agency downloaded files of one report or release."""

    agency: str
    times: int


def taken_by_agency() -> dict[str, tuple[Taken, ...]]:
    """Return who downloaded what how often, by the name that events give the thing; only managers are told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, agency_id, times FROM app.report_downloads()")
        rows = cursor.fetchall()
    names = dict(Agency.objects.filter(pk__in={key for _, key, _ in rows if key}).values_list("pk", "name"))
    found: dict[str, list[Taken]] = {}
    for subject, key, times in rows:
        found.setdefault(subject, []).append(Taken(names.get(key, "No agency"), times))
    return {subject: tuple(sorted(taken, key=lambda each: each.agency)) for subject, taken in found.items()}

"""How conferences go: who comes, what comes in time, what becomes of actions, how long a case waits. Counts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from conferences.deadlines import DAYS_BEFORE
from partners.models import Agency

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency that was asked: to how many meetings it came, and how many of its returns were in time."""

    agency: str
    asked: int
    came: int
    apologised: int
    returns_due: int
    returns_in_time: int
    returns_late: int

    @property
    def unheard(self) -> int:
        """To how many meetings nobody came, and nobody said so."""
        return self.asked - self.came - self.apologised

    @property
    def returns_missing(self) -> int:
        return self.returns_due - self.returns_in_time - self.returns_late


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the year before today, and the agencies by name.

    Attributes:
        figures: by measure, as `app.conference_figures` names them; a measure without any is 0.
        agencies: one line an agency.
        since: the first day that counts.
    """

    figures: Mapping[str, int]
    agencies: Sequence[AgencyLine]
    since: date

    @property
    def days_to_hearing(self) -> int | None:
        """The median of days from referral to hearing; none when nothing that was referred has been heard."""
        return self.figures.get("days_to_hearing")


_OF_AGENCIES = ("asked", "came", "apologised", "returns_due", "returns_in_time", "returns_late")


def overview(today: date) -> Overview:
    """Return the overview for the person acting.

    A partnership manager gets the whole partnership; everybody else the conferences that their agency chairs.

    Args:
        today: a date in Europe/London.
    """
    since = today - _LOOKS_BACK
    with connection.cursor() as cursor:
        cursor.execute("SELECT measure, agency_id, figure FROM app.conference_figures(%s, %s)", [since, DAYS_BEFORE])
        rows: list[tuple[str, UUID | None, int]] = cursor.fetchall()
    whole = {measure: figure for measure, agency_id, figure in rows if agency_id is None}
    return Overview(whole, _lines({(measure, key): figure for measure, key, figure in rows if key}), since)


def _lines(figures: Mapping[tuple[str, UUID], int]) -> list[AgencyLine]:
    agencies = Agency.objects.filter(pk__in={key for _, key in figures}).order_by("name")
    return [
        AgencyLine(agency.name, **{measure: figures.get((measure, agency.pk), 0) for measure in _OF_AGENCIES})
        for agency in agencies
    ]

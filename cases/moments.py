"""Times as people give them: on the clocks of Europe/London, which twice a year skip an hour or show one twice."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from partners.errors import NotPossible

LONDON = ZoneInfo("Europe/London")
LAST_MINUTE = time(23, 59)


def in_london(day: date, clock: time = time.min) -> datetime:
    """Return the moment at which London's clocks showed this time; of an hour that came twice, the first.

    Raises:
        NotPossible: the clocks went forward past this time.
    """
    aware = datetime.combine(day, clock, LONDON)
    if aware.astimezone(UTC).astimezone(LONDON).time() != clock:
        raise NotPossible(f"There was no {clock:%H:%M} on this night, because the clocks went forward. Check the time.")
    return aware


def not_before(moment: datetime, start: datetime) -> datetime:
    """Return the second time the clocks showed `moment`, where only that one comes after `start`."""
    second = moment.replace(fold=1)
    return second if moment.astimezone(UTC) < start.astimezone(UTC) <= second.astimezone(UTC) else moment

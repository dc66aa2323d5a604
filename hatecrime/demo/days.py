"""Days and hours at which people in the demo work."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from partners.working_days import add_working_days, is_working_day

NATION = "england"
_DAY = timedelta(days=1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of day in Europe/London."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())


def working_day(day: date) -> date:
    """Return `day`, or the next day on which people work."""
    return add_working_days(day, 0, NATION)


def working_day_before(day: date, days: int) -> date:
    """Return the working day that lies `days` working days before `day`."""
    for _ in range(days):
        day -= _DAY
        while not is_working_day(day, NATION):
            day -= _DAY
    return day


def later(rng: Random, start: datetime, least: int, most: int) -> datetime:
    """Return an hour of work, `least` to `most` working days after `start`; on the same day, a while later."""
    local = timezone.localtime(start)
    days = rng.randint(least, most)
    if days == 0 and local.hour < 15 and is_working_day(local.date(), NATION):
        return start + timedelta(minutes=rng.randint(30, 100))
    day = add_working_days(local.date(), max(days, 1), NATION)
    return moment(day, rng.randint(9, 16), rng.randrange(0, 60, 5))


def in_week(day: date, weeks: int, weekday: int) -> date:
    """Return a working day of the week that lies `weeks` weeks from that of `day`, by choice the `weekday` (0 to 6)."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    wanted = [weekday, *range(5)]
    return next(found for place in wanted if is_working_day(found := monday + timedelta(days=place), NATION))

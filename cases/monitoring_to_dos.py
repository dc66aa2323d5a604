"""What waits for the Monitoring Agency: decisions that were not taken in time."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.queries_monitoring import overdue_decisions
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield one thing to do for all decisions that are overdue, dated by the one that was missed last."""
    if not actor.may(Permission.MONITORING_READ):
        return
    number, latest = overdue_decisions(timezone.localdate())
    if latest is None:
        return
    words = "1 decision is overdue" if number == 1 else f"{number} decisions are overdue"
    missed = timezone.make_aware(datetime.combine(latest + timedelta(days=1), time.min))
    path = f"{reverse('monitoring_list')}?undecided=on"
    yield ToDo(f"Look at what is late: {words}", path, missed, f"last due {date_format(latest)}", is_overdue=True)

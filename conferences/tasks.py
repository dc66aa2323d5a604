"""What Celery calls. A task takes keys, may run any number of times, and leaves the work to an action."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from conferences.actions import digests, reminding
from partners.models import Partnership


@shared_task
def remind_of_returns() -> None:
    """Remind agencies of research returns that are due, each once."""
    for partnership in Partnership.objects.order_by("code"):
        reminding.remind(partnership)


@shared_task
def send_reminders() -> None:
    """Remind everybody of what waits for them: once a day each, from the morning on."""
    now = timezone.localtime()
    if now.hour >= digests.FIRST_HOUR:
        for user_id in digests.people():
            send_reminder.delay(str(user_id), now.date().isoformat())


@shared_task
def send_reminder(user_id: str, day: str) -> None:
    """Remind one person of what waits on a day."""
    digests.remind(user_id=UUID(user_id), day=date.fromisoformat(day))

"""What the worker does for this app."""

from uuid import UUID

from celery import shared_task

from partners.actions import heads, mail


@shared_task
def email_notice(notice_id: str, user_id: str) -> None:
    """Send the e-mail of one notice."""
    mail.send(notice_id=UUID(notice_id), user_id=UUID(user_id))


@shared_task
def send_waiting_notices() -> None:
    """Send what the queue forgot, and what could not be sent before."""
    for notice_id, user_id in mail.waiting():
        email_notice.delay(str(notice_id), str(user_id))


@shared_task
def send_heads() -> None:
    """Send the day's heads of the log outside, where nobody has done it yet today."""
    heads.send(day=heads.today())

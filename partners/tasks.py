"""What the worker does for this app."""

from uuid import UUID

from celery import shared_task

from partners.actions import heads, mail, password_links, sessions


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


@shared_task
def email_password_link(wanted_id: str) -> None:
    """Send the link of somebody who has forgotten their password."""
    password_links.send(wanted_id=UUID(wanted_id))


@shared_task
def send_waiting_password_links() -> None:
    """Send the links that the queue forgot, and those that could not be sent before."""
    for wanted_id in password_links.waiting():
        email_password_link.delay(str(wanted_id))


@shared_task
def forget_ended_sessions() -> None:
    """Remove what is left of sessions that nobody can use any more."""
    sessions.forget_ended()

"""Sending the e-mails that notices wait for: a reference and a link, nothing personal.

The row is the truth and the queue only hints. A sender claims the row before it sends, so that two senders never send
at once; one that dies, or whose mail server is away, leaves the row to be claimed again when the lease has ended.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from audit import log
from partners.models import Notice
from partners.notices import enclosure_of, sentence
from partners.queries import system_actor
from partners.scope import scope

_FIRST_LEASE = timedelta(minutes=5)
_MOST_ATTEMPTS = 8
_AT_ONCE = 200


def send(*, notice_id: UUID, user_id: UUID) -> bool:
    """Send the e-mail of one notice, unless it is sent or somebody else is sending it.

    Args:
        notice_id: the notice.
        user_id: whose it is; nobody else's scope shows it.

    Returns:
        Whether it was sent. Somebody whose account is closed gets none.

    Raises:
        OSError: the mail server cannot be reached; the notice waits for its next attempt.
    """
    notice = _claim(notice_id, user_id)
    if notice is None or not notice.user.is_active:
        return False
    _message(notice).send()
    _mark(notice)
    return True


def waiting(most: int = _AT_ONCE) -> list[tuple[UUID, UUID]]:
    """Return the notices whose e-mails wait, oldest first, each with the person whose it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, user_id FROM app.waiting_notices(%s)", [most])
        return [(notice_id, user_id) for notice_id, user_id in cursor.fetchall()]


@transaction.atomic
def _claim(notice_id: UUID, user_id: UUID) -> Notice | None:
    """Take the notice for a while, longer after each attempt that failed; the eighth ends after more than ten hours."""
    now = timezone.now()
    with scope(user_id=user_id):
        notice = Notice.objects.select_related("user", "partnership").filter(pk=notice_id).first()
        if notice is None or notice.email_attempts >= _MOST_ATTEMPTS:
            return None
        until = now + _FIRST_LEASE * 2**notice.email_attempts
        claimed = _free(notice, now).update(email_leased_until=until, email_attempts=F("email_attempts") + 1)
    notice.email_attempts += 1
    return notice if claimed == 1 else None


def _free(notice: Notice, now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(
        Q(email_leased_until__isnull=True) | Q(email_leased_until__lt=now),
        pk=notice.pk,
        emailed_at__isnull=True,
        email_attempts=notice.email_attempts,
    )


def _message(notice: Notice) -> EmailMultiAlternatives:
    words = sentence(notice).rstrip(".")
    context = {
        "sentence": words,
        "link": f"{settings.BASE_URL}{notice.path}",
        "product_name": settings.PRODUCT_NAME,
    }
    body = render_to_string("partners/notice_email.txt", context)
    message = EmailMultiAlternatives(f"{settings.PRODUCT_NAME}: {words}", body, to=[notice.user.email])
    if enclosed := enclosure_of(notice):
        message.attach_alternative(enclosed.content, enclosed.content_type)
    return message


@transaction.atomic
def _mark(notice: Notice) -> None:
    """Note that it was sent; the attempt's number keeps a sender whose lease has ended from marking for another."""
    actor = system_actor(partnership=notice.partnership, name="mail")
    with scope(user_id=notice.user_id, partnership_id=notice.partnership_id):
        Notice.objects.filter(pk=notice.pk, email_attempts=notice.email_attempts).update(emailed_at=timezone.now())
        log.record(actor, "notice.email", subject=notice.subject, facts={"to_user": str(notice.user_id)})

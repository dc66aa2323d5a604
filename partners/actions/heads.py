"""Sending the day's heads of the log outside, where nobody who can change the database reaches them."""

import os
from datetime import UTC, date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from audit import heads
from audit.heads import SentHead
from audit.verifying import NOBODYS
from partners.models import Partnership


def send(*, day: date) -> None:
    """Send the heads of all partnerships by each way that is set, once a day.

    Two who send at the same moment send once: the second waits for the first, and does it only where the first failed.

    Args:
        day: the day in UTC.
    """
    if settings.AUDIT_HEADS_FILE:
        with transaction.atomic():
            _append(settings.AUDIT_HEADS_FILE, _lines(day, "file"))
    if settings.AUDIT_HEADS_EMAIL:
        with transaction.atomic():
            _mail(day, _lines(day, "email"))


def today() -> date:
    """Return the day in UTC, by which heads are sent."""
    return datetime.now(UTC).date()


def _lines(day: date, way: str) -> str:
    claimed = heads.claim(day, way)
    codes: dict[object, str | None] = dict(Partnership.objects.values_list("pk", "code"))
    codes[NOBODYS] = None
    return "".join(SentHead(codes[chain], day.isoformat(), number, hash_).as_line() for chain, number, hash_ in claimed)


def _append(path: str, lines: str) -> None:
    """Append to the file, which only its owner may read; what was written before is never opened for change."""
    if not lines:
        return
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, lines.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _mail(day: date, lines: str) -> None:
    if lines:
        words = (
            f"{settings.PRODUCT_NAME}: the ends of the access log on {day.isoformat()}. Keep this message.\n\n{lines}"
        )
        send_mail(f"Access log, {day.isoformat()}", words, None, settings.AUDIT_HEADS_EMAIL)

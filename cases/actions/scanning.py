"""Checking documents for viruses: the work of a Celery worker. The row is the job; the queue only hints.

A worker claims a row for three minutes and judges it only while it holds the claim. When the scanner is away the row
goes on waiting, for as long as it takes: nobody can have the document meanwhile.
"""

from datetime import timedelta
from logging import getLogger
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from audit import log
from cases.documents.clamd import ScannerAway, finds_virus
from cases.models.document import Scan
from cases.sections import Section
from partners import notices
from partners.actor import Actor
from partners.models import Partnership, User
from partners.queries import system_actor
from partners.scope import acting

logger = getLogger("hatecrime.cases")
NOTICE = "document_infected"
LEASE = timedelta(minutes=3)
_AT_ONCE = 50


def scan(document_id: UUID, partnership_id: UUID) -> bool:
    """Have one document checked, if it still waits to be, and say whether it was judged here.

    It may be called any number of times, by any number of workers at once, outside a transaction.

    Args:
        document_id: the row that is the job.
        partnership_id: whose it is.
    """
    actor = _worker(Partnership.objects.get(pk=partnership_id))
    taken = _take(actor, document_id) if settings.CLAMD_URL else None
    if taken is None:
        return False
    attempt, content = taken
    try:
        verdict = Scan.INFECTED if finds_virus(content, address=settings.CLAMD_URL) else Scan.CLEAN
    except ScannerAway as problem:
        logger.warning("Document %s waits to be checked: %s", document_id, problem)
        return False
    return _judge(actor, document_id, attempt, verdict)


def waiting(partnership: Partnership) -> list[UUID]:
    """Return the documents that a worker should look at: the message was lost, the worker was, or the scanner away."""
    with transaction.atomic(), acting(_worker(partnership)), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app.waiting_documents(%s)", [_AT_ONCE])
        return [key for (key,) in cursor.fetchall()]


def _worker(partnership: Partnership) -> Actor:
    return system_actor(partnership=partnership, name="Virus check")


def _take(actor: Actor, document_id: UUID, lease: timedelta = LEASE) -> tuple[int, bytes] | None:
    with transaction.atomic(), acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT attempt, content FROM app.take_document(%s, make_interval(secs => %s))",
            [document_id, lease.total_seconds()],
        )
        row = cursor.fetchone()
        return (row[0], bytes(row[1])) if row else None


def _judge(actor: Actor, document_id: UUID, attempt: int, verdict: Scan) -> bool:
    """Write the verdict with its event; whoever added an infected document is told."""
    with transaction.atomic(), acting(actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM app.judge_document(%s, %s, %s)", [document_id, attempt, verdict])
            row = cursor.fetchone()
        if row is None:
            return False
        reference, lead_agency_id, added_by = row
        log.record(
            actor,
            "document.scan",
            subject=reference,
            owner_agency_id=lead_agency_id,
            sections=[Section.DOCUMENTS],
            facts={"document": str(document_id), "verdict": verdict},
        )
        if verdict == Scan.INFECTED:
            path = reverse("case_page", args=[reference])
            notices.tell(actor, User.objects.filter(pk=added_by), kind=NOTICE, subject=reference, path=path)
    return True

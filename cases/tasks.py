"""What the worker does for this app."""

from uuid import UUID

from celery import shared_task

from cases.actions import scanning
from partners.models import Partnership


@shared_task
def scan_document(document_id: str, partnership_id: str) -> None:
    """Check one document for viruses."""
    scanning.scan(UUID(document_id), UUID(partnership_id))


@shared_task
def scan_waiting_documents() -> None:
    """Check what the queue forgot, and what could not be checked before."""
    for partnership in Partnership.objects.order_by("code"):
        for document_id in scanning.waiting(partnership):
            scan_document.delay(str(document_id), str(partnership.pk))

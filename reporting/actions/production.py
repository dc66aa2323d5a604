"""Making a report that was asked for, and keeping it: the work of a Celery worker or of the command."""

import json
import logging
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.models import Partnership
from partners.scope import acting
from reporting.actions.claims import interested, let_go, take
from reporting.actions.leases import Claim, ClaimLost, renewed
from reporting.making import CONTENT_TYPES, Document, documents, make_report
from reporting.models import ReportFile, ReportRun, RunState
from reporting.policy import subject_of
from reporting.registry import report_spec
from reporting.runs import period_of

logger = logging.getLogger("hatecrime.reporting")

NOTICE = "report_stored"


def produce(run_id: UUID, partnership_id: UUID) -> bool:
    """Make the report if it still waits to be made, and say whether it was made here.

    It may be called any number of times, by any number of workers at once, outside a transaction: the report is made
    and stored once. After an error it waits for the next attempt; after the third one it is given up.

    Args:
        run_id: the row that is the job.
        partnership_id: whose report it is.
    """
    claim = take(run_id, partnership_id)
    if claim is None:
        return False
    try:
        with renewed(claim):
            _make(claim)
    except ClaimLost:
        logger.info("Report %s was cancelled, or taken over by another worker.", run_id)
        return False
    except Exception:
        logger.exception("Attempt %s to make report %s failed.", claim.attempt, run_id)
        let_go(claim)
        return False
    return True


def _make(claim: Claim) -> None:
    as_of = timezone.now()
    with transaction.atomic(), acting(claim.actor):
        run = ReportRun.objects.get(pk=claim.key)
    partnership = Partnership.objects.get(pk=run.partnership_id)
    spec = report_spec(run.report)
    today = timezone.localdate(as_of)
    tell = partial(_tell, claim)
    report = make_report(partnership=partnership, spec=spec, period=period_of(run), today=today, tell=tell)
    made = documents(report, spec=spec, partnership=partnership, as_of=as_of, version=run.version, tell=tell)
    with transaction.atomic(), acting(claim.actor):
        _keep(claim, run, made, as_of=as_of)


def _tell(claim: Claim, step: int, name: str) -> None:
    """Write at once how far the report has come; a report that was cancelled meanwhile goes no further."""
    claim.renew(step=step, step_name=name[:80])


def _keep(claim: Claim, run: ReportRun, made: list[Document], *, as_of: datetime) -> None:
    """Write the tables, the files, the state and the event, all or nothing."""
    tables = next(document for document in made if document.format == "json")
    claim.change(
        state=RunState.STORED,
        content=json.loads(tables.content),
        content_sha256=tables.sha256,
        stored_at=as_of,
        step=run.steps,
        step_name="",
        leased_until=None,
    )
    for document in made:
        file_of(run, document).save(force_insert=True)
    log.record(claim.actor, "report.store", subject=subject_of(run), facts={"sha256": tables.sha256})
    notices.tell(
        claim.actor, interested(run), kind=NOTICE, subject=subject_of(run), path=reverse("report_page", args=[run.pk])
    )


def file_of(run: ReportRun, document: Document) -> ReportFile:
    """Return the file that keeps a document of the report, not saved yet."""
    return ReportFile(
        run=run,
        partnership_id=run.partnership_id,
        format=document.format,
        content_type=CONTENT_TYPES[document.format],
        content=document.content,
        sha256=document.sha256,
    )

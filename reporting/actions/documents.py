"""Adding the PDF to a report that was stored on a machine without the libraries for it."""

import json

from django.db import transaction

from audit import log
from cases.papers import PdfUnavailableError
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership
from reporting.actions.production import file_of
from reporting.making import pdf_document
from reporting.models import ReportFile, ReportRun
from reporting.policy import subject_of
from reporting.registry import report_spec
from reporting.render.json import report_from_json
from reporting.rules import check_may_read


@transaction.atomic
def add_pdf(*, actor: Actor, run: ReportRun) -> ReportFile:
    """Make the PDF of a stored report from its tables, once.

    Raises:
        NotPermitted: the actor may not read reports.
        NotPossible: the report is not ready, or this machine cannot write PDFs; the sentence says what to install.
    """
    check_may_read(actor)
    if run.content is None or run.stored_at is None:
        raise NotPossible("This report is not ready yet.")
    made = ReportFile.objects.filter(run=run, format="pdf").first()
    if made:
        return made
    try:
        document = pdf_document(
            report_from_json(json.dumps(run.content)),
            spec=report_spec(run.report),
            partnership=Partnership.objects.get(pk=run.partnership_id),
            as_of=run.stored_at,
            version=run.version,
        )
    except PdfUnavailableError as error:
        raise NotPossible(str(error)) from error
    ReportFile.objects.bulk_create([file_of(run, document)], ignore_conflicts=True)
    log.record(actor, "report.add_pdf", subject=subject_of(run))
    return ReportFile.objects.get(run=run, format="pdf")

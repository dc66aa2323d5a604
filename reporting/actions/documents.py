"""Adding a file to a report that was stored without it: where no PDF could be written, or before there was a format."""

import json
from typing import Final

from django.db import transaction

from audit import log
from cases.papers import PdfUnavailableError
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership
from reporting.actions.production import file_of
from reporting.making import Document, document
from reporting.models import ReportFile, ReportRun
from reporting.policy import subject_of
from reporting.registry import report_spec
from reporting.render.json import report_from_json
from reporting.rules import check_may_read

_VERBS: Final = {"pdf": "report.add_pdf"}
_OTHER_VERB: Final = "report.add_file"


@transaction.atomic
def add_file(*, actor: Actor, run: ReportRun, format_: str) -> ReportFile:
    """Return the file of a stored report in this format; where it has none, make it from the stored tables, once.

    Args:
        actor: who asks.
        run: the report.
        format_: a key of `reporting.making.CONTENT_TYPES`.

    Raises:
        NotPermitted: the actor may not read reports.
        NotPossible: the report is not ready, or this machine cannot write PDFs; the sentence says what to install.
    """
    check_may_read(actor)
    made = ReportFile.objects.filter(run=run, format=format_).first()
    if made:
        return made
    ReportFile.objects.bulk_create([file_of(run, _document(run, format_))], ignore_conflicts=True)
    log.record(actor, _VERBS.get(format_, _OTHER_VERB), subject=subject_of(run))
    return ReportFile.objects.get(run=run, format=format_)


def _document(run: ReportRun, format_: str) -> Document:
    if run.content is None or run.stored_at is None:
        raise NotPossible("This report is not ready yet.")
    try:
        return document(
            format_,
            report_from_json(json.dumps(run.content)),
            spec=report_spec(run.report),
            partnership=Partnership.objects.get(pk=run.partnership_id),
            as_of=run.stored_at,
            version=run.version,
        )
    except PdfUnavailableError as error:
        raise NotPossible(str(error)) from error

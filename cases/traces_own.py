"""What this app holds about a case in words of its people, and cannot search for one person."""

from collections.abc import Iterator

from django.db.models import Q

from cases.models import (
    Account,
    Assessment,
    Case,
    CaseAccess,
    CaseTask,
    Consultation,
    CounterAllegation,
    Decision,
    Document,
    ProportionalityTest,
    RemedyEntry,
    Transfer,
    TransferPaper,
    WorkPlan,
)
from cases.sections import Section
from cases.traces import Trace, counted


def traces(case: Case) -> Iterator[Trace]:
    """Yield the narrative of the case, its documents, and the papers of decisions, with their earlier versions."""
    about = Q(case=case)
    yield counted("Accounts of what happened, and their history of changes", Account.objects.filter(about))
    yield counted("Documents", Document.objects.filter(about, removed_at__isnull=True))
    yield counted("Risk assessments", Assessment.objects.filter(about))
    yield counted("Decisions and their reasons", Decision.objects.filter(about))
    yield counted("Questions to other agencies, and what they answered", Consultation.objects.filter(about))
    yield counted("Entries about remedies", RemedyEntry.objects.filter(about))
    yield counted("Judgements of counter-allegations", CounterAllegation.objects.filter(about | Q(other=case)))
    yield counted("Proportionality tests", ProportionalityTest.objects.filter(about))
    yield counted("Papers that go along with a case to another partnership", TransferPaper.objects.filter(about))
    yield counted("Plans of single-agency work", WorkPlan.objects.filter(about))
    yield counted("Actions that the agency gave itself", CaseTask.objects.filter(about))


def agencies_told(case: Case) -> list[str]:
    """Return the other agencies that have or had the people of the case, and may have written down what they read.

    An agency of another partnership that took the case over has them in a case of its own.
    """
    given = CaseAccess.objects.filter(case=case, sections__contains=[Section.PEOPLE], live_from__isnull=False)
    others = given.exclude(agency_id=case.lead_agency_id)
    taken = Transfer.objects.filter(case=case, sections__contains=[Section.PEOPLE], answer__copy__isnull=False)
    names = {*others.values_list("agency__name", flat=True), *taken.values_list("to_agency__name", flat=True)}
    return sorted(names)

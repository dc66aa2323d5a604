"""What conferences hold about a case in words of their people: locked minutes, notes, returns, actions."""

from collections.abc import Iterator

from cases.models import Case
from cases.traces import Trace, counted
from conferences.models import Action, AgendaReferral, Item, Minutes, ResearchReturn
from conferences.models.minutes import Edition


def traces(case: Case) -> Iterator[Trace]:
    """Yield what stays after a subject's data is erased; final minutes are locked, and drafts were sent round."""
    minutes = Minutes.objects.filter(conference__items__case=case).distinct()
    yield counted("Locked minutes", minutes.filter(edition=Edition.FINAL))
    yield counted("Draft minutes", minutes.filter(edition=Edition.DRAFT))
    yield counted("Items of conferences with their notes", Item.objects.filter(case=case))
    yield counted("Referrals to panels", AgendaReferral.objects.filter(case=case))
    yield counted("Research returns of agencies", ResearchReturn.objects.filter(case=case))
    yield counted("Actions agreed at conferences", Action.objects.filter(case=case))

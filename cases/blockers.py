"""What blocks closing as far as this app knows: a step of the case is missing, or the victim was not told."""

from collections.abc import Iterator

from django.db.models import Q

from cases.models import Case, EmergencyAccess, Person
from cases.models.person import Part
from cases.states import State

_UNFINISHED = {
    State.NEW: "The risk has not been assessed and the decision has not been taken.",
    State.ASSESSED: "The decision has not been taken.",
    State.MULTI_AGENCY: "The decision was multi-agency and no case conference has been held.",
    State.IN_CONFERENCE: "The case is in conference and the minutes are not final.",
}


def blockers(case: Case) -> Iterator[str]:
    """Yield a sentence for each thing that keeps `case` from closing; read as the lead agency, which sees all of it."""
    if sentence := _UNFINISHED.get(State(case.state)):
        yield sentence
    if case.victim_told_on is None and not case.victim_not_told and _can_be_told(case):
        yield "The victim has not been told what happened."
    if EmergencyAccess.objects.filter(case=case, reviewed_at__isnull=True).exists():
        yield "An emergency use of this case has not been signed off."


def _can_be_told(case: Case) -> bool:
    """Say whether a victim is known: nobody can be told who gave neither a name nor a way of making contact."""
    known = ~Q(name="") | ~Q(phone="") | ~Q(email="") | ~Q(address="")
    return Person.objects.filter(known, case=case, part=Part.VICTIM).exists()

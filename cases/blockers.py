"""What blocks closing as far as this app knows: a step of the case is missing, or somebody was not told."""

from collections import Counter
from collections.abc import Iterator

from cases.models import Case, EmergencyAccess
from cases.models.person import Part
from cases.queries_telling import to_tell
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
    yield from _not_told(case)
    if EmergencyAccess.objects.filter(case=case, reviewed_at__isnull=True).exists():
        yield "An emergency use of this case has not been signed off."


def _not_told(case: Case) -> Iterator[str]:
    """Yield how many victims and how many witnesses have still to be told; nobody is named."""
    parts = Counter(person.part for person in to_tell(case))
    for part, one in ((Part.VICTIM, "The victim has"), (Part.WITNESS, "A witness has")):
        if number := parts[part]:
            who = one if number == 1 else f"{number} {'victims' if part == Part.VICTIM else 'witnesses'} have"
            yield f"{who} not been told what happened."

"""Whom the agency has still to tell what a conference decided: a thing to do until it is recorded, without a name."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from cases.models import Case, Move
from cases.models.person import Part
from cases.policy import visible_cases
from cases.queries_telling import people_to_tell, to_tell
from cases.states import State
from cases.to_dos import MOST_NAMED
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the cases that the actor's agency leads, whose minutes are final and whose people have not been told."""
    if actor.agency_id is None or not actor.may(Permission.CASE_CLOSE):
        return
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id, state=State.IN_ACTION)
    waiting = ours.filter(pk__in=people_to_tell().filter(case__in=ours).values("case_id")).order_by("reference")
    for case in waiting[:MOST_NAMED]:
        yield _to_tell(case)


def _to_tell(case: Case) -> ToDo:
    who = _who(Counter(person.part for person in to_tell(case)))
    return ToDo(
        text=f"Tell {who} of case {case.reference} what the conference decided",
        path=reverse("case_told", args=[case.reference]),
        since=Move.objects.filter(case=case, to_state=State.IN_ACTION).latest("moved_at").moved_at,
    )


def _who(parts: Counter[str]) -> str:
    victims, witnesses = parts[Part.VICTIM], parts[Part.WITNESS]
    words = (
        "the victim" if victims == 1 else f"{victims} victims" if victims else "",
        "a witness" if witnesses == 1 else f"{witnesses} witnesses" if witnesses else "",
    )
    return " and ".join(word for word in words if word)

"""Who opened a case, for the people of the agency that leads it: out of the log, which nobody can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse

from audit.models import Event
from audit.paging import Slice, slice_of
from audit.verbs import VERBS, meaning
from cases.models import Case
from cases.models.access import Reason
from cases.panels import Look, Panel
from cases.rules import check_leads
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against
from partners.models import Agency, User

OPENINGS: Final = frozenset(
    verb
    for verb in VERBS
    if verb.partition(".")[2] in {"download", "export", "history", "open", "print", "read"} and verb != "emergency.read"
)
"""What counts as opening: reading the case or a part of it, and taking a copy away."""

AT_A_GLANCE: Final = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that somebody opened the case: who, for which agency, what they saw, and by which right."""

    at: datetime
    person: str
    agency: str
    deed: str
    sections: str
    reason: str


def openings_of(actor: Actor, case: Case, *, after: str = "", most: int) -> tuple[Slice, list[Opening]]:
    """Return who opened the case, newest first; row security shows the lead agency the events of its cases alone.

    Args:
        actor: who asks; of the agency that leads.
        case: the case.
        after: where the page before ended (`audit.paging`).
        most: how many at most.
    """
    events = Event.objects.filter(
        partnership_id=actor.partnership_id, subject=case.reference, owner_agency_id=actor.agency, verb__in=OPENINGS
    )
    found = slice_of(events, after, most)
    people = dict(User.objects.filter(pk__in=_keys(found, "user_id")).values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(pk__in=_keys(found, "agency_id")).values_list("pk", "name"))
    return found, [_opening(event, people, agencies) for event in found.events]


def _keys(found: Slice, name: str) -> set[UUID]:
    return {key for event in found.events if (key := getattr(event, name))}


def _opening(event: Event, people: Mapping[UUID, str], agencies: Mapping[UUID, str]) -> Opening:
    return Opening(
        at=event.at,
        person=people.get(event.user_id, "") if event.user_id else "The software",
        agency=agencies.get(event.agency_id, "") if event.agency_id else "",
        deed=meaning(event.verb),
        sections="; ".join(section.label.partition(":")[0] for section in Section if section in event.sections),
        reason=reasons_in_words(Reason.EMERGENCY if event.verb == "emergency.open" else event.reason),
    )


def reasons_in_words(reason: str) -> str:
    """Return by which rights somebody opened a case, from the codes in an event."""
    labels: dict[str, str] = {each.value: str(each.label) for each in Reason}
    return "; ".join(labels.get(code, code) for code in reason.split(", ") if code)


def panel(look: Look) -> Panel | None:
    """Draw the last times that somebody opened the case, for the agency that leads it."""
    actor, case = look.actor, look.case
    if reason_against(check_leads, actor, case, "see who opened it"):
        return None
    found, openings = openings_of(actor, case, most=AT_A_GLANCE)
    context = {
        "openings": openings,
        "are_more": bool(found.older),
        "url": reverse("case_openings", args=[case.reference]),
    }
    return Panel("openings", "Who opened this case", "cases/openings_panel.html", context)

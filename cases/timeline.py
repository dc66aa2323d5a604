"""What this app adds to a case's timeline. Where somebody may read the richer entry, the bare move is left out."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case, CaseAccess, EmergencyAccess, Incident, Move, Restriction, Telling, Wall
from cases.models.access import Reason
from cases.models.decision import Cause, Choice
from cases.models.telling import How
from cases.moments import in_london
from cases.panels import Entry, Look
from cases.presenting import part
from cases.queries import accesses_of, assessments_of, decisions_of
from cases.queries_decision import reopenings_of
from cases.queries_telling import tellings_of
from cases.sections import Section
from cases.states import DECIDED, TRANSITIONS, State
from partners.models import Agency, User


def entries(look: Look) -> Iterator[Entry]:
    """Yield what happened on the case, as far as the actor's sections allow."""
    case, sections = look.case, look.sections
    yield from _moves(case, sections)
    yield from _further_incidents(case)
    yield from _tellings(case) if Section.PEOPLE in sections else _told(case)
    if Section.RISK in sections:
        yield from _assessments(look)
    if Section.DECISION in sections:
        yield from _decisions(look)
        yield from _reopenings(look)
    if look.leads:
        yield from _accesses(look)
        yield from _sights(case)


def _by(person: User | None, agency: Agency | None) -> str:
    return ", ".join(name for name in (person.name if person else "", agency.name if agency else "") if name)


def _moves(case: Case, sections: frozenset[Section]) -> Iterator[Entry]:
    for move in Move.objects.filter(case=case).select_related("moved_by", "agency"):
        if not _is_told_elsewhere(move, sections):
            yield Entry(move.moved_at, _moved(move), _by(move.moved_by, move.agency))


def _is_told_elsewhere(move: Move, sections: frozenset[Section]) -> bool:
    if move.from_state == State.NEW:
        return Section.RISK in sections
    is_decision = move.from_state == State.ASSESSED or (move.from_state in DECIDED and move.to_state == State.ASSESSED)
    return is_decision and Section.DECISION in sections


def _moved(move: Move) -> str:
    if not move.from_state:
        return "Case opened"
    event = TRANSITIONS[State(move.from_state)].get(State(move.to_state), State(move.to_state).label)
    return event[0].upper() + event[1:]


def _further_incidents(case: Case) -> Iterator[Entry]:
    """Yield every incident but the one with which the case was opened."""
    recorded = Incident.objects.filter(case=case).select_related("recorded_by", "agency").order_by("created_at")
    for incident in recorded[1:]:
        yield Entry(incident.created_at, "Further incident recorded", _by(incident.recorded_by, incident.agency))


def _told(case: Case) -> Iterator[Entry]:
    """Tell on which day the victim was told; the case does not hold who did it."""
    if case.victim_told_on:
        yield Entry(in_london(case.victim_told_on), "Victim told", "", is_of_day=True)


def _tellings(case: Case) -> Iterator[Entry]:
    """Tell of each victim and witness whether they were told, without a name."""
    for telling in tellings_of(case):
        who, by = part(telling.person), _by(telling.recorded_by, telling.agency)
        if telling.told_on:
            yield Entry(in_london(telling.told_on), f"{who} told{_how(telling)}", by, is_of_day=True)
        else:
            yield Entry(telling.recorded_at, f"{who} not told: {_why_not(telling)}", by)


def _how(telling: Telling) -> str:
    return "" if telling.how == How.NOT_RECORDED else f" {telling.get_how_display().lower()}"


def _why_not(telling: Telling) -> str:
    return telling.get_not_told_display().removeprefix("No: ")


def _assessments(look: Look) -> Iterator[Entry]:
    for assessment in look.once_of_case(assessments_of):
        yield Entry(
            assessment.completed_at,
            f"Risk assessed: {assessment.band}",
            _by(assessment.completed_by, assessment.agency),
            reverse("assessment_page", args=[look.case.reference, assessment.pk]),
        )


def _decisions(look: Look) -> Iterator[Entry]:
    for decision in look.once_of_case(decisions_of):
        choice = Choice(decision.choice).label.split(":")[0].lower()
        yield Entry(decision.decided_at, f"Decision: {choice}", _by(decision.decided_by, decision.agency))


def _reopenings(look: Look) -> Iterator[Entry]:
    for reopening in look.once_of_case(reopenings_of):
        cause = Cause(reopening.cause).label
        text = f"Decision re-opened: {cause[0].lower()}{cause[1:]}"
        yield Entry(reopening.reopened_at, text, _by(reopening.reopened_by, reopening.agency))


def _accesses(look: Look) -> Iterator[Entry]:
    given = [each for each in look.once_of_case(accesses_of) if each.reason not in (Reason.LEAD, Reason.EMERGENCY)]
    for access in given:
        agency = access.agency.name
        yield Entry(access.granted_at, f"{_given(access)} {agency}", _by(access.granted_by, None))
        if access.revoked_at:
            yield Entry(access.revoked_at, f"Access taken back from {agency}", _by(access.revoked_by, None))
        elif access.live_until and access.live_until <= timezone.now():
            yield Entry(access.live_until, f"Access ended: {agency}", "")


def _sights(case: Case) -> Iterator[Entry]:
    """Tell of restrictions, walls and emergencies, without their reasons."""
    path = reverse("case_sight", args=[case.reference])
    for restriction in Restriction.objects.filter(case=case).select_related("restricted_by", "lifted_by"):
        yield Entry(restriction.restricted_at, "Case restricted", _by(restriction.restricted_by, None), path)
        if restriction.lifted_at:
            yield Entry(restriction.lifted_at, "Restriction lifted", _by(restriction.lifted_by, None), path)
    for wall in Wall.objects.filter(case=case).select_related("user", "made_by", "lifted_by"):
        yield Entry(wall.made_at, f"Kept away by a conflict: {wall.user.name}", _by(wall.made_by, None), path)
        if wall.lifted_at:
            yield Entry(wall.lifted_at, f"Let back in: {wall.user.name}", _by(wall.lifted_by, None), path)
    for use in EmergencyAccess.objects.filter(case=case).select_related("user", "agency", "reviewed_by"):
        review = reverse("emergency_review", args=[use.pk])
        yield Entry(use.opened_at, "Opened in an emergency", _by(use.user, use.agency), review)
        if use.reviewed_at:
            verdict = use.get_verdict_display().lower()
            yield Entry(use.reviewed_at, f"Emergency signed off: {verdict}", _by(use.reviewed_by, None), review)


def _given(access: CaseAccess) -> str:
    if access.live_from is None:
        return "Access offered to"
    until = f" (until {date_format(access.live_until)})" if access.live_until else ""
    return f"Access given{until} to"

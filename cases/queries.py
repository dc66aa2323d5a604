"""Reading cases. Every list starts from `visible_cases`; a section's rows are read only for those who have it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cases.models import Assessment, Case, CaseAccess, Decision, Incident, Prompt
from cases.policy import visible_cases
from cases.states import State
from partners.actor import Actor

UNDECIDED = (State.NEW, State.ASSESSED)
"""The states in which the decision has still to be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilters:
    """What a list of cases is narrowed to; an empty value narrows nothing.

    Attributes:
        reference: a whole reference, as it is stored.
        state: a state of `cases.states`.
        strand: a code of the vocabulary `strand`; a case has it when one of its incidents has.
        band: `low`, `medium`, `high`, or `none` for cases that nobody has assessed.
        lead: `ours` for cases that the actor's agency leads, `shared` for cases of others.
        overdue: only cases whose decision should have been taken before today.
        review: only cases whose risk is to be looked at again today or should have been.
        kind: `crime` or `incident`.
        area: a code of the vocabulary `area`.
        recorded_from: the first day on which an incident was recorded.
        recorded_to: the last such day.

    Of strand, kind, area and the days, one and the same incident of the case has all that are asked for.
    """

    reference: str = ""
    state: str = ""
    strand: str = ""
    band: str = ""
    lead: str = ""
    overdue: bool = False
    review: bool = False
    kind: str = ""
    area: str = ""
    recorded_from: date | None = None
    recorded_to: date | None = None

    def in_use(self) -> dict[str, str | bool | date]:
        """Return the filters that narrow the list, by name."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


def cases_matching(actor: Actor, filters: CaseFilters, today: date) -> QuerySet[Case]:
    """Return the cases that the actor may see and that pass the filters, newest first, with their incidents."""
    cases = visible_cases(actor).filter(*_narrowings(actor, filters, today))
    coded = Incident.objects.only("case_id", "strands", "area", "occurred_from").order_by("occurred_from")
    return cases.prefetch_related(Prefetch("incidents", queryset=coded))


def _narrowings(actor: Actor, filters: CaseFilters, today: date) -> Iterator[Q | Exists]:
    if filters.reference:
        yield Q(reference=filters.reference)
    if filters.state:
        yield Q(state=filters.state)
    if filters.band:
        yield Q(band="" if filters.band == "none" else filters.band)
    of_incident = incident_matching(filters)
    if of_incident:
        yield Exists(Incident.objects.filter(of_incident, case=OuterRef("pk")))
    if filters.lead:
        ours = Q(lead_agency_id=actor.agency_id)
        yield ours if filters.lead == "ours" else ~ours
    if filters.overdue:
        yield Q(state__in=UNDECIDED, decision_due_on__lt=today)
    if filters.review:
        yield due_for_review(today)


def incident_matching(filters: CaseFilters) -> Q:
    """Return what the filters ask of an incident; an empty condition when they ask nothing of it."""
    asked = {
        "strands__contains": [filters.strand] if filters.strand else None,
        "kind": filters.kind,
        "area": filters.area,
        "recorded_on__gte": filters.recorded_from,
        "recorded_on__lte": filters.recorded_to,
    }
    return Q(**{name: value for name, value in asked.items() if value})


def due_for_review(today: date) -> Q:
    """Return the condition that the risk is to be assessed again: by its date, or because something has happened since.

    The date alone does not count before a decision that follows anyway.
    """
    assessed = Assessment.objects.filter(case=OuterRef("case"), completed_at__gte=OuterRef("raised_at"))
    prompted = Exists(Prompt.objects.filter(~Exists(assessed), case=OuterRef("pk")))
    by_date = Q(review_on__lte=today) & ~Q(state__in=(*UNDECIDED, State.CLOSED))
    return by_date | Q(prompted) & ~Q(state__in=(State.NEW, State.CLOSED))


def incidents_in_window(case: Case, days: int, today: date, *, over: Iterable[str] = ()) -> int:
    """Return how many incidents any agency has recorded in the last `days` days, today included.

    Args:
        case: whose incidents are counted.
        days: how far back, today included.
        today: the last day.
        over: `person`, `household`, `subject`, `place`: incidents of other cases about the same count as well. Of
            those the database tells the number alone.
    """
    first = today - timedelta(days=days - 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.counted_incidents(%s, %s::text[], %s)", [case.pk, list(over), first])
        (counted,) = cursor.fetchone() or (0,)
    return int(counted)


def latest_assessment(case: Case) -> Assessment | None:
    """Return the assessment that stands, or nothing when the risk was never assessed."""
    return assessments_of(case).first()


def assessments_of(case: Case) -> QuerySet[Assessment]:
    """Return the assessments of the case, newest first."""
    return Assessment.objects.filter(case=case).select_related("completed_by", "agency")


def decisions_of(case: Case) -> QuerySet[Decision]:
    """Return the decisions on the case, newest first."""
    known = ("decided_by", "agency", "countersignature", "countersignature__given_by")
    return Decision.objects.filter(case=case).select_related(*known)


def incidents_of(case: Case) -> QuerySet[Incident]:
    """Return the incidents of the case, newest first."""
    return Incident.objects.filter(case=case).select_related("agency").order_by("-occurred_from")


def accesses_of(case: Case) -> QuerySet[CaseAccess]:
    """Return who has or had access to the case: all rows for the lead agency, its own for another, newest first."""
    people = ("granted_by", "revoked_by", "user")
    return CaseAccess.objects.filter(case=case).select_related("agency", *people).order_by("-granted_at")

"""Reading about single-agency work. All of it is the lead agency's own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case, CaseTask, CaseTaskAnswer, WorkPlan
from cases.policy import not_kept_away, visible_cases
from cases.states import State
from partners.actor import Actor
from partners.models import User
from partners.queries import people_who_may
from partners.roles import Permission


def plans_of(case: Case) -> QuerySet[WorkPlan]:
    """Return the plans of the single-agency work on a case, the newest, which stands, first."""
    return WorkPlan.objects.filter(case=case).select_related("made_by")


def tasks_of(case: Case) -> QuerySet[CaseTask]:
    """Return the actions that the lead agency gave itself on a case, the next due first."""
    return CaseTask.objects.filter(case=case).select_related("owner", "agency", "answer", "answer__answered_by")


def tasks_for(actor: Actor, case: Case) -> list[CaseTask]:
    """Return the same to somebody of the agency that leads, and nothing to others."""
    return list(tasks_of(case)) if actor.agency_id == case.lead_agency_id else []


def answer_to(task: CaseTask) -> CaseTaskAnswer | None:
    """Return what became of an action, if anybody has said."""
    return CaseTaskAnswer.objects.filter(task=task).select_related("answered_by").first()


def possible_owners(case: Case) -> QuerySet[User]:
    """Return the people of the lead agency who can be given an action on the case."""
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    return not_kept_away(people_who_may(Permission.ACTION_UPDATE, **seat), case.pk)


def open_tasks(cases: QuerySet[Case]) -> QuerySet[CaseTask]:
    """Return the actions on `cases` that nobody has answered, the next due first."""
    return CaseTask.objects.filter(case__in=cases, answer__isnull=True).select_related("case", "owner")


def led_tasks(actor: Actor) -> QuerySet[CaseTask]:
    """Return the actions, answered ones too, that the actor's agency gave itself on the cases that it leads."""
    cases = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    return CaseTask.objects.filter(case__in=cases).select_related("case", "owner", "agency")


def tasks_to_do(actor: Actor) -> QuerySet[CaseTask]:
    """Return the open actions that the actor's agency gave itself on the cases that it leads."""
    return open_tasks(visible_cases(actor).filter(lead_agency_id=actor.agency_id))


def work_to_review(cases: QuerySet[Case], today: date) -> QuerySet[WorkPlan]:
    """Return the plans that stand and whose review is due, of the `cases` that are single-agency work now."""
    newer = WorkPlan.objects.filter(case=OuterRef("case"), made_at__gt=OuterRef("made_at"))
    due = WorkPlan.objects.filter(~Exists(newer), case__in=cases, case__state=State.SINGLE_AGENCY)
    return due.filter(review_on__lte=today).select_related("case").order_by("review_on")


@dataclass(frozen=True, slots=True)
class Work:
    """Single-agency work as the case page shows it: the plan that stands, and the ones before."""

    plan: WorkPlan | None
    earlier: list[WorkPlan]


def work_on(case: Case) -> Work:
    """Return the single-agency work on a case."""
    plans = list(plans_of(case))
    return Work(plans[0] if plans else None, plans[1:])

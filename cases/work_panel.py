"""Single-agency work on the page of its case and its timeline, and what of it keeps a case from closing."""

from collections.abc import Iterator

from django.urls import reverse

from cases.models import Case
from cases.panels import Entry, Look, Panel
from cases.queries_decision import waiting_for_countersignature
from cases.queries_work import open_tasks, plans_of, tasks_of, work_on
from cases.rules import check_leads
from cases.rules_work import check_may_work
from cases.states import State
from partners.errors import reason_against


def panel(look: Look) -> Panel | None:
    """Draw the policy and the review of single-agency work, for the agency that leads."""
    actor, case = look.actor, look.case
    if reason_against(check_leads, actor, case, "see its work"):
        return None
    work = work_on(case)
    if case.state != State.SINGLE_AGENCY and work.plan is None:
        return None
    context = {
        "work": work,
        "planning": reason_against(check_may_work, actor, case),
        "plan_url": reverse("work_plan", args=[case.reference]),
        "task_url": reverse("task_new", args=[case.reference]),
    }
    return Panel("work", "Single-agency work", "cases/work_panel.html", context)


def timeline(look: Look) -> Iterator[Entry]:
    """Tell when the work was planned and reviewed, and what became of the actions."""
    actor, case = look.actor, look.case
    if reason_against(check_leads, actor, case, "see its work"):
        return
    for plan in plans_of(case):
        text = "Single-agency work reviewed" if plan.review_found else "Single-agency work planned"
        yield Entry(plan.made_at, text, plan.made_by.name)
    for task in tasks_of(case).filter(answer__isnull=False):
        outcome = task.answer.get_outcome_display().lower()
        yield Entry(task.answer.answered_at, f"Action answered: {outcome}", task.answer.answered_by.name)


def blockers(case: Case) -> Iterator[str]:
    """Yield what has to be settled first: a countersignature, and actions that nobody has answered."""
    this = Case.objects.filter(pk=case.pk)
    if waiting_for_countersignature(this).exists():
        yield "The Responsible Person has not countersigned the decision."
    if number := open_tasks(this).count():
        what = "An action of your own agency is" if number == 1 else f"{number} actions of your own agency are"
        yield f"{what} still open."

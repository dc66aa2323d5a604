"""Single-agency work: planning and reviewing it, giving oneself actions, and answering them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.work import add_task, answer_task, plan
from cases.forms.work import PlanForm, TaskAnswerForm, TaskForm
from cases.models.work import TaskOutcome
from cases.policy import get_case
from cases.queries_work import answer_to, led_tasks, plans_of, possible_owners
from cases.rules_work import check_may_answer_task, check_may_work
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def work_plan(request: ActorRequest, reference: str) -> HttpResponse:
    """Name the policy and the day of the review; later, say what the review found."""
    case = get_case(request.actor, reference)
    check_may_work(request.actor, case)
    before = plans_of(case).first()
    first = {"policy": before.policy} if before else {}
    form = PlanForm(timezone.localdate(), posted(request), initial=first, is_review=before is not None)
    if not form.is_valid():
        context = {"case": case, "form": form, "before": before, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/work_plan.html", context)
    plan(actor=request.actor, case=case, **form.cleaned_data)
    messages.success(request, "The review is recorded." if before else "The single-agency work is planned.")
    return redirect("case_page", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def task_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Give one's own agency an action."""
    case = get_case(request.actor, reference)
    check_may_work(request.actor, case)
    owners = [(str(person.pk), person.name) for person in possible_owners(case).order_by("name")]
    form = TaskForm(owners, timezone.localdate(), posted(request), initial={"owner": str(request.actor.person)})
    if not form.is_valid():
        context = {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/task_new.html", context)
    given = dict(form.cleaned_data)
    add_task(actor=request.actor, case=case, owner_id=UUID(given.pop("owner")), **given)
    messages.success(request, "The action is added.")
    return redirect("case_page", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
def task_answer(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Say what became of an action."""
    task = get_object_or_404(led_tasks(request.actor), pk=task_id)
    task.case = case = get_case(request.actor, task.case.reference)
    form = TaskAnswerForm(posted(request))
    try:
        check_may_answer_task(request.actor, task, is_answered=answer_to(task) is not None)
        if form.is_valid():
            outcome = TaskOutcome(form.cleaned_data["outcome"])
            answer_task(actor=request.actor, task=task, outcome=outcome, note=form.cleaned_data["note"])
            messages.success(request, "The answer is recorded.")
            return redirect("case_page", case.reference)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("case_page", case.reference)
    context = {"case": case, "task": task, "form": form, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "cases/task_answer.html", context)

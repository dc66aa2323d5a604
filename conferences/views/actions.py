"""The actions of an agency: finding them, and saying what became of them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import log
from conferences.actions import digests
from conferences.actions.answers import answer
from conferences.forms.answer import AnswerForm
from conferences.models import Action, ActionState
from conferences.own_work import Job, answered_jobs, jobs_of, jobs_to_do
from conferences.policy import get_action
from conferences.queries import readable_among, readable_references
from conferences.rules import check_may_answer
from conferences.views.refusals import refusals_on
from conferences.wording import counted
from partners.actor import ActorRequest
from partners.errors import reason_against
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page

PAGE_SIZE = 25


@require_safe
@page(Permission.ACTION_UPDATE)
def action_list(request: ActorRequest) -> HttpResponse:
    """Show what the agency has to do, overdue first, and what it has answered."""
    waiting = jobs_to_do(request.actor)
    shown = Paginator(answered_jobs(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    answered = jobs_of(request.actor, [key for key, _ in shown.object_list])
    log.record(request.actor, "action.list", facts={"actions": len(waiting) + len(answered)})
    context = {
        "waiting": waiting,
        "overdue": _overdue(waiting),
        "page": shown,
        "answered": answered,
        "readable": readable_among(request.actor, {job.case_reference for job in (*waiting, *answered)}),
        "reminded_here": digests.stands_on_site(request.actor),
    }
    return render(request, "conferences/action_list.html", context)


@require_POST
@page(Permission.ACTION_UPDATE)
def reminder_choose(request: ActorRequest) -> HttpResponse:
    """Choose whether reminders stand on the site as well as coming by e-mail."""
    in_app = request.POST.get("in_app") == "yes"
    sentence = "Reminders stand among your notices too from now on." if in_app else "Reminders come by email alone now."
    do(request, lambda: digests.choose(actor=request.actor, in_app=in_app), sentence)
    return redirect("action_list")


def _overdue(waiting: list[Job]) -> str:
    overdue = sum(bool(job.late) for job in waiting)
    return f"{counted(overdue, 'action is', 'actions are')} overdue." if overdue else ""


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ACTION_UPDATE)
@refusals_on("action_answer")
def action_answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show one action, and let its owner say what became of it."""
    action = get_action(request.actor, key)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        answer(actor=request.actor, action=action, state=ActionState(facts["state"]), note=facts["note"])
        messages.success(request, f"Action recorded as “{ActionState(action.state).label.lower()}”.")
        return redirect("action_list")
    return _show(request, action, form)


def _show(request: ActorRequest, action: Action, form: AnswerForm) -> HttpResponse:
    answering = reason_against(check_may_answer, request.actor, action)
    context = {
        "action": action,
        "form": None if answering else form,
        "answering": answering,
        "readable": readable_references(request.actor, [action]),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "conferences/action_answer.html", context)

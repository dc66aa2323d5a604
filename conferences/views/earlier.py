"""What was agreed before and is not done: the meeting asks about it first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conferences.actions.returns_due import set_due
from conferences.deadlines import returns_due_on
from conferences.forms.returns import DueForm
from conferences.models import ActionState
from conferences.policy import get_conference, visible_items
from conferences.queries import readable_references
from conferences.queries_day import earlier_actions
from conferences.queries_returns import awaited_at
from conferences.rules import check_may_run
from conferences.views.refusals import refusals_on
from conferences.views.steps import MARKING, open_to_run, step_context
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_earlier(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the actions of earlier meetings that are still to do, and those that turned out not to be possible."""
    conference = open_to_run(request, key)
    actions = list(earlier_actions(request.actor, conference))
    context = {
        "waiting": [action for action in actions if action.state == ActionState.OPEN],
        "not_possible": [action for action in actions if action.state == ActionState.NOT_POSSIBLE],
        "readable": readable_references(request.actor, actions),
        **step_context(conference, "conference_earlier"),
    }
    return render(request, "conferences/conference_earlier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_returns(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show which agencies have released a return about which item, and set the day by which they are due."""
    conference = get_conference(request.actor, key)
    setting = reason_against(check_may_run, request.actor, conference)
    form = DueForm(request.POST or None, initial={"due_on": returns_due_on(conference)})
    if request.method == "POST":
        check_may_run(request.actor, conference)
        if form.is_valid():
            try:
                set_due(actor=request.actor, conference=conference, day=form.cleaned_data["due_on"])
            except NotPossible as refusal:
                form.add_error("due_on", str(refusal))
            else:
                messages.success(request, "Day set. Agencies are reminded two days before.")
                return redirect("conference_returns", conference.pk)
    items = visible_items(request.actor).filter(conference=conference).select_related("conference__chairing_agency")
    context = {
        "conference": conference,
        "rows": awaited_at(items.order_by("position", "pk")),
        "due_on": returns_due_on(conference),
        "form": None if setting else form,
        "marking": MARKING,
    }
    return render(request, "conferences/conference_returns.html", context)

"""The history of changes of a case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.changes import changes_about
from cases.policy import get_case
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CASE_READ)
def case_history(request: ActorRequest, reference: str) -> HttpResponse:
    """Show what changed on a case, field by field, as far as the actor's sections allow. Reading it is an event."""
    case = get_case(request.actor, reference, purpose="case.history")
    shown = changes_about(request.actor, case, request.GET.get("page"))
    return render(request, "cases/case_history.html", {"case": case, "page": shown, "marking": "OFFICIAL-SENSITIVE"})

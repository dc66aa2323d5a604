"""Taking an agency's access to a case back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.access import revoke
from cases.models.access import Reason
from cases.policy import get_case
from cases.queries import accesses_of
from cases.rules import check_may_share
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def access_revoke(request: ActorRequest, reference: str, access_id: UUID) -> HttpResponse:
    """Ask whether to take the access back, then do it."""
    case = get_case(request.actor, reference)
    check_may_share(request.actor, case)
    access = get_object_or_404(accesses_of(case).exclude(reason=Reason.LEAD), pk=access_id)
    if request.method != "POST":
        context = {"case": case, "access": access, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/access_revoke.html", context)
    revoke(actor=request.actor, case=case, access=access)
    messages.success(request, f"{access.agency.name} can no longer see this case.")
    return redirect("case_page", case.reference)

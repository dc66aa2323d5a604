"""Who opened a case."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.openings import openings_of
from cases.policy import get_case
from cases.rules import check_leads
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page

A_PAGE: Final = 50


@require_safe
@page(Permission.CASE_READ)
def case_openings(request: ActorRequest, reference: str) -> HttpResponse:
    """Show to the agency that leads the case everybody who opened it."""
    case = get_case(request.actor, reference)
    check_leads(request.actor, case, "see who opened a case")
    found, openings = openings_of(request.actor, case, after=request.GET.get("after", ""), most=A_PAGE)
    context = {"case": case, "slice": found, "openings": openings, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "cases/case_openings.html", context)

"""Marking a case as a counter-allegation to another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.counter import mark_counter
from cases.forms.counter import CounterForm
from cases.models.counter import Judgement
from cases.policy import get_case
from cases.presenting import occurred
from cases.queries import incidents_of
from cases.rules_counter import check_may_mark_counter
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def counter_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Say to which case this one is a counter-allegation, and what the evidence says of it."""
    case = get_case(request.actor, reference)
    check_may_mark_counter(request.actor, case)
    incidents = {str(incident.pk): incident for incident in incidents_of(case)}
    choices = [(key, f"The incident of {occurred(incident)}") for key, incident in incidents.items()]
    form = CounterForm(request.actor, case, choices, posted(request))
    if not form.is_valid():
        return render(request, "cases/counter_new.html", {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"})
    said = form.cleaned_data
    mark_counter(
        actor=request.actor,
        case=case,
        reference=said["reference"],
        judgement=Judgement(said["judgement"]),
        evidence=said["evidence"],
        incident=incidents.get(said["incident"]),
    )
    messages.success(request, "The counter-allegation is recorded.")
    return redirect("case_page", case.reference)

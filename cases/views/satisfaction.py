"""Recording how victims found the way they were treated."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.satisfaction import record_asking
from cases.forms.satisfaction import SatisfactionForm
from cases.models import Case, Person, Satisfaction
from cases.policy import get_case
from cases.presenting import contact_rows
from cases.queries_satisfaction import is_unsafe, what_holds
from cases.rules_satisfaction import check_may_ask
from cases.satisfaction_panel import standing
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_satisfaction(request: ActorRequest, reference: str) -> HttpResponse:
    """Record how a victim found the way they were treated, stage by stage, or why there is no answer."""
    case = get_case(request.actor, reference)
    check_may_ask(request.actor, case)
    held = what_holds(case)
    victims = [person for person, _ in held]
    unsafe = {str(person.pk): is_unsafe(person) for person in victims}
    form = SatisfactionForm(case, victims, unsafe, timezone.localdate(), posted(request))
    if victims and form.is_valid() and _is_recorded(request, case, form):
        messages.success(request, "It is recorded how the victim was asked.")
        return redirect("case_page", case.reference)
    shown = {
        "form": form,
        "victims": [_about(*each) for each in held],
        "all_unsafe": bool(unsafe) and all(unsafe.values()),
    }
    return render(request, "cases/case_satisfaction.html", {"case": case, "marking": "OFFICIAL-SENSITIVE", **shown})


def _is_recorded(request: ActorRequest, case: Case, form: SatisfactionForm) -> bool:
    """Record what was entered; where something has changed meanwhile, say so beside it."""
    victim = form.victims[form.cleaned_data["person"]]
    try:
        record_asking(actor=request.actor, case=case, person=victim, asking=form.asking())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _about(person: Person, asking: Satisfaction | None) -> dict[str, Any]:
    """Return what to read about a victim before anybody makes contact, and what holds so far."""
    return {
        "name": person.name or "Gave no name",
        "warnings": contact_rows(person),
        "standing": standing(asking) if asking else "",
    }

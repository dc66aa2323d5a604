"""Opening a case in an emergency, and signing each use off."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import log
from cases.actions.emergency import open_in_emergency, review
from cases.forms.sight import EmergencyForm, ReviewForm
from cases.models import Case, EmergencyAccess
from cases.models.emergency import Verdict
from cases.rules import check_may_review
from cases.sight import get_use, shown, uses_of_our_cases
from cases.views.posted import posted
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page

A_PAGE = 25
_NOTHING = (
    "There is no case with this reference that can be opened in an emergency. Check the reference, or telephone the "
    "agency that gave it to you"
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ, fresh=True)
def emergency_open(request: ActorRequest) -> HttpResponse:
    """Ask for reference and reason, and open the case to this person for a while."""
    form = EmergencyForm(posted(request), initial={"reference": request.GET.get("reference", "")})
    case = _opened(request.actor, form) if form.is_valid() else None
    if case is None:
        context = {"form": form, "minutes": settings.EMERGENCY_MINUTES}
        return render(request, "cases/emergency_open.html", context)
    messages.success(request, "The case is open to you. The agency that leads it has been told.")
    return redirect("case_page", case.reference)


def _opened(actor: Actor, form: EmergencyForm) -> Case | None:
    facts = form.cleaned_data
    try:
        case = open_in_emergency(actor=actor, reference=facts["reference"], reason=facts["reason"])
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return None
    if case is None:
        form.add_error("reference", _NOTHING)
    return case


@require_safe
@page(Permission.CASE_SHARE)
def emergency_review_list(request: ActorRequest) -> HttpResponse:
    """Show the emergency uses of our cases: those that wait to be signed off, and the others a page at a time."""
    uses = uses_of_our_cases(request.actor)
    waiting = shown(request.actor, uses.filter(reviewed_at__isnull=True))
    here = Paginator(uses.filter(reviewed_at__isnull=False), A_PAGE).get_page(request.GET.get("page"))
    log.record(request.actor, "emergency.list", facts={"waiting": len(waiting)})
    done = shown(request.actor, uses.filter(pk__in=[use.pk for use in here.object_list]))
    return render(request, "cases/emergency_review_list.html", {"waiting": waiting, "done": done, "page": here})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_SHARE)
def emergency_review(request: ActorRequest, use_id: UUID) -> HttpResponse:
    """Show one use with its reason; let whoever may sign it off."""
    use = get_use(request.actor, use_id)
    _record_reading(request.actor, use)
    form = ReviewForm(posted(request))
    if form.is_valid() and _signed_off(request, use, form):
        messages.success(request, "Signed off.")
        return redirect("emergency_review_list")
    reviewing = reason_against(check_may_review, request.actor, use)
    context = {"use": use, "form": form, "reviewing": reviewing, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "cases/emergency_review.html", context)


def _record_reading(actor: Actor, use: EmergencyAccess) -> None:
    case = use.case
    log.record(actor, "emergency.read", subject=case.reference, owner_agency_id=case.lead_agency_id)


def _signed_off(request: ActorRequest, use: EmergencyAccess, form: ReviewForm) -> bool:
    try:
        verdict = Verdict(form.cleaned_data["verdict"])
        review(actor=request.actor, use=use, verdict=verdict, note=form.cleaned_data["note"])
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

"""Logging an incident: one thing a page, saved as a draft, checked before it is recorded."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions import drafts
from cases.drafts import drafts_of, get_draft
from cases.forms.intake import steps
from cases.forms.intake.base import StepForm, raw_of
from cases.forms.intake.checking import check_of
from cases.forms.intake.reports import report_of
from cases.models import Incident, IncidentDraft
from cases.policy import get_case, not_kept_away
from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible
from partners.queries import monitoring_agencies, people_with
from partners.roles import Permission, Role
from partners.web import page

_TO_CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_LOG)
def incident_start(request: ActorRequest) -> HttpResponse:
    """List the person's drafts, and start a new one: for a case when `case` names it."""
    actor = request.actor
    reference = request.POST.get("case") or request.GET.get("case")
    case = get_case(actor, reference) if reference else None
    if request.method == "POST":
        draft = drafts.start(actor=actor, case=case)
        return redirect("incident_page", draft.pk, steps.STEPS[0].key)
    context = {"case": case, "drafts": list(drafts_of(actor))}
    return render(request, "cases/incident_start.html", context)


@require_safe
@page(Permission.CASE_LOG)
def incident_resume(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Go to the first page of a draft that nobody has been on."""
    draft = get_draft(request.actor, draft_id)
    key = steps.first_open(draft.answers)
    return redirect("incident_page", draft.pk, key) if key else redirect("incident_check", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_LOG)
def incident_page(request: ActorRequest, draft_id: UUID, step: str) -> HttpResponse:
    """Ask one thing. What is typed is kept first, and looked at then."""
    draft = get_draft(request.actor, draft_id)
    if step not in steps.BY_KEY:
        raise Http404("There is no such question.")
    kind = steps.BY_KEY[step].form
    if request.method == "POST":
        return _save(request, draft, step)
    # A page that is opened again shows what was typed; what is wrong with it is said when the person goes on.
    form = kind(draft.answers.get(step), actor=request.actor, day=timezone.localdate(), is_quiet=True)
    return _asked(request, draft, step, form)


def _save(request: ActorRequest, draft: IncidentDraft, step: str) -> HttpResponse:
    kind = steps.BY_KEY[step].form
    typed = raw_of(kind, request.POST)
    try:
        drafts.save_page(actor=request.actor, draft=draft, page=step, typed=typed)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("incident_start")
    if request.POST.get("then") == "later":
        messages.success(request, "Your draft is saved. You can come back to it here.")
        return redirect("incident_start")
    form = kind(typed, actor=request.actor, day=timezone.localdate())
    if not form.is_valid():
        return _asked(request, draft, step, form)
    key = "" if request.GET.get("return") == _TO_CHECK else steps.after(step, draft.answers)
    return redirect("incident_page", draft.pk, key) if key else redirect("incident_check", draft.pk)


def _asked(request: ActorRequest, draft: IncidentDraft, step: str, form: StepForm) -> HttpResponse:
    asked = steps.asked(draft.answers)
    previous = steps.before(step, draft.answers)
    back = reverse("incident_page", args=[draft.pk, previous]) if previous else reverse("incident_start")
    if request.GET.get("return") == _TO_CHECK:
        back = reverse("incident_check", args=[draft.pk])
    keys = [one.key for one in asked]
    context = {
        "draft": draft,
        "form": form,
        "back": back,
        "number": keys.index(step) + 1 if step in keys else None,
        "count": len(keys),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/incident_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_LOG)
def incident_check(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Show all answers; record the incident when every one can be used."""
    actor, draft = request.actor, get_draft(request.actor, draft_id)
    forms = steps.forms_of(draft.answers, actor, timezone.localdate())
    check = check_of(draft.pk, forms, actor)
    if request.method != "POST" or check.problems:
        return render(
            request,
            "cases/incident_check.html",
            {"draft": draft, "check": check, "tried": request.method == "POST", "marking": "OFFICIAL-SENSITIVE"},
        )
    try:
        incident = drafts.submit(actor=actor, draft=draft, report=report_of(forms))
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from None
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("incident_start")
    return redirect("incident_logged", incident.case.reference, incident.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_LOG)
def incident_discard(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Ask once, then remove a draft for good."""
    draft = get_draft(request.actor, draft_id)
    if request.method != "POST":
        return render(request, "cases/incident_discard.html", {"draft": draft})
    drafts.discard(actor=request.actor, draft=draft)
    messages.success(request, "The draft is discarded.")
    return redirect("incident_start")


@require_safe
@page(Permission.CASE_LOG)
def incident_logged(request: ActorRequest, reference: str, incident_id: UUID) -> HttpResponse:
    """Say the reference, who was told, and what is next."""
    actor = request.actor
    case = get_case(actor, reference)
    incident = Incident.objects.filter(pk=incident_id, case=case, agency_id=actor.agency).first()
    if incident is None:
        raise Http404("There is no incident of your agency here.")
    responsible = people_with(Role.RESPONSIBLE_PERSON, partnership_id=actor.partnership_id, agency_id=actor.agency)
    context = {
        "case": case,
        "incident": incident,
        "is_further": case.incidents.count() > 1,
        "responsible": list(not_kept_away(responsible, case.pk).exclude(pk=actor.person)),
        "monitoring": list(monitoring_agencies(actor.partnership_id)),
    }
    return render(request, "cases/incident_logged.html", context)

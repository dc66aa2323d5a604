"""Asking another agency before the decision, and answering as the agency that was asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit import log
from cases.actions.consulting import ask, reply
from cases.actions.restricting import standing_restriction
from cases.forms.consultation import ConsultationForm, ReplyForm
from cases.models import Case, Consultation
from cases.models.consultation import ReplyOutcome
from cases.policy import get_case
from cases.queries_decision import agencies_to_ask, asked_by, questions_to, told_of
from cases.rules_decision import check_may_consult
from cases.terms import choices
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import Refusal
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def consultation_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask another agency a question about a case that has not been decided."""
    case = get_case(request.actor, reference)
    check_may_consult(request.actor, case, is_restricted=standing_restriction(case) is not None)
    form = _form(request, case)
    if not form.is_valid():
        context = {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/consultation_new.html", context)
    asked = dict(form.cleaned_data)
    consultation = ask(actor=request.actor, case=case, agency_id=UUID(asked.pop("agency")), **asked)
    messages.success(request, f"{consultation.to_agency.name} has been asked.")
    return redirect("decision_new" if case.band else "case_page", case.reference)


def _form(request: ActorRequest, case: Case) -> ConsultationForm:
    actor, today = request.actor, timezone.localdate()
    names = [(str(agency.pk), agency.name) for agency in agencies_to_ask(actor)]
    return ConsultationForm(names, choices("legal_gateway", actor, today), told_of(case), today, posted(request))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONSULTATION_ANSWER)
def consultation_page(request: ActorRequest, consultation_id: UUID) -> HttpResponse:
    """Show a question to the agency that was asked, and take its answer; lead who asked to the case."""
    actor = request.actor
    if own := asked_by(actor).filter(pk=consultation_id).first():
        return redirect(f"{reverse('case_page', args=[own.case.reference])}#decision")
    consultation = get_object_or_404(questions_to(actor), pk=consultation_id)
    log.record(actor, "consultation.read", subject=str(consultation.pk), owner_agency_id=consultation.from_agency_id)
    form = ReplyForm(posted(request))
    if form.is_valid():
        try:
            _reply(request, consultation, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{consultation.from_agency.name} has your answer.")
            return redirect("home")
    gateways = dict(choices("legal_gateway", actor, timezone.localdate()))
    context = {
        "consultation": consultation,
        "form": form,
        "gateway": gateways.get(consultation.legal_gateway, consultation.legal_gateway),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/consultation_page.html", context)


def _reply(request: ActorRequest, consultation: Consultation, form: ReplyForm) -> None:
    outcome = ReplyOutcome(form.cleaned_data["outcome"])
    reply(actor=request.actor, consultation=consultation, outcome=outcome, text=form.cleaned_data["text"])

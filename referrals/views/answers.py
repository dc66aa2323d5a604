"""The page of one referral: read it, answer it, take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.policy import visible_cases
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page
from referrals.actions import answering
from referrals.forms import AnswerForm
from referrals.models import Referral
from referrals.policy import get_referral
from referrals.presenting import line, rows
from referrals.rules import check_answers, check_may_answer, check_may_withdraw


@require_safe
@page(Permission.REFERRAL_READ)
def referral_page(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Show a referral to the agency that sent it or is asked."""
    referral = get_referral(request.actor, referral_id)
    return _shown(request, referral, AnswerForm(is_ours=referral.to_agency_id is not None))


@require_POST
@page(Permission.REFERRAL_ANSWER)
def referral_answer(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Accept or decline."""
    referral = get_referral(request.actor, referral_id)
    check_answers(request.actor, referral)
    form = AnswerForm(request.POST, is_ours=referral.to_agency_id is not None)
    if not (form.is_valid() and _answered(request.actor, referral, form)):
        return _shown(request, referral, form)
    accepted = form.cleaned_data["answer"] == AnswerForm.ACCEPT
    messages.success(request, "The referral is accepted." if accepted else "The referral is declined.")
    return redirect("referral_page", referral.pk)


def _answered(actor: Actor, referral: Referral, form: AnswerForm) -> bool:
    note = form.cleaned_data["note"]
    try:
        if form.cleaned_data["answer"] == AnswerForm.ACCEPT:
            answering.accept(actor=actor, referral=referral, note=note)
        else:
            answering.decline(actor=actor, referral=referral, note=note)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
@page(Permission.REFERRAL_SEND)
def referral_withdraw(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Take the referral back."""
    referral = get_referral(request.actor, referral_id)
    try:
        answering.withdraw(actor=request.actor, referral=referral)
        messages.success(request, "The referral is withdrawn.")
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    return redirect("referral_page", referral.pk)


def _shown(request: ActorRequest, referral: Referral, form: AnswerForm) -> HttpResponse:
    actor = request.actor
    context = {
        "referral": referral,
        "line": line(actor, referral),
        "rows": rows(actor, referral),
        "form": form,
        "may_answer": not reason_against(check_may_answer, actor, referral),
        "may_withdraw": not reason_against(check_may_withdraw, actor, referral),
        "case_url": _case_url(actor, referral),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "referrals/referral_page.html", context)


def _case_url(actor: Actor, referral: Referral) -> str:
    """Return the address of the case, for those who may see it."""
    seen = visible_cases(actor).filter(pk=referral.case_id).exists()
    return reverse("case_page", args=[referral.case_reference]) if seen else ""

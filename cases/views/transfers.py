"""Handing a case over to another partnership: offering, answering, withdrawing, and reading what came along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.accepting import accept
from cases.actions.transfers import decline, offer, withdraw
from cases.forms.transfer import TransferAnswerForm, TransferForm
from cases.models.transfer import TransferOutcome
from cases.policy import get_case
from cases.policy_transfers import get_paper, get_transfer
from cases.queries_transfers import receivers
from cases.rules_transfers import check_may_answer_offer, check_may_offer, check_may_withdraw_offer
from cases.sections import Section
from cases.terms import choices
from cases.transfer_page import parts_of
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page

_MARKING = {"marking": "OFFICIAL-SENSITIVE"}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_TRANSFER, fresh=True)
@explaining_refusals
def case_transfer(request: ActorRequest, reference: str) -> HttpResponse:
    """Offer a case to an agency of another partnership."""
    actor, today = request.actor, timezone.localdate()
    case = get_case(actor, reference)
    check_may_offer(actor, case)
    form = TransferForm(case, receivers(actor), choices("legal_gateway", actor, today), today, posted(request))
    if not form.is_valid():
        return render(request, "cases/case_transfer.html", {"case": case, "form": form, **_MARKING})
    said = dict(form.cleaned_data)
    sections = [Section(code) for code in said.pop("sections")]
    transfer = offer(actor=actor, case=case, sections=sections, **said)
    messages.success(request, f"The case is offered to {transfer.to_agency.name}.")
    return redirect("transfer_page", transfer.pk)


@require_safe
@page(Permission.CASE_READ)
def transfer_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show an offer to the side that made it, or to the one that is asked."""
    transfer = get_transfer(request.actor, key)
    return render(request, "cases/transfer_page.html", parts_of(request.actor, transfer) | _MARKING)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_TRANSFER, fresh=True)
def transfer_answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Accept or decline a case that another partnership offers."""
    actor = request.actor
    transfer = get_transfer(actor, key)
    try:
        check_may_answer_offer(actor, transfer)
        form = TransferAnswerForm(posted(request))
        if not form.is_valid():
            context = parts_of(actor, transfer) | {"form": form}
            return render(request, "cases/transfer_answer.html", context | _MARKING)
        if form.cleaned_data["outcome"] == TransferOutcome.ACCEPTED:
            case = accept(actor=actor, transfer=transfer)
            messages.success(request, f"Your agency leads this case now. Its reference is {case.reference}.")
            return redirect("case_page", case.reference)
        decline(actor=actor, transfer=transfer, reason=form.cleaned_data["reason"])
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("home")
    messages.success(request, f"{transfer.from_agency.name} is told that your agency does not take the case.")
    return redirect("transfer_page", transfer.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_TRANSFER, fresh=True)
def transfer_withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask whether to take an offer back, then do it."""
    transfer = get_transfer(request.actor, key)
    try:
        check_may_withdraw_offer(request.actor, transfer)
        if request.method != "POST":
            return render(request, "cases/transfer_withdraw.html", {"transfer": transfer, **_MARKING})
        withdraw(actor=request.actor, transfer=transfer)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The offer is withdrawn. The case stays with your agency.")
    return redirect("case_page", transfer.case_reference)


@require_safe
@page(Permission.CASE_READ)
def transfer_paper(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show a paper that came, or goes, along with a case."""
    paper = get_paper(request.actor, key)
    return render(request, "cases/transfer_paper.html", {"paper": paper, "case": paper.case, **_MARKING})

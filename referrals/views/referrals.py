"""Referring a case, and the list and the page of referrals."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit import log
from cases.models import Case
from cases.policy import get_case
from cases.terms import labels
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page
from referrals.actions.sending import send
from referrals.forms import ReferralForm
from referrals.models import Referral
from referrals.presenting import line
from referrals.queries import answered, waiting_for_others, waiting_for_us
from referrals.rules import check_may_refer, latest_consent

A_PAGE = 25
_LISTS = {
    "received": ("Waiting for us", waiting_for_us),
    "sent": ("Waiting for others", waiting_for_others),
    "answered": ("Answered", answered),
}


@require_safe
@page(Permission.REFERRAL_READ)
def referral_list(request: ActorRequest) -> HttpResponse:
    """Show the referrals that wait for us, those that wait for others, or those that are answered."""
    actor = request.actor
    shown = request.GET.get("show", "")
    shown = shown if shown in _LISTS else "received"
    found: QuerySet[Referral] = _LISTS[shown][1](actor)
    here = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    log.record(actor, "referral.list", facts={"referrals": len(here.object_list)})
    context = {
        "shown": shown,
        "tabs": _tabs(actor, shown),
        "page": here,
        "lines": [line(actor, referral) for referral in here.object_list],
    }
    return render(request, "referrals/referral_list.html", context)


def _tabs(actor: Actor, shown: str) -> list[dict[str, object]]:
    return [
        {
            "text": f"{title} ({referrals(actor).count()})",
            "url": f"{reverse('referral_list')}?show={key}",
            "current": key == shown,
        }
        for key, (title, referrals) in _LISTS.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REFERRAL_SEND)
def referral_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask to whom, which sections, why and on which legal footing; send the referral."""
    actor = request.actor
    case = get_case(actor, reference)
    try:
        check_may_refer(actor, case)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("case_page", case.reference)
    form = ReferralForm(request.POST or None, actor=actor, case=case)
    if request.method == "POST" and form.is_valid() and (referral := _send(actor, case, form)):
        messages.success(request, f"The referral has been sent to {line(actor, referral).receiver}.")
        return redirect("referral_page", referral.pk)
    return render(request, "referrals/referral_new.html", _asking(actor, case, form))


def _send(actor: Actor, case: Case, form: ReferralForm) -> Referral | None:
    try:
        return send(actor=actor, case=case, **form.answers())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return None


def _asking(actor: Actor, case: Case, form: ReferralForm) -> dict[str, object]:
    consent = latest_consent(case)
    return {
        "form": form,
        "case": case,
        "consent": consent,
        "consent_words": labels("consent", actor.partnership_id).get(consent, consent),
        "marking": "OFFICIAL-SENSITIVE",
    }

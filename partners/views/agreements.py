"""The sharing agreement and the code of conduct: writing a version, reading it, and accepting what is in force."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partners.actions.agreements import accept, write_agreement
from partners.actor import ActorRequest
from partners.administration_forms import AcceptanceForm, AgreementForm
from partners.errors import NotPossible
from partners.queries_agreements import accepted_by, in_force, missing, outstanding, versions_of
from partners.roles import Permission
from partners.way_on import way_on
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def agreement_accept(request: ActorRequest) -> HttpResponse:
    """Show what is in force in the partnership, and ask those who see cases to accept what they have not accepted."""
    waiting = outstanding(request.actor) if request.actor.may(Permission.CASE_READ) else []
    form = AcceptanceForm(request.POST or None, agreements=waiting)
    if request.method == "POST" and form.is_valid():
        accept(actor=request.actor, agreements=waiting)
        if waiting:
            messages.success(request, "Accepted. Thank you.")
        return redirect(way_on(request))
    asked = {agreement.pk for agreement in waiting}
    others = [text for text in in_force(request.actor.partnership_id).values() if text.pk not in asked]
    context = {"form": form, "waiting": waiting, "others": others, "next": way_on(request)}
    return render(request, "partners/agreement_accept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def agreement_write(request: ActorRequest) -> HttpResponse:
    """Write a version, which begins with the words of the one before."""
    form = AgreementForm(request.POST or None, initial=_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            agreement = write_agreement(actor=request.actor, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error("in_force_from", str(refusal))
        else:
            messages.success(request, f"Version {agreement.version} is written.")
            return redirect("agreement_page", agreement.pk)
    return render(request, "partners/agreement_write.html", {"form": form})


def _before(request: ActorRequest) -> dict[str, object]:
    """Return what the form begins with: the newest version of the kind in the address, or a kind that is missing."""
    newest = versions_of(request.actor).filter(kind=request.GET.get("kind", "")).first()
    if newest:
        return {"kind": newest.kind, "title": newest.title, "text": newest.text}
    kinds = missing(request.actor)
    return {"kind": kinds[-1] if kinds else "", "in_force_from": timezone.localdate()}


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def agreement_page(request: ActorRequest, agreement_id: UUID) -> HttpResponse:
    """Show one version, and how many of those who see cases have accepted it."""
    agreement = get_object_or_404(versions_of(request.actor), pk=agreement_id)
    accepted, people = accepted_by(request.actor, agreement)
    versions = versions_of(request.actor).filter(kind=agreement.kind)
    context = {"agreement": agreement, "accepted": accepted, "people": people, "versions": versions}
    return render(request, "partners/agreement_page.html", context)

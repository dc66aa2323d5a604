"""The directory of support services."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page
from referrals.actions.directory import keep
from referrals.directory_forms import ServiceFilters, ServiceForm
from referrals.models import Service
from referrals.queries import services_for, services_matching

A_PAGE = 20


@require_safe
@page(Permission.SERVICE_READ)
def service_list(request: ActorRequest) -> HttpResponse:
    """Show the directory, narrowed by words and by language."""
    filters = ServiceFilters(request.GET, actor=request.actor)
    given = filters.cleaned_data if filters.is_valid() else {}
    found = services_matching(request.actor, given.get("words", ""), given.get("language", ""))
    context = {
        "filters": filters,
        "is_filtered": any(given.values()),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "may_change": request.actor.may(Permission.PARTNERSHIP_ADMINISTER),
    }
    return render(request, "referrals/service_list.html", context)


@require_safe
@page(Permission.SERVICE_READ)
def service_page(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Show one service: what, for whom, where, when, in which languages and how to refer."""
    service = get_object_or_404(services_for(request.actor), pk=service_id)
    context = {
        "service": service,
        "rows": _rows(service),
        "may_change": request.actor.may(Permission.PARTNERSHIP_ADMINISTER),
    }
    return render(request, "referrals/service_page.html", context)


def _rows(service: Service) -> list[dict[str, str]]:
    answers = f"{service.agency.name} answers in this software" if service.agency else "Outside this software"
    found = {
        "What it offers": service.offers,
        "Who it is for": service.for_whom,
        "Where": service.where,
        "Opening and drop-in times": service.opening,
        "Languages": service.languages,
        "How to refer": service.how_to_refer,
        "Telephone": service.phone,
        "Email": service.email,
        "Referrals": answers,
    }
    return [{"key": key, "value": value} for key, value in found.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def service_new(request: ActorRequest) -> HttpResponse:
    """Add a service to the directory."""
    return _written(request, ServiceForm(request.POST or None, actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def service_edit(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Change a service, or take it out of the directory."""
    service = get_object_or_404(services_for(request.actor), pk=service_id)
    return _written(request, ServiceForm(request.POST or None, instance=service, actor=request.actor))


def _written(request: ActorRequest, form: ServiceForm) -> HttpResponse:
    is_new = form.instance._state.adding
    if request.method == "POST" and form.is_valid():
        try:
            service = keep(actor=request.actor, service=form.save(commit=False))
        except NotPossible as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{service.name} is {'added' if is_new else 'changed'}.")
            return redirect("service_page", service.pk)
    return render(request, "referrals/service_edit.html", {"form": form, "is_new": is_new})

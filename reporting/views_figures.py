"""The manager's pages for figures from elsewhere: what was loaded, one version of it, and loading more."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.views.posted import posted
from partners.actor import ActorRequest
from partners.errors import Refusal
from partners.roles import Permission
from partners.web import page
from reporting.actions.loading import load
from reporting.figures.kinds import SPECS, KindSpec
from reporting.forms_figures import LoadForm
from reporting.models import Kind
from reporting.policy_figures import get_loading, known_to, visible_loadings
from reporting.shown_figures import preview, shelves

LOADINGS_ON_A_PAGE = 20
ROWS_ON_A_PAGE = 100


@require_safe
@page(Permission.REPORT_READ)
def figures_list(request: ActorRequest) -> HttpResponse:
    """Show every kind of figures with what was loaded of it."""
    context = {
        "shelves": shelves(list(visible_loadings(request.actor))),
        "may_load": request.actor.may(Permission.REPORT_PRODUCE),
    }
    return render(request, "reporting/figures_list.html", context)


@require_safe
@page(Permission.REPORT_READ)
def figures_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show one version of figures: its rows, its source, who loaded it and when."""
    loading = get_loading(request.actor, key)
    kind = Kind(loading.kind)
    found = Paginator(loading.content, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    known = known_to(request.actor, kind)
    context = {
        "loading": loading,
        "spec": SPECS[kind],
        "page": found,
        "preview": preview(kind, loading.content, known, some=list(found)),
    }
    return render(request, "reporting/figures_page.html", context)


@require_safe
@page(Permission.REPORT_READ)
def figures_kind(request: ActorRequest, kind: str) -> HttpResponse:
    """Show every version of one kind of figures, the latest year and version first."""
    spec = _spec(kind)
    loadings = visible_loadings(request.actor).filter(kind=spec.kind)
    context = {
        "spec": spec,
        "page": Paginator(loadings, LOADINGS_ON_A_PAGE).get_page(request.GET.get("page")),
        "may_load": request.actor.may(Permission.REPORT_PRODUCE),
    }
    return render(request, "reporting/figures_kind.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_PRODUCE)
def figures_load(request: ActorRequest, kind: str) -> HttpResponse:
    """Check figures and show them as they will be kept; load them when the person has seen them."""
    spec = _spec(kind)
    known = known_to(request.actor, spec.kind)
    form = LoadForm(spec, known, posted(request), request.FILES or None)
    seen = None
    if form.is_valid():
        if "load" in request.POST and not request.FILES:
            return _load(request, spec, form)
        seen = preview(spec.kind, form.checked.rows, known)
    return render(request, "reporting/figures_load.html", {"form": form, "spec": spec, "preview": seen})


def _spec(kind: str) -> KindSpec:
    if kind not in Kind.values:
        raise Http404("There is no such kind of figures.")
    return SPECS[Kind(kind)]


def _load(request: ActorRequest, spec: KindSpec, form: LoadForm) -> HttpResponse:
    answers = {name: form.cleaned_data[name] for name in ("source", "where_from", "year", "text")}
    try:
        made = load(actor=request.actor, kind=spec.kind, **answers)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return render(request, "reporting/figures_load.html", {"form": form, "spec": spec, "preview": None})
    messages.success(request, f"{spec.label} of {made.year} are loaded, as version {made.version}.")
    return redirect("figures_page", made.pk)

"""The list of cases, and the page of one."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit import log
from cases.case_page import parts_of
from cases.decision_page import record_of
from cases.forms.case_list import CaseFilterForm
from cases.models import Case, Incident
from cases.next_steps import NextStep, next_step
from cases.panels import Look, Panel, panels_for
from cases.policy import get_case, visible_cases
from cases.queries import CaseFilters, cases_matching, incident_matching
from cases.states import State
from cases.terms import choices, labels, words
from partners.actor import Actor, ActorRequest
from partners.roles import Permission
from partners.web import page

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A case as the list shows it."""

    case: Case
    state: str
    strands: str
    areas: str
    step: NextStep


@require_safe
@page(Permission.CASE_READ)
def case_list(request: ActorRequest) -> HttpResponse:
    """List the cases that the actor may see; a whole reference leads straight to its case."""
    actor, today = request.actor, timezone.localdate()
    form = CaseFilterForm(request.GET, strands=choices("strand", actor, today), areas=choices("area", actor, today))
    filters = form.filters()
    if filters.reference and visible_cases(actor).filter(reference=filters.reference).exists():
        _record(actor, form, filters, 1)
        return redirect("case_page", filters.reference)
    matching = cases_matching(actor, filters, today)
    shown = Paginator(matching, A_PAGE).get_page(request.GET.get("page"))
    _record(actor, form, filters, shown.paginator.count)
    context = {
        "page": shown,
        "lines": _lines(actor, shown, today),
        "filters": form,
        "selected": _selected(form, filters, request.GET),
        "incidents": _incidents(matching, filters),
        "wanted": filters.reference,
        "may_import": actor.may(Permission.INCIDENT_IMPORT),
    }
    return render(request, "cases/case_list.html", context)


def _record(actor: Actor, form: CaseFilterForm, filters: CaseFilters, hits: int) -> None:
    terms = form.terms(filters)
    verb = "case.search" if terms or filters.reference else "case.list"
    log.record(actor, verb, subject=filters.reference, facts={"hits": hits, **terms})


def _incidents(matching: QuerySet[Case], filters: CaseFilters) -> int | None:
    """Return how many incidents of the cases pass the filters; nothing when those ask nothing of an incident."""
    asked = incident_matching(filters)
    return Incident.objects.filter(asked, case__in=matching.values("pk")).count() if asked else None


def _lines(actor: Actor, shown: Page[Case], today: date) -> list[Line]:
    strands, areas = labels("strand", actor.partnership_id), labels("area", actor.partnership_id)
    return [_line(case, strands, areas, today) for case in shown.object_list]


def _line(case: Case, strands: dict[str, str], areas: dict[str, str], today: date) -> Line:
    incidents = case.incidents.all()
    codes = dict.fromkeys(code for incident in incidents for code in incident.strands)
    places = dict.fromkeys(incident.area for incident in incidents if incident.area)
    state = State(case.state).label.split(":")[0]
    return Line(case, state, ", ".join(words(codes, strands)), ", ".join(words(places, areas)), next_step(case, today))


def _selected(form: CaseFilterForm, filters: CaseFilters, address: QueryDict) -> list[dict[str, str]]:
    """Return each filter in use with the address of the list without it."""
    return [{"text": form.words(name), "href": _without(address, name)} for name in filters.in_use()]


def _without(address: QueryDict, name: str) -> str:
    rest = address.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"


@require_safe
@page(Permission.CASE_READ)
def case_page(request: ActorRequest, reference: str) -> HttpResponse:
    """Show one case, as far as the actor's sections allow."""
    case = get_case(request.actor, reference)
    look = Look(request.actor, case)
    parts = parts_of(look, timezone.localdate()) | record_of(look)
    panels = [_drawn(request, case, panel) for panel in panels_for(look)]
    return render(request, "cases/case_page.html", {**parts, "panels": panels})


def _drawn(request: ActorRequest, case: Case, panel: Panel) -> dict[str, str]:
    words = render_to_string(panel.template, {**panel.context, "case": case}, request)
    return {"key": panel.key, "title": panel.title, "html": words}

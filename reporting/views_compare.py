"""The manager's dashboards: this quarter so far, and any table of several periods and areas side by side."""

from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit import log
from cases.papers import Marking
from partners.actor import Actor, ActorRequest
from partners.csv_files import csv_download
from partners.errors import NotPossible
from partners.models import Partnership
from partners.roles import Permission
from partners.web import page
from reporting.comparing import Comparison, compare, periods_to_compare
from reporting.forms_compare import CompareForm
from reporting.overview import overview
from reporting.policy_figures import known_to
from reporting.render.comparison import COLUMNS, lines
from reporting.shown_compared import shown_comparison, shown_overview
from reporting.titles import titles

_MARKING: Final = Marking.OFFICIAL_SENSITIVE.value


@require_safe
@page(Permission.REPORT_READ)
def report_overview(request: ActorRequest) -> HttpResponse:
    """Show this quarter so far against the quarter before, as it is at this moment."""
    actor, today = request.actor, timezone.localdate()
    found = overview(Partnership.objects.get(pk=actor.partnership_id), today=today)
    log.record(actor, "report.overview", subject="overview")
    context = {"overview": found, "sections": shown_overview(actor, found, today=today), "marking": _MARKING}
    return render(request, "reporting/report_overview.html", context)


@require_safe
@page(Permission.REPORT_READ)
def report_compare(request: ActorRequest) -> HttpResponse:
    """Show one table of the periods and areas that are chosen in the address."""
    actor, today = request.actor, timezone.localdate()
    form = _form(request, today)
    found = _compared(actor, form, today)
    context = {
        "form": form,
        "has_periods": len(form.fields["period_1"].choices) > 1,  # type: ignore[attr-defined]
        "comparison": found,
        "sections": shown_comparison(actor, found, today=today) if found else [],
        "query": request.GET.urlencode(),
        "marking": _MARKING,
    }
    if found:
        log.record(actor, "report.compare", subject=found.spec.id, facts=_facts(form))
    return render(request, "reporting/report_compare.html", context)


@require_safe
@page(Permission.REPORT_READ)
def report_compare_file(request: ActorRequest) -> HttpResponse:
    """Hand out the same as CSV; where nothing can be compared, the page says why."""
    actor, today = request.actor, timezone.localdate()
    form = _form(request, today)
    found = _compared(actor, form, today)
    if found is None:
        address = request.GET.urlencode()
        return redirect(f"{reverse('report_compare')}{'?' if address else ''}{address}")
    log.record(actor, "report.compare_download", subject=found.spec.id, facts=_facts(form))
    code = Partnership.objects.get(pk=actor.partnership_id).code
    return csv_download(f"{code}-{found.spec.id}-compared.csv".lower(), COLUMNS, lines(found))


def _form(request: ActorRequest, today: date) -> CompareForm:
    actor = request.actor
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    return CompareForm(
        request.GET or None,
        titles=titles(partnership.pk, today),
        periods=periods_to_compare(partnership, today=today),
        areas=known_to(actor).areas,
    )


def _compared(actor: Actor, form: CompareForm, today: date) -> Comparison | None:
    """Return the comparison that was asked for; nothing, with an error in the form, where there is none."""
    if not form.is_valid():
        return None
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    try:
        return compare(partnership, form.spec, periods=form.chosen_periods, areas=form.chosen_areas, today=today)
    except NotPossible as refusal:
        form.add_error("areas", str(refusal))
        return None


def _facts(form: CompareForm) -> dict[str, str | int | bool | None]:
    return {"periods": " ".join(form.chosen_periods), "areas": " ".join(form.chosen_areas)}

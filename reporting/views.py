"""The manager's pages: the library of reports, asking for one, watching it being made, reading and downloading it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.papers import pdf_is_available
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.models import Partnership
from partners.roles import Permission
from partners.web import page
from reporting import rules
from reporting.actions import documents, requests
from reporting.choices import periods_to_report
from reporting.forms import ReportRequestForm
from reporting.models import ENDED_WITHOUT, Audience, RunState
from reporting.policy import get_file, get_run, subject_of, visible_runs
from reporting.registry import report_spec
from reporting.releases.audiences import marking_of
from reporting.releases.taken import takers_of
from reporting.runs import file_name, latest_run, period_of
from reporting.shown import lines_of, sections, shown, what_changed, what_is_done

REPORTS_ON_A_PAGE = 20
SECONDS_BETWEEN_LOOKS = 2


@require_safe
@page(Permission.REPORT_READ)
def report_list(request: ActorRequest) -> HttpResponse:
    """Show every report of the partnership, the latest period first, with who downloaded it."""
    found = Paginator(visible_runs(request.actor), REPORTS_ON_A_PAGE).get_page(request.GET.get("page"))
    may_request = request.actor.may(Permission.REPORT_PRODUCE)
    taken = takers_of(map(subject_of, found))
    reports = [(each, taken.get(subject_of(each.run), ())) for each in shown(list(found))]
    context = {"page": found, "reports": reports, "may_request": may_request}
    return render(request, "reporting/report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_PRODUCE)
def report_request(request: ActorRequest) -> HttpResponse:
    """Ask for a report; one that is there already is shown."""
    actor = request.actor
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    periods = periods_to_report(partnership, today=timezone.localdate())
    typed = request.POST if request.method == "POST" else None
    form = ReportRequestForm(typed, periods=periods, year_starts=partnership.reporting_year_starts)
    if form.is_valid():
        run = requests.request(actor=actor, spec=form.spec, period=form.chosen_period)
        return redirect("report_page", run.pk)
    return render(request, "reporting/report_request.html", {"form": form, "periods": periods})


@require_safe
@page(Permission.REPORT_READ)
def report_page(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Show a report that is ready; of any other, how far it has come."""
    run = get_run(request.actor, run_id)
    if run.state != RunState.STORED:
        return redirect("report_progress", run.pk)
    run = get_run(request.actor, run_id, purpose="report.read")
    spec = report_spec(run.report)
    latest = latest_run(run.partnership_id, run.report, run.period) or run
    context = {
        "report": shown([run])[0],
        "sections": sections(run),
        "changed": what_changed(run),
        "latest": latest if latest.pk != run.pk else None,
        "lines": lines_of(run),
        "can_be_released": bool(spec.audiences) and latest.pk == run.pk,
        "lacks_pdf": "pdf" in spec.formats and not run.files.filter(format="pdf").exists(),
        "can_write_pdf": pdf_is_available(),
        "why_not_again": reason_against(rules.check_may_make_again, request.actor, spec, latest),
        "marking": marking_of(Audience.PARTNERSHIP).value,
    }
    return render(request, "reporting/report_page.html", context)


@require_safe
@page(Permission.REPORT_READ)
def report_progress(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Show how far a report has come, and look again by itself until it is ready."""
    run = get_run(request.actor, run_id)
    if run.state == RunState.STORED:
        return redirect("report_page", run.pk)
    looks_again = run.state not in ENDED_WITHOUT and "still" not in request.GET
    context = {
        "report": shown([run])[0],
        "doing": what_is_done(run),
        "looks_again": looks_again,
        "seconds": SECONDS_BETWEEN_LOOKS,
        "why_not_cancel": reason_against(rules.check_may_cancel, request.actor, report_spec(run.report), run),
    }
    response = render(request, "reporting/report_progress.html", context)
    if looks_again:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@require_POST
@page(Permission.REPORT_PRODUCE)
def report_again(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Ask for a further version of a report, or for one that could not be made or was cancelled."""
    run = get_run(request.actor, run_id)
    ask = requests.request if run.state in ENDED_WITHOUT else requests.request_again
    try:
        made = ask(actor=request.actor, spec=report_spec(run.report), period=period_of(run))
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("report_page", run.pk)
    return redirect("report_page", made.pk)


@require_POST
@page(Permission.REPORT_READ)
def report_add_pdf(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Make the PDF of a report that was stored without one."""
    run = get_run(request.actor, run_id)
    try:
        documents.add_file(actor=request.actor, run=run, format_="pdf")
        messages.success(request, "The PDF is ready to download.")
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    return redirect("report_page", run.pk)


@require_safe
@page(Permission.REPORT_READ)
def report_download(request: ActorRequest, run_id: UUID, format_: str) -> HttpResponse:
    """Hand out one file of a report: the same bytes every time."""
    file = get_file(request.actor, run_id, format_)
    run = file.run
    code = Partnership.objects.get(pk=file.partnership_id).code
    name = file_name(code, run.report, run.period, file.format, version=run.version)
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

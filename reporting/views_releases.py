"""The pages of releases: preparing one, its page, signing, discarding, withdrawing, downloading."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import log
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.models import Partnership
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page
from reporting import rules_releases as rules
from reporting.actions import releasing
from reporting.forms_releases import ReleaseForm, SignForm, WithdrawForm
from reporting.models import Release, ReleaseState
from reporting.policy import get_run
from reporting.policy_releases import get_release, get_release_file, visible_releases
from reporting.registry import report_spec
from reporting.releases.shown import checks_of, file_name, in_library, listed, read
from reporting.runs import latest_run
from reporting.shown import shown, stored

RELEASES_ON_A_PAGE = 20
SECONDS_BETWEEN_LOOKS = 3
_WAITING = (ReleaseState.REQUESTED, ReleaseState.SIGNED)


@require_safe
@page(Permission.REPORT_READ)
def release_list(request: ActorRequest) -> HttpResponse:
    """Show every release of the partnership, the newest first, with who signed it and who downloaded it."""
    releases = visible_releases(request.actor)
    found = Paginator(releases, RELEASES_ON_A_PAGE).get_page(request.GET.get("page"))
    log.record(request.actor, "release.list", subject="releases")
    return render(request, "reporting/release_list.html", {"page": found, "releases": in_library(list(found))})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_PRODUCE)
def release_new(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Prepare a release of a report; a draft that is there already is shown."""
    run = get_run(request.actor, run_id, purpose="report.read")
    latest = latest_run(run.partnership_id, run.report, run.period)
    why_not = reason_against(rules.check_may_prepare, request.actor, run, latest)
    tables = [] if why_not else [(table.id, table.title) for table in stored(run).tables]
    spec = report_spec(run.report)
    form = ReleaseForm(request.POST if request.method == "POST" else None, spec=spec, tables=tables)
    if not why_not and form.is_valid():
        try:
            release = releasing.prepare(
                actor=request.actor, run=run, audience=form.audience_chosen, tables=form.tables_chosen
            )
            return redirect("release_page", release.pk)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "report": shown([run])[0], "why_not": why_not}
    return render(request, "reporting/release_new.html", context)


@require_safe
@page(Permission.REPORT_READ)
def release_page(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Show a release as its audience reads it, what is left to do, and its files."""
    release = get_release(request.actor, release_id, purpose="release.read")
    looks_again = release.state in _WAITING and not release.failure
    response = render(request, "reporting/release_page.html", _context(request, release, looks_again=looks_again))
    if looks_again:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


def _context(request: ActorRequest, release: Release, *, looks_again: bool) -> dict[str, object]:
    actor = request.actor
    return {
        "release": listed([release])[0],
        "read": read(release),
        "checks": checks_of(release) if release.state == ReleaseState.DRAFT else [],
        "looks_again": looks_again,
        "seconds": SECONDS_BETWEEN_LOOKS,
        "why_not_write": reason_against(rules.check_may_write, actor, release),
        "why_not_sign": reason_against(rules.check_may_sign, actor, release, releasing.released_since(release)),
        "why_not_withdraw": reason_against(rules.check_may_withdraw, actor, release),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_SIGN, fresh=True)
def release_sign(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Sign a draft, after the checklist."""
    release = get_release(request.actor, release_id, purpose="release.read")
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            releasing.sign(actor=request.actor, release=release)
            return redirect("release_page", release.pk)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    why_not = reason_against(rules.check_may_sign, request.actor, release, releasing.released_since(release))
    checks = checks_of(release) if not why_not else []
    context = {"form": form, "release": listed([release])[0], "checks": checks, "why_not": why_not}
    return render(request, "reporting/release_sign.html", context)


@require_POST
@page(Permission.REPORT_PRODUCE)
def release_discard(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Discard a draft."""
    release = get_release(request.actor, release_id)
    do(request, partial(releasing.discard, actor=request.actor, release=release), "The draft is discarded.")
    return redirect("release_page", release.pk)


@require_POST
@page(Permission.REPORT_PRODUCE)
def release_again(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Have the files of a signed release tried once more."""
    release = get_release(request.actor, release_id)
    deed = partial(releasing.write_files_again, actor=request.actor, release=release)
    do(request, deed, "A worker tries once more to write the files.")
    return redirect("release_page", release.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_SIGN, fresh=True)
def release_withdraw(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Withdraw a published release, and say why."""
    release = get_release(request.actor, release_id, purpose="release.read")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            releasing.withdraw(actor=request.actor, release=release, why=form.cleaned_data["why"])
            return redirect("release_page", release.pk)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    why_not = reason_against(rules.check_may_withdraw, request.actor, release)
    context = {"form": form, "release": listed([release])[0], "why_not": why_not}
    return render(request, "reporting/release_withdraw.html", context)


@require_safe
@page(Permission.REPORT_READ)
def release_download(request: ActorRequest, release_id: UUID, format_: str) -> HttpResponse:
    """Hand out one file of a release: the same bytes every time. Of a withdrawn one, say so first."""
    release = get_release(request.actor, release_id)
    if release.state == ReleaseState.WITHDRAWN and "known" not in request.GET:
        context = {"release": listed([release])[0], "format": format_}
        return render(request, "reporting/release_withdrawn.html", context)
    file = get_release_file(request.actor, release_id, format_)
    code = Partnership.objects.get(pk=release.partnership_id).code
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(code, release, format_)}"'
    return response

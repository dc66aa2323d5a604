"""The page on which the texts of a release are written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page
from reporting.actions.narrative import WrittenMeanwhile, write
from reporting.forms_releases import TextsForm
from reporting.models import ReleaseState
from reporting.policy_releases import get_release
from reporting.releases.findings import proposed_findings
from reporting.releases.reading import figures_of, written
from reporting.releases.shown import listed
from reporting.rules_releases import check_may_write


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPORT_PRODUCE)
def release_texts(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Write the texts of a draft; of a signed release, show that they are fixed."""
    release = get_release(request.actor, release_id, purpose="release.text")
    form = TextsForm(request.POST if request.method == "POST" else None, written=written(release))
    if form.is_valid():
        try:
            write(actor=request.actor, release=release, typed=form.typed)
            messages.success(request, "The texts are saved.")
            return redirect("release_texts" if "then" in request.POST else "release_page", release.pk)
        except WrittenMeanwhile as late:
            form.set_against(late.slots, written(release))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "release": listed([release])[0],
        "proposed": proposed_findings(figures_of(release)) if release.state == ReleaseState.DRAFT else (),
        "why_not": reason_against(check_may_write, request.actor, release),
    }
    return render(request, "reporting/release_texts.html", context)

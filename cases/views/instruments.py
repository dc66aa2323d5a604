"""The risk instruments of a partnership: uploading a version, trying it, publishing it, and setting thresholds."""

import json
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import instruments
from cases.forms.assessment import AssessmentForm
from cases.forms.instruments import PublishForm, SupposedIncidents, ThresholdsForm, UploadForm
from cases.instrument_words import what_answers_do, what_repeats_do
from cases.instruments import Instrument, Result, UnknownInstrument, score
from cases.instruments.library import document
from cases.queries_instruments import Held, find, held_by, in_use, thresholds_set, with_thresholds
from cases.rules_instruments import check_may_choose
from cases.views.posted import posted
from partners.actor import ActorRequest
from partners.errors import Refusal, reason_against
from partners.models import Partnership
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page


def _held(request: ActorRequest, fingerprint: str) -> Held:
    try:
        return find(request.actor.partnership_id, fingerprint)
    except UnknownInstrument as missing:
        raise Http404(str(missing)) from missing


def _partnership(request: ActorRequest) -> Partnership:
    return Partnership.objects.get(pk=request.actor.partnership_id)


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_list(request: ActorRequest) -> HttpResponse:
    """Show every version that there is, and which is in use."""
    partnership = _partnership(request)
    context = {
        "partnership": partnership,
        "in_use": in_use(partnership),
        "held": held_by(partnership.pk),
        "today": timezone.localdate(),
    }
    return render(request, "cases/instrument_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_upload(request: ActorRequest) -> HttpResponse:
    """Take in the file of a version, or say everything that is wrong with it."""
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid() and _done(
        form, "file", lambda: instruments.upload(actor=request.actor, examined=form.cleaned_data["file"])
    ):
        instrument = form.cleaned_data["file"].build()
        messages.success(request, f"Version {instrument.version} is uploaded. Try it before you publish it.")
        return redirect("instrument_page", instrument.fingerprint)
    return render(request, "cases/instrument_upload.html", {"form": form})


def _done(form: BaseForm, field: str, deed: Callable[[], object]) -> bool:
    """Do it; when it is refused, put the sentence at the field."""
    try:
        deed()
    except Refusal as refusal:
        form.add_error(field, str(refusal))
        return False
    return True


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_page(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Show what a version asks and what each answer does, and what can be done with the version."""
    held = _held(request, fingerprint)
    partnership = _partnership(request)
    instrument = with_thresholds(partnership.pk, held.instrument)
    context = {
        "held": held,
        "instrument": instrument,
        "is_in_use": in_use(partnership).fingerprint == fingerprint,
        "is_chosen": partnership.instrument == held.instrument.key,
        "against_choosing": reason_against(check_may_choose, request.actor, held, timezone.localdate()),
        "set": thresholds_set(partnership.pk, fingerprint),
        "sections": what_answers_do(instrument),
        "repeats": what_repeats_do(instrument.repeats(instrument.thresholds)),
    }
    return render(request, "cases/instrument_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_try(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Show the questions as a caseworker sees them, and what made-up answers give. Nothing is stored."""
    instrument = with_thresholds(request.actor.partnership_id, _held(request, fingerprint).instrument)
    form = AssessmentForm(instrument, posted(request))
    supposed = SupposedIncidents(instrument, posted(request))
    context = {
        "instrument": instrument,
        "form": form,
        "supposed": supposed,
        "result": _result(instrument, form, supposed) if form.is_valid() and supposed.is_valid() else None,
    }
    return render(request, "cases/instrument_try.html", context)


def _result(instrument: Instrument, form: AssessmentForm, supposed: SupposedIncidents) -> Result:
    counted = supposed.cleaned_data
    first = counted[instrument.escalations[0].key]
    return score(instrument, form.answers(), incidents_in_window=first, incidents=counted)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_publish(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Publish an uploaded version from a day."""
    held = _held(request, fingerprint)
    form = PublishForm(posted(request))
    if form.is_valid() and _done(
        form, "day", lambda: instruments.publish(actor=request.actor, version=held, day=form.cleaned_data["day"])
    ):
        messages.success(request, f"Version {held.instrument.version} is published. It never changes any more.")
        return redirect("instrument_page", fingerprint)
    return render(request, "cases/instrument_publish.html", {"form": form, "held": held})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_thresholds(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Set the partnership's own thresholds for a version."""
    held = _held(request, fingerprint)
    now = with_thresholds(request.actor.partnership_id, held.instrument)
    form = ThresholdsForm(held.instrument, posted(request), initial=vars(now.thresholds))
    if form.is_valid() and _done(
        form,
        "high",
        lambda: instruments.set_thresholds(
            actor=request.actor, instrument=held.instrument, thresholds=form.thresholds()
        ),
    ):
        messages.success(request, "The thresholds are set. They hold for assessments from now on.")
        return redirect("instrument_page", fingerprint)
    return render(request, "cases/instrument_thresholds.html", {"form": form, "held": held})


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_choose(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Let the partnership assess risk with this instrument from now on."""
    held = _held(request, fingerprint)
    chosen = partial(instruments.choose, actor=request.actor, version=held)
    do(request, chosen, f"Risk is assessed with {held.instrument.title} from now on.")
    return redirect("instrument_page", fingerprint)


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def instrument_file(request: ActorRequest, fingerprint: str) -> HttpResponse:
    """Hand out the document of a version, to save, and to begin the next version from."""
    held = _held(request, fingerprint)
    instrument = held.instrument
    said = json.loads(held.upload.document) if held.upload else document(instrument.key, instrument.version)
    response = HttpResponse(json.dumps(said, ensure_ascii=False, indent=2), content_type="application/json")
    name = f"{instrument.key}_v{instrument.version}.json"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return response

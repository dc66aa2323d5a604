"""Answering a correction."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conferences.actions.correcting import answer_correction
from conferences.forms.minutes import CorrectionAnswerForm
from conferences.models import Correction
from conferences.policy_minutes import get_correction
from conferences.rules_minutes import check_may_answer_correction
from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
def correction_answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a correction up, or decline it with a sentence."""
    correction = get_correction(request.actor, key)
    try:
        check_may_answer_correction(request.actor, correction, is_answered=hasattr(correction, "answer"))
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("draft_page", correction.conference_id)
    form = CorrectionAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, correction, form):
        return _onwards(request, correction, form)
    context = {"correction": correction, "conference": correction.conference, "form": form}
    return render(request, "conferences/correction_answer.html", {**context, "marking": "OFFICIAL-SENSITIVE"})


def _answered(request: ActorRequest, correction: Correction, form: CorrectionAnswerForm) -> bool:
    facts = form.cleaned_data
    try:
        answer_correction(
            actor=request.actor, correction=correction, is_accepted=form.is_accepted, sentence=facts["sentence"]
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _onwards(request: ActorRequest, correction: Correction, form: CorrectionAnswerForm) -> HttpResponse:
    """Lead to where the notes are changed when the correction is taken up, else back to the draft."""
    if not form.is_accepted:
        messages.success(request, "Correction declined. Whoever asked for it has been told why.")
        return redirect("draft_page", correction.conference_id)
    messages.success(request, "Correction taken up. Change the notes here, then send a new draft round or finalise.")
    if correction.item_id:
        return redirect("item_page", correction.item_id)
    return redirect("conference_attendance", correction.conference_id)

"""A repeat: putting the case on the next agenda, or saying why not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.sections import Section
from cases.terms import choices
from conferences.actions.repeats import hear_again, in_words, leave
from conferences.forms.repeat import RepeatForm
from conferences.models import Repeat
from conferences.queries_agenda import panels_to_refer_to
from conferences.queries_repeats import Usual, get_repeat, repeats_waiting, usual_for
from conferences.rules_agenda import check_may_refer
from conferences.rules_repeats import check_may_answer_repeat
from partners.actor import Actor, ActorRequest
from partners.errors import NotPermitted, NotPossible, reason_against
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
def repeat_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show why it is a repeat, and ask what becomes of it."""
    repeat = get_repeat(request.actor, key)
    waits = repeats_waiting(request.actor).filter(pk=repeat.pk).exists()
    refusal = reason_against(_check, request.actor, repeat)
    usual = usual_for(request.actor, repeat.case)
    form = RepeatForm(
        request.POST or None,
        panels=panels_to_refer_to(request.actor),
        gateways=choices("legal_gateway", request.actor, timezone.localdate()),
        usual=usual,
    )
    if request.method == "POST" and not refusal and form.is_valid() and _answered(request, repeat, form, usual):
        return redirect("case_page", repeat.case.reference)
    context = {
        "repeat": repeat,
        "case": repeat.case,
        "why": in_words(repeat),
        "waits": waits,
        "refusal": refusal,
        "form": None if refusal or not waits else form,
        "referring": reason_against(check_may_refer, request.actor, repeat.case),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "conferences/repeat_page.html", context)


def _check(actor: Actor, repeat: Repeat) -> None:
    check_may_answer_repeat(actor, repeat, is_answered=hasattr(repeat, "answer"))


def _answered(request: ActorRequest, repeat: Repeat, form: RepeatForm, usual: Usual) -> bool:
    """Do what was chosen; what refuses it stands above the form, with all that was typed."""
    facts = form.cleaned_data
    try:
        if form.panel is None:
            leave(actor=request.actor, repeat=repeat, why_not=facts["why_not"])
            messages.success(request, "Recorded why the case is not heard again.")
        else:
            hear_again(
                actor=request.actor,
                repeat=repeat,
                panel=form.panel,
                sections=[Section(code) for code in usual.sections],
                legal_gateway=facts["legal_gateway"],
            )
            messages.success(request, f"The case waits for the next agenda of {form.panel.name}.")
    except (NotPossible, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

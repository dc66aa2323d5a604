"""Telling victims and witnesses what happened."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from cases.actions.telling import tell_people
from cases.forms.telling import Questions, ToldForm
from cases.models import Case, Telling
from cases.policy import get_case
from cases.presenting import contact_rows, part
from cases.queries_telling import can_be_told, last_tellings
from cases.rules import check_may_tell_victim
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_told(request: ActorRequest, reference: str) -> HttpResponse:
    """Record of each victim and witness whether they were told what happened, when and how, or why not."""
    case = get_case(request.actor, reference)
    check_may_tell_victim(request.actor, case)
    form = ToldForm(case, can_be_told(case), posted(request))
    if not form.people or not form.is_valid():
        context = {"case": case, "form": form, "asked": _asked(case, form), "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/case_told.html", context)
    tell_people(actor=request.actor, case=case, told=form.told())
    messages.success(request, "Recorded who was told what happened.")
    return redirect("case_page", case.reference)


def _asked(case: Case, form: ToldForm) -> list[dict[str, Any]]:
    last = last_tellings(case)
    return [
        {
            "title": _title(each),
            "standing": standing(last[each.person.pk]) if each.person.pk in last else "",
            "warnings": contact_rows(each.person),
            "fields": each.fields,
        }
        for each in form.asked()
    ]


def _title(asked: Questions) -> str:
    return f"{part(asked.person)}: {asked.person.name or 'gave no name'}"


def standing(telling: Telling) -> str:
    """Return what was recorded last, in a sentence."""
    if telling.told_on is None:
        return f"Recorded: {telling.get_not_told_display().removeprefix('No: ')}."
    return f"Recorded: told on {date_format(telling.told_on)}, {telling.get_how_display().lower()}."

"""Who may see a case: the page, restricting, naming, walls, and a conflict of one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.restricting import lift, name_person, restrict, take_name
from cases.actions.walls import lift_wall, wall_off
from cases.audience import named_people, who_can_be_named, who_can_be_walled_off
from cases.forms.sight import ConflictForm, NameForm, RestrictForm, WallForm
from cases.models import Case, Wall
from cases.policy import get_case, visible_cases
from cases.rules import check_may_say_who_sees
from cases.sight import sight_of
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CASE_READ)
def case_sight(request: ActorRequest, reference: str) -> HttpResponse:
    """Show who may see the case; to another agency's people, how to declare a conflict of interest."""
    case = get_case(request.actor, reference)
    leads = request.actor.agency_id == case.lead_agency_id
    sight = sight_of(request.actor, case) if leads else None
    context = {"case": case, "sight": sight, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "cases/case_sight.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_restrict(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask why and who else, and restrict the case."""
    case = _deciding(request, reference)
    form = RestrictForm(who_can_be_named(case), request.actor.person, posted(request))
    if not form.is_valid():
        return _ask(request, case, "cases/case_restrict.html", form=form)
    people = [UUID(key) for key in form.cleaned_data["people"]]
    restrict(actor=request.actor, case=case, reason=form.cleaned_data["reason"], people=people)
    messages.success(request, "This case is restricted. Only the people named can see it.")
    return redirect("case_sight", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_name(request: ActorRequest, reference: str) -> HttpResponse:
    """Name one more person for a restricted case."""
    case = _deciding(request, reference)
    named = named_people(case).values("pk")
    form = NameForm(who_can_be_named(case).exclude(user_id__in=named), posted(request))
    if not form.is_valid():
        return _ask(request, case, "cases/case_name.html", form=form)
    name_person(actor=request.actor, case=case, user_id=form.chosen)
    messages.success(request, "Named. The person can see this case from now on.")
    return redirect("case_sight", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_unname(request: ActorRequest, reference: str, user_id: UUID) -> HttpResponse:
    """Ask whether to close the case to a person who is named, then do it."""
    case = _deciding(request, reference)
    person = get_object_or_404(named_people(case), pk=user_id)
    if request.method != "POST":
        return _ask(request, case, "cases/case_unname.html", person=person)
    take_name(actor=request.actor, case=case, user_id=person.pk)
    messages.success(request, f"{person.name} can no longer see case {case.reference}.")
    return _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_unrestrict(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask whether to lift the restriction, then do it."""
    case = _deciding(request, reference)
    if request.method != "POST":
        return _ask(request, case, "cases/case_unrestrict.html")
    lift(actor=request.actor, case=case)
    messages.success(request, "The restriction is lifted.")
    return redirect("case_sight", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def wall_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask whom to wall off and why, and do it."""
    case = _deciding(request, reference)
    roles = who_can_be_walled_off(case).exclude(user_id=request.actor.person)
    form = WallForm(roles, posted(request))
    if not form.is_valid():
        return _ask(request, case, "cases/wall_new.html", form=form)
    wall_off(actor=request.actor, case=case, user_id=form.chosen, reason=form.cleaned_data["reason"])
    messages.success(request, "The person sees nothing of this case from now on.")
    return redirect("case_sight", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def wall_lift(request: ActorRequest, reference: str, wall_id: UUID) -> HttpResponse:
    """Ask whether to take a wall down, then do it."""
    case = _deciding(request, reference)
    wall = get_object_or_404(Wall.objects.select_related("user"), case=case, pk=wall_id)
    if request.method != "POST":
        return _ask(request, case, "cases/wall_lift.html", wall=wall)
    lift_wall(actor=request.actor, case=case, wall=wall)
    messages.success(request, "The person can see this case again, if their agency has access to it.")
    return redirect("case_sight", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def conflict_declare(request: ActorRequest, reference: str) -> HttpResponse:
    """Let a person say that they have a conflict of interest; the case is then closed to them."""
    actor = request.actor
    case = get_case(actor, reference)
    form = ConflictForm(posted(request))
    if not form.is_valid():
        return _ask(request, case, "cases/conflict_declare.html", form=form)
    wall_off(actor=actor, case=case, user_id=actor.person, reason=form.cleaned_data["reason"])
    messages.success(request, "Thank you. The case is closed to you, and the agency that leads it has been told.")
    return redirect("case_list")


def _deciding(request: ActorRequest, reference: str) -> Case:
    case = get_case(request.actor, reference)
    check_may_say_who_sees(request.actor, case)
    return case


def _ask(request: ActorRequest, case: Case, template: str, **more: object) -> HttpResponse:
    return render(request, template, {"case": case, "marking": "OFFICIAL-SENSITIVE", **more})


def _back(request: ActorRequest, case: Case) -> HttpResponse:
    """Go back to the page, or to the list when the person has closed the case to themselves."""
    if visible_cases(request.actor).filter(pk=case.pk).exists():
        return redirect("case_sight", case.reference)
    return redirect("case_list")

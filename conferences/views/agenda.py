"""Arranging an agenda: order and time, cases that wait, who is invited, publishing and withdrawing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conferences.actions import agenda, publishing
from conferences.forms.agenda import AgendaForm, InviteForm
from conferences.forms.returns import PublishForm
from conferences.models import Conference
from conferences.policy import get_conference, visible_referrals
from conferences.policy_items import get_item
from conferences.policy_panels import get_referral
from conferences.queries_agenda import agenda_of, queue_of
from conferences.rules_agenda import check_may_arrange
from conferences.views.refusals import refusals_on
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page

MARKING = "OFFICIAL-SENSITIVE"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_agenda(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the agenda with its time beside the meeting's, and set order and minutes as typed or dragged."""
    conference = get_conference(request.actor, key, purpose="conference.agenda")
    check_may_arrange(request.actor, conference)
    form = AgendaForm(request.POST or None, rows=agenda_of(request.actor, conference))
    if request.method == "POST" and form.is_valid():
        try:
            agenda.arrange(actor=request.actor, conference=conference, order=form.order())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Order and times saved.")
            return redirect("conference_agenda", conference.pk)
    return _show(request, conference, form, PublishForm(conference=conference))


def _show(request: ActorRequest, conference: Conference, form: AgendaForm, due: PublishForm) -> HttpResponse:
    context = {**_context(request.actor, conference, form), "second_form": due}
    return render(request, "conferences/conference_agenda.html", context)


def _context(actor: Actor, conference: Conference, form: AgendaForm) -> dict[str, Any]:
    total = sum(row.item.expected_minutes for row in form.rows)
    return {
        "conference": conference,
        "form": form,
        "queue": queue_of(conference.panel, visible_referrals(actor)) if conference.panel else [],
        "total": total,
        "over": max(total - conference.minutes_long, 0),
        "left": max(conference.minutes_long - total, 0),
        "is_published": conference.agenda_published_at is not None,
        "is_changed": conference.agenda_published_at is not None and any(row.is_changed for row in form.rows),
        "marking": MARKING,
    }


@require_POST
@page(Permission.CONFERENCE_READ)
def agenda_place(request: ActorRequest, key: UUID, referral: UUID) -> HttpResponse:
    """Put a case that waits on the agenda."""
    conference = get_conference(request.actor, key, purpose="conference.agenda")
    found = get_referral(request.actor, referral)
    do(
        request,
        lambda: agenda.place(actor=request.actor, conference=conference, referral=found),
        f"Case {found.case.reference} is on the agenda. Check who is invited for it.",
    )
    return redirect("conference_agenda", conference.pk)


@require_POST
@page(Permission.CONFERENCE_READ)
def agenda_take_off(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a case off the agenda."""
    item = get_item(request.actor, key)
    do(
        request,
        lambda: agenda.take_off(actor=request.actor, item=item),
        f"Case {item.case.reference} is off the agenda.",
    )
    return redirect("conference_agenda", item.conference_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
def agenda_invite(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask who needs to be there for one item and what each may see."""
    item = get_item(request.actor, key)
    check_may_arrange(request.actor, item.conference)
    form = InviteForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        do(
            request,
            lambda: agenda.invite(actor=request.actor, item=item, given=form.given()),
            "Saved. What you took away has ended; what you added begins when you publish the agenda.",
        )
        return redirect("conference_agenda", item.conference_id)
    context = {"form": form, "item": item, "conference": item.conference, "marking": MARKING}
    return render(request, "conferences/agenda_invite.html", context)


@require_POST
@page(Permission.CONFERENCE_READ)
def agenda_publish(request: ActorRequest, key: UUID) -> HttpResponse:
    """Publish the agenda, and say by when agencies bring what they know."""
    conference = get_conference(request.actor, key, purpose="conference.agenda")
    due = PublishForm(request.POST, conference=conference)
    if not due.is_valid():
        check_may_arrange(request.actor, conference)
        return _show(request, conference, AgendaForm(rows=agenda_of(request.actor, conference)), due)
    day = due.cleaned_data["due_on"]
    do(
        request,
        lambda: publishing.publish(actor=request.actor, conference=conference, returns_due_on=day),
        "Agenda published. Each agency sees its own items, and has been told.",
    )
    return redirect("conference_agenda", conference.pk)


@require_POST
@page(Permission.CONFERENCE_READ)
def agenda_withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Withdraw the agenda."""
    conference = get_conference(request.actor, key, purpose="conference.agenda")
    do(
        request,
        lambda: publishing.withdraw(actor=request.actor, conference=conference),
        "Agenda withdrawn. No other agency sees it any longer.",
    )
    return redirect("conference_agenda", conference.pk)

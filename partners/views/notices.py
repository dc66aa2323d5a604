"""Notices: the list, opening one, and marking them read."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit import log
from partners.actions.notices import mark_all_read, mark_read
from partners.actor import ActorRequest
from partners.notices import described
from partners.queries import notices_for
from partners.way_on import is_ours
from partners.web import page

A_PAGE = 25


@require_safe
@page()
def notice_list(request: ActorRequest) -> HttpResponse:
    """Show the actor's notices, newest first."""
    notices = notices_for(request.actor)
    shown = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
    log.record(request.actor, "notice.list", facts={"notices": len(shown.object_list)})
    context = {
        "page": shown,
        "notices": described(shown.object_list),
        "unread": notices.filter(read_at__isnull=True).count(),
    }
    return render(request, "partners/notice_list.html", context)


@require_safe
@page()
def notice_open(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Go to the page that the notice is about; it counts as read from now."""
    notice = get_object_or_404(notices_for(request.actor), pk=notice_id)
    mark_read(actor=request.actor, notice=notice)
    return redirect(notice.path if is_ours(notice.path) else "notice_list")


@require_POST
@page()
def notice_read(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Mark one notice read, without leaving the list."""
    mark_read(actor=request.actor, notice=get_object_or_404(notices_for(request.actor), pk=notice_id))
    return redirect("notice_list")


@require_POST
@page()
def notice_read_all(request: ActorRequest) -> HttpResponse:
    """Mark every notice read."""
    number = mark_all_read(actor=request.actor)
    messages.success(request, "No notice was unread." if not number else "All notices are marked as read.")
    return redirect("notice_list")

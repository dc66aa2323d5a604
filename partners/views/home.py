"""The home page: what needs me today."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import log
from partners.actor import ActorRequest
from partners.home import to_dos
from partners.notices import described
from partners.queries import notices_for
from partners.starts import starts
from partners.web import page

NOTICES_SHOWN = 5


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the actor's day, or say plainly that the account has no role at present."""
    if request.user.is_authenticated and getattr(request, "actor", None) is None:
        return render(request, "partners/home_without_role.html", status=403)
    return _day(request)


@page()
def _day(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    waiting = to_dos(actor)
    unread = notices_for(actor).filter(read_at__isnull=True)
    log.record(actor, "home.read", facts={"to_dos": len(waiting), "notices": unread.count()})
    context = {
        "to_dos": waiting,
        "overdue": sum(to_do.is_overdue for to_do in waiting),
        "notices": described(unread[:NOTICES_SHOWN]),
        "unread": unread.count(),
        "starts": starts(actor),
    }
    return render(request, "partners/home.html", context)

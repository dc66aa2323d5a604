"""How long the session lasts, and where else the person is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.actions.sessions import end_some
from partners.actor import ActorRequest
from partners.models import User
from partners.queries_sessions import sessions_of
from partners.session_limits import renew, seconds_left
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
def session_time(request: HttpRequest) -> HttpResponse:
    """Say how many seconds are left; POST starts them again. Reading does not."""
    if not isinstance(request.user, User):
        return JsonResponse({"seconds": 0})
    if request.method == "POST":
        renew(request, at_once=True)
    return JsonResponse({"seconds": seconds_left(request)})


@require_safe
@page()
def session_list(request: ActorRequest) -> HttpResponse:
    """List the browsers in which the person is signed in."""
    found = sessions_of(request.actor.person, this=request.session.session_key)
    return render(request, "account/session_list.html", {"sessions": found, "others": len(found) > 1})


@require_POST
@page()
def session_end(request: ActorRequest) -> HttpResponse:
    """End one session, or all others; this one is ended by signing out."""
    listed = UserSession.objects.filter(user_id=request.actor.person).exclude(session_key=request.session.session_key)
    if request.POST.get("which") != "all":
        number = request.POST.get("which", "")
        listed = listed.filter(pk=int(number)) if number.isdecimal() and len(number) < 19 else listed.none()
    ended = end_some(
        user=User.objects.get(pk=request.actor.person),
        keys=listed.values_list("session_key", flat=True),
        request_id=request.actor.request_id,
    )
    messages.success(request, _said(ended))
    return redirect("session_list")


def _said(ended: int) -> str:
    return {0: "That session had ended already.", 1: "The session is ended."}.get(ended, f"{ended} sessions are ended.")

"""The doors that a signed-in person passes at every request: a session that has not ended, and a second factor."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from hatecrime.middleware import GetResponse
from hatecrime.second_factor import ways_of
from partners import session_limits, unsent
from partners.actions import sessions
from partners.freshness import ask_again
from partners.models import User

SET_UP_FIRST = "Set up your second step for signing in first."
ENDED = {
    "idle": "You were signed out because nothing happened for 30 minutes. Sign in to go on where you were.",
    "absolute": "You were signed out because you signed in 12 hours ago. Sign in to go on where you were.",
}
_BACKGROUND = frozenset({"report_progress", "session_time", "unsent_keep", "mfa_totp_picture", "healthy"})
"""What a browser asks for by itself; it is no sign that somebody sits there."""
_ALWAYS_OPEN = frozenset({"account_logout", "healthy", "session_time"})
_TO_PROVE = frozenset({"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
_TO_SET_UP = frozenset({"mfa_index", "mfa_activate_totp", "mfa_totp_picture", "mfa_add_webauthn"})


class SessionLimits:
    """End a session that has been idle for 30 minutes or is 12 hours old; what was kept in it for the person stays."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            if not session_limits.has_clocks(request):
                session_limits.begin(request)
            elif why := session_limits.why_over(request):
                _end(request, request.user, why)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.user.is_authenticated and name not in _BACKGROUND:
            session_limits.renew(request)


def _end(request: HttpRequest, person: User, why: str) -> None:
    sessions.expire(user=person, request_id=request.request_id, why=why)  # type: ignore[attr-defined]
    kept = request.session.get(unsent.SESSION_KEY)
    request.session.flush()
    request.user = AnonymousUser()
    request.session[session_limits.ENDED_FOR] = str(person.pk)
    if kept:
        request.session[unsent.SESSION_KEY] = kept
    messages.info(request, ENDED[why])


class SecondFactorDoor:
    """Let nobody past who has not proved a second factor in this session, where one is required.

    Somebody who has none is led to set one up; somebody who has one but signed in without it is asked for it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        person = request.user
        if settings.SECOND_FACTOR != "required" or not isinstance(person, User) or _has_proved(request, person):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in _ALWAYS_OPEN:
            return None
        if ways_of(person):
            return None if name in _TO_PROVE else self._refuse(request, ask_again)
        return None if name in _TO_SET_UP else self._refuse(request, lambda _: redirect("mfa_index"))

    def _refuse(self, request: HttpRequest, way_on: GetResponse) -> HttpResponse:
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": SET_UP_FIRST}, status=403)
        return way_on(request)


def _has_proved(request: HttpRequest, person: User) -> bool:
    return any(record["method"] == "mfa" for record in get_authentication_records(request, person))

"""The doors that a signed-in person passes at every request: a session that has not ended, and a second factor."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from hatecrime.middleware import GetResponse
from hatecrime.second_factor import ways_of
from partners.freshness import ask_again
from partners.models import User

SET_UP_FIRST = "Set up your second step for signing in first."
_ALWAYS_OPEN = frozenset({"account_logout", "healthy"})
_TO_PROVE = frozenset({"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
_TO_SET_UP = frozenset({"mfa_index", "mfa_activate_totp", "mfa_totp_picture", "mfa_add_webauthn"})


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

"""Signing in and asking for a new password, so that nobody learns who has an account, and nobody is locked out.

Failures are counted for the address signed in with together with where they come from: a browser in which that person
has signed in before, or else the internet address. A stranger, or a colleague behind the same internet address, uses up
attempts of their own and of nobody else. When an account is under attack from many places, attempts from unknown
browsers are slowed down, and never refused for it.
"""

import time
import uuid
from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.views import LoginView, PasswordResetView
from allauth.core.internal import ratelimit
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from partners.actions import password_links
from partners.sealing import NotReadable, seal, unseal

KNOWN_FOR = 180 * 24 * 3600
_PURPOSE = "known browser"
_FROM_A_KNOWN_BROWSER = {"login_failed": "5/5m/key"}
_FROM_ELSEWHERE = {"login_failed": "5/5m/key,200/5m/ip"}
_FROM_EVERYWHERE = {"login_failed": "20/1h/key"}


class Attempt:
    """One attempt to sign in, as it is counted."""

    def __init__(self, request: HttpRequest, email: str, address: str) -> None:
        self.request = request
        self.email = email.strip().lower()
        known = known_browser(request, self.email)
        self.config = _FROM_A_KNOWN_BROWSER if known else _FROM_ELSEWHERE
        self.key = f"{self.email}|{known or address}"
        self.is_known = bool(known)

    def count(self) -> ratelimit.RateLimitUsage | None:
        """Count it; nothing is returned when there were too many."""
        usage = self._consume(self.config, self.key)
        if usage and not self.is_known and not self._consume(_FROM_EVERYWHERE, self.email):
            time.sleep(settings.SIGN_IN_SLOWED_SECONDS)
        return usage

    def _consume(self, config: dict[str, str], key: str) -> ratelimit.RateLimitUsage | None:
        return ratelimit.consume(self.request, app="allauth.account", action="login_failed", config=config, key=key)


def known_browser(request: HttpRequest, email: str) -> str:
    """Return the name of this browser if the person has signed in here before; the cookie cannot be made by others."""
    try:
        number, *people = unseal(
            request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE, ""), purpose=_PURPOSE, seconds=KNOWN_FOR
        ).split("\n")
    except NotReadable:
        return ""
    return number if email in people else ""


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the browser show next time that this person has signed in here; with the person's own attempts alone."""
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE,
        seal(f"{uuid.uuid4()}\n{email.strip().lower()}", purpose=_PURPOSE),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def wait_until(moment: float) -> None:
    """Answer no sooner than this, so that the time of an answer tells nothing."""
    time.sleep(max(0.0, moment - time.monotonic()))


class SignIn(LoginView):
    """The page to sign in. What fails is answered after the same time, whatever it was that failed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.answer_at = time.monotonic() + settings.SIGN_IN_SECONDS
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        wait_until(self.answer_at)
        return response


class AskForLink(ResetPasswordForm):
    """The address for which a new password is wanted."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Note that a link is wanted; whether there is an account shows nowhere."""
        email = str(self.cleaned_data["email"])
        password_links.ask(email=email, request_id=str(getattr(request, "request_id", "")))
        return email


class Forgotten(PasswordResetView):
    """The page to ask for a new password. Every answer takes the same time."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer_at = time.monotonic() + settings.SIGN_IN_SECONDS
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            wait_until(answer_at)
        return response

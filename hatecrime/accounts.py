"""Signing in with django-allauth: accounts are made by an administrator, never by the public."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hatecrime.second_factor import ways_of
from hatecrime.sign_in import Attempt, remember_browser
from partners.actions import sessions
from partners.queries import actors_of
from partners.queries_sign_on import allowed
from partners.signed_in_with import SESSION_KEY, remember

_WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class ClosedAccounts(DefaultAccountAdapter):
    """No sign-up, no chatter on the page, and sentences that say what to do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or password is not right. Check both and try again.",
        "enter_current_password": "Enter your current password.",
        "incorrect_password": "The password is not right. Check it and try again.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes, then try again.",
        "rate_limited": "There were too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: agencies are given accounts."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Put the product's name before the subject of an email."""
        return f"{settings.PRODUCT_NAME}: {subject}"

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Tell somebody with the right password that the account is closed."""
        return render(request, "account/account_inactive.html", status=403)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Send somebody whose agencies all sign in with their own accounts there, instead of taking a password."""
        if response := super().pre_login(request, user, **kwargs):
            return response
        key = (kwargs.get("signal_kwargs") or {}).get(SESSION_KEY)
        remember(request.session, user, key)
        actors = actors_of(user)
        if not actors or allowed(actors, key):
            return None
        sessions.refuse(email=user.email, request_id=request.request_id)  # type: ignore[attr-defined]
        return render(request, "account/organisation_only.html", status=403)

    def get_login_stages(self) -> list[str]:
        """Ask for no second factor here after the provider's, where the agency's settings let that one count."""
        ours = "hatecrime.second_factor_stage.SecondFactorStage"
        return [
            ours if stage.endswith(".mfa.stages.AuthenticateStage") else stage for stage in super().get_login_stages()
        ]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go home after a change of password."""
        return reverse(settings.LOGIN_REDIRECT_URL)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at; see `hatecrime.sign_in`."""
        attempt = Attempt(request, str(credentials.get("email", "")), self.get_client_ip(request))
        self._login_failed_rl_usage = attempt.count()
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Remember the browser, so that others' failures do not count against this person here."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_browser(request, response, str(user.get_username()))
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask nobody twice who is led to set up the first second factor: they have just signed in."""
        if app == "allauth.mfa" and settings.SECOND_FACTOR == "required" and not ways_of(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Take no password from somebody who has a second factor, and offer a passkey first to who has nothing else."""
        found = super().get_reauthentication_methods(user)
        methods = [method | {"description": _WAYS[method["id"]]} for method in found]
        kinds = {way.type for way in ways_of(user)} if isinstance(user, AbstractBaseUser) else set()
        if kinds:
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return sorted(methods, key=lambda method: method["id"].endswith(":webauthn") != (kinds == {"webauthn"}))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        """Render an email, which may name the product and nothing about a case."""
        return super().render_mail(template_prefix, email, context | {"product_name": settings.PRODUCT_NAME}, headers)

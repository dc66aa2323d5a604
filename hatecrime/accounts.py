"""Signing in with django-allauth: accounts are made by an administrator, never by the public."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


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

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go home after a change of password."""
        return reverse(settings.LOGIN_REDIRECT_URL)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        """Render an email, which may name the product and nothing about a case."""
        return super().render_mail(template_prefix, email, context | {"product_name": settings.PRODUCT_NAME}, headers)

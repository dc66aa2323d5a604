"""Step-up: what a person proved before is too old for some pages, so they prove once more who they are."""

import time
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from partners import unsent
from partners.models import User
from partners.session_limits import ENDED_FOR
from partners.signed_in_with import confirms_with

NOT_SENT = "What you entered was not sent yet. It is kept for 30 minutes, and you can send it next."


def proved_again(request: HttpRequest) -> bool:
    """Say whether the person has proved once more who they are, within the last five minutes, after signing in.

    It takes the second factor. The password is enough only where the second factor is skipped (the demo).
    """
    if not isinstance(request.user, User):
        return False
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(
        record.get("reauthenticated") and record["at"] > since and _is_enough(record)
        for record in get_authentication_records(request, request.user)
    )


def _is_enough(record: dict[str, object]) -> bool:
    return record["method"] == "mfa" or (record["method"] == "password" and settings.SECOND_FACTOR == "skipped")


def ask_again(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for it, and from there back; sign in first who has not.

    What the person was about to send is kept, and they are led to where it can be sent.
    """
    if not isinstance(request.user, User):
        return sign_in_first(request)
    there = confirms_with(request.session, request.user)
    return _lead(request, request.user.pk, reverse("sign_on_confirm" if there else "account_reauthenticate"))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to where one signs in, and from there back; what was sent from a session that had ended is kept."""
    return _lead(request, request.session.get(ENDED_FOR), reverse("account_login"))


def _lead(request: HttpRequest, user_id: UUID | str | None, to: str) -> HttpResponse:
    if request.method != "POST" or user_id is None:
        return redirect_to_login(_way_back(request), login_url=to)
    unsent.keep(request, user_id=user_id, path=request.get_full_path(), fields=request.POST)
    messages.warning(request, NOT_SENT)
    return redirect_to_login(reverse("unsent_page"), login_url=to)


def _way_back(request: HttpRequest) -> str:
    """Return this page, or for what was sent the page on which it was entered, if it is one of ours."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl()
    return request.path

"""What this app adds when it loads: events of signing in and out, notices and things to do of administrators.

Signals are right here and only here: Django sends them from inside the library that signs people in.
"""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from partners import home, notices, session_limits, to_dos
from partners.actions import proposals, roles, second_factor, sessions
from partners.models import User

home.add_to_do_source(to_dos.of_administrator)
notices.add_kind(proposals.WAITS, "A change waits for you as the second administrator")
notices.add_kind(proposals.DECIDED, "What you proposed as administrator has been decided")
notices.add_kind(roles.GIVEN, "Another administrator gave somebody a role that sees cases")
notices.add_kind(second_factor.NOTICE, "Your second step for signing in was taken away by an administrator")


@receiver(user_logged_in, dispatch_uid="session.begin")
def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    session_limits.begin(request)
    sessions.begin(user=user, request_id=_request_id(request))


@receiver(user_logged_out, dispatch_uid="session.end")
def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        sessions.end(user=user, actor=getattr(request, "actor", None), request_id=_request_id(request))


@receiver(user_login_failed, dispatch_uid="session.refuse")
def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    sessions.refuse(email=str(credentials.get("email", "")), request_id=_request_id(request))


def _request_id(request: HttpRequest | None) -> str:
    return str(getattr(request, "request_id", ""))

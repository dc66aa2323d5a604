"""The door of every page: signed in, with a role that may open it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from partners import unsent
from partners.actor import Actor, ActorRequest
from partners.errors import NotPermitted
from partners.freshness import ask_again, proved_again, sign_in_first
from partners.roles import Permission
from partners.rules_agreements import must_accept_first

_P = ParamSpec("_P")
_View = Callable[Concatenate[ActorRequest, _P], HttpResponse]
_OpenView = Callable[Concatenate[HttpRequest, _P], HttpResponseBase]


def page(*permissions: Permission, fresh: bool = False) -> Callable[[_View[_P]], _OpenView[_P]]:
    """Open a view to people who have any of `permissions`, or to every signed-in person with a role when none is named.

    A signed-out person is sent to sign in. A person without the permission gets 403: that a kind of page exists is no
    secret; that a record exists is (see `cases.policy.get_case`). A check in the view that refuses the person gives 403
    too, with its own sentence. Somebody who sees cases is led to the partnership's agreements until they are accepted.

    Args:
        permissions: any of them opens the page.
        fresh: whether the person must have proved once more who they are within the last five minutes; otherwise they
            are asked to, and come back to this page.
    """

    def door(view: _View[_P]) -> _OpenView[_P]:
        def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if not request.user.is_authenticated:
                return sign_in_first(request)
            if actor is None:
                raise PermissionDenied("Your account has no role at present. Ask your partnership's administrator.")
            if permissions and not any(actor.may(permission) for permission in permissions):
                raise PermissionDenied("Your role does not include this page.")
            if must_accept_first(actor, permissions):
                return redirect_to_login(_back_to(request), login_url=reverse("agreement_accept"))
            if fresh and not proved_again(request):
                return ask_again(request)
            if request.method == "POST":
                unsent.note_sent(request)
            try:
                return view(cast(ActorRequest, request), *args, **kwargs)
            except NotPermitted as refusal:
                raise PermissionDenied(str(refusal)) from refusal

        guarded.fresh = fresh  # type: ignore[attr-defined]
        return update_wrapper(guarded, view)

    return door


def _back_to(request: HttpRequest) -> str:
    """Return where the person goes on after accepting: this page, or the home page after something was sent."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else reverse("home")

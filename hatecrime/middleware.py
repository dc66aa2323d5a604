"""What happens around every request: an id, the acting person, one transaction and the database scope."""

import uuid
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from redis.exceptions import RedisError

from partners.acting import SESSION_KEY, chosen_among
from partners.actor import Actor
from partners.freshness import ask_again
from partners.models import User
from partners.scope import acting, scope
from partners.signed_in_with import actors_here

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give the request an id that its events carry."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


class ActorMiddleware:
    """Find who is acting, then run the view inside one transaction and the actor's scope.

    The view is called from here, because the settings of the scope must be made inside its transaction. What a view
    returns is rendered here too: a lazy response would run its queries after the scope has ended.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actors = _actors(request)
        request.can_act_for_another = len(actors) > 1  # type: ignore[attr-defined]
        request.actor = chosen_among(actors, request.session.get(SESSION_KEY))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        with transaction.atomic(), acting(actor) if actor else scope():
            response = _answer(request, lambda: view(request, *args, **kwargs))
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _answer(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return what the view answers, or the answer that django-allauth gives by an exception."""
    try:
        return view()
    except ReauthenticationRequired:
        return ask_again(request)
    except RedisError:
        # Attempts cannot be counted, so nobody signs in; whoever has signed in goes on.
        return render(request, "account/not_now.html", status=503)
    except ImmediateHttpResponse as answer:
        return answer.response


def _actors(request: HttpRequest) -> list[Actor]:
    user = request.user
    if not isinstance(user, User):
        return []
    return actors_here(request.session, user, request.request_id)  # type: ignore[attr-defined]

"""Refusals on pages: what a person may not do is a 403; what cannot be done now leads back."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible

_View = Callable[[ActorRequest, UUID], HttpResponse]


def refusals_on(url_name: str) -> Callable[[_View], _View]:
    """Answer the refusals of a view that shows or changes one thing.

    Args:
        url_name: the page of that thing, where "this cannot be done now" is shown.
    """

    def wrap(view: _View) -> _View:
        @wraps(view)
        def answering(request: ActorRequest, key: UUID) -> HttpResponse:
            try:
                return view(request, key)
            except NotPermitted as refusal:
                raise PermissionDenied(str(refusal)) from refusal
            except NotPossible as refusal:
                messages.error(request, str(refusal))
                return redirect(url_name, key)

        return answering

    return wrap

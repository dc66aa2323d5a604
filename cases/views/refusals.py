"""How the pages of a case answer when a rule refuses."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible

_P = ParamSpec("_P")
_CaseView = Callable[Concatenate[ActorRequest, str, _P], HttpResponse]


def explaining_refusals(view: _CaseView[_P]) -> _CaseView[_P]:
    """Show the sentence of a refusal: as 403 to a person who may not, on the case page where the case forbids it."""

    def explained(request: ActorRequest, reference: str, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, reference, *args, **kwargs)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from None
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
            return redirect("case_page", reference)

    return update_wrapper(explained, view)

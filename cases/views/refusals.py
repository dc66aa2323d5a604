"""How the pages of a case answer when the state of the case refuses."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from partners.actor import ActorRequest
from partners.errors import NotPossible

_P = ParamSpec("_P")
_View = Callable[Concatenate[ActorRequest, _P], HttpResponse]


def explaining_refusals(view: _View[_P]) -> _View[_P]:
    """Show on the case page why something is not possible now; `partners.web.page` answers those who may not at all."""

    def explained(request: ActorRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
            return redirect("case_page", kwargs["reference"])

    return update_wrapper(explained, view)

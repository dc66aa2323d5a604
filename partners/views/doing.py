"""Doing something for which a page asks nothing more, and saying what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from partners.errors import Refusal


def do(request: HttpRequest, deed: Callable[[], object], sentence: str) -> None:
    """Do it, and put on the next page what happened, or why not.

    Args:
        request: the request.
        deed: what is done; its refusal is told, not raised.
        sentence: what is told when it is done.
    """
    try:
        deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, sentence)

"""How the interface refuses: each refusal as JSON with its own sentence, and nothing of it left in the database."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from partners.errors import NotPermitted, NotPossible


class Conflict(exceptions.APIException):
    """Nobody can do this now."""

    status_code = status.HTTP_409_CONFLICT


class TooLarge(exceptions.APIException):
    """More was sent than is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "This is too much for one report. Send a smaller one."


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an exception of a view, and undo what the view has written.

    The framework does the undoing only where ATOMIC_REQUESTS is set; here the transaction is the middleware's
    (`hatecrime.middleware.ActorMiddleware`), which commits whatever a view returns.

    Args:
        error: what the view raised.
        context: the view and its request.
    """
    transaction.set_rollback(True)
    return exception_handler(_translated(error), context)


def _translated(error: Exception) -> Exception:
    match error:
        case NotPermitted():
            return exceptions.PermissionDenied(str(error))
        case NotPossible():
            return Conflict(str(error))
        case RequestDataTooBig():
            return TooLarge()
    return error

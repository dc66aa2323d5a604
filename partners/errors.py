"""Refusals: sentences that a caseworker can read, raised by checks and shown on the page."""

from collections.abc import Callable
from typing import ParamSpec

_P = ParamSpec("_P")


class Refusal(Exception):
    """The base of every refusal; its text is the sentence to show."""


class NotPermitted(Refusal):
    """This person may not do this."""


class NotPossible(Refusal):
    """Nobody can do this now: the state of the thing does not allow it, or what was given is not enough."""


def reason_against(check: Callable[_P, None], *args: _P.args, **kwargs: _P.kwargs) -> str:
    """Return the sentence with which `check` refuses, or nothing when it agrees.

    The page shows this beside a disabled button; the action raises the same sentence.
    """
    try:
        check(*args, **kwargs)
    except Refusal as refusal:
        return str(refusal)
    return ""

"""What stops the site before it serves anything: a second factor that is switched off where real cases are."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

_SKIPPED = "SECOND_FACTOR=skipped is for the demo alone. Set it to required, or set DEMO to yes."


class SecondFactorSkipped(RuntimeError):
    """The site was about to serve real cases without asking people for a second factor."""


def check_second_factor() -> None:
    """Check that the second factor is asked for, unless this is a demo.

    Raises:
        SecondFactorSkipped: it is not.
    """
    if settings.SECOND_FACTOR != "required" and not settings.DEMO:
        raise SecondFactorSkipped(_SKIPPED)


@register(Tags.security)
def _check(**_: Any) -> list[CheckMessage]:
    try:
        check_second_factor()
    except SecondFactorSkipped as reason:
        return [Error(str(reason), id="hatecrime.E001")]
    return []

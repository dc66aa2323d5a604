"""A clock that is turned back while the history of the demo is made, and that goes on ticking.

Everything in the site asks `django.utils.timezone` for the time, also the defaults of model fields, which hold the
function itself. So the class from which that module takes the time is exchanged, and nothing else. PostgreSQL's own
clock is left alone. Nothing but the demo loader may use this: it holds for the whole process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from time import monotonic

from django.utils import timezone


@contextmanager
def showing(moment: datetime) -> Iterator[None]:
    """Let the site's clock show `moment`, and go on from there, until the block ends.

    Args:
        moment: with its time zone.
    """
    began = monotonic()

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (moment + timedelta(seconds=monotonic() - began)).astimezone(tz)

    before = vars(timezone)["datetime"]
    vars(timezone)["datetime"] = Shown
    try:
        yield
    finally:
        vars(timezone)["datetime"] = before

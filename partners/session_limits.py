"""How long a session lasts: 30 minutes without activity, and 12 hours whatever happens. Both are kept by the server.

The clock of activity is written down once a minute at most, so that not every page costs a write; a session therefore
ends between 29 and 30 minutes after the last page. Pages count on the 29.
"""

import math
import time

from django.conf import settings
from django.http import HttpRequest

STARTED, ACTIVE, ENDED_FOR = "started_at", "active_at", "ended_for"
"""In the session: when the person signed in, when they last did something, and whose session ended before this one."""
RESOLUTION = 60


def begin(request: HttpRequest) -> None:
    """Start both clocks, when a person signs in."""
    request.session[STARTED] = request.session[ACTIVE] = time.time()
    request.session.pop(ENDED_FOR, None)


def renew(request: HttpRequest, *, at_once: bool = False) -> None:
    """Note that the person did something just now; `at_once` notes it to the second."""
    if at_once or time.time() - request.session.get(ACTIVE, 0) >= RESOLUTION:
        request.session[ACTIVE] = time.time()


def has_clocks(request: HttpRequest) -> bool:
    """Say whether there is a session whose clocks have been started."""
    session = getattr(request, "session", {})
    return STARTED in session and ACTIVE in session


def seconds_left(request: HttpRequest) -> int:
    """Return how long the session lasts if the person does nothing; 0 or less when it is over."""
    idle: float = request.session[ACTIVE] + settings.SESSION_IDLE_SECONDS
    absolute: float = request.session[STARTED] + settings.SESSION_LONGEST_SECONDS
    return math.ceil(min(idle, absolute) - time.time())


def seconds_for_a_page(request: HttpRequest) -> int:
    """Return how long a page that is shown now can count on: the same for every page, until the 12 hours near."""
    absolute = request.session[STARTED] + settings.SESSION_LONGEST_SECONDS - time.time()
    return int(min(settings.SESSION_IDLE_SECONDS - RESOLUTION, absolute))


def why_over(request: HttpRequest) -> str:
    """Return which limit is reached: idle, absolute, or a blank when neither is."""
    now = time.time()
    if now - request.session[STARTED] >= settings.SESSION_LONGEST_SECONDS:
        return "absolute"
    return "idle" if now - request.session[ACTIVE] >= settings.SESSION_IDLE_SECONDS else ""

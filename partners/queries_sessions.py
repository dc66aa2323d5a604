"""Reading where a person is signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from partners.session_limits import ACTIVE, STARTED

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session: in which browser, since when, when something was last done in it, and whether it is this one."""

    id: int
    device: str
    started_at: datetime
    active_at: datetime
    is_this: bool


def sessions_of(user_id: UUID, *, this: str | None) -> list[SignedIn]:
    """Return the sessions of a person that have not ended, this one first, then the one used last.

    Args:
        user_id: the person.
        this: the key of the session that is asking.
    """
    found = [_signed_in(listed, this) for listed in UserSession.objects.filter(user_id=user_id)]
    return sorted(filter(None, found), key=lambda each: (not each.is_this, -each.active_at.timestamp()))


def device_of(user_agent: str) -> str:
    """Return the words for what a browser says of itself, such as “Firefox on Windows”."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "an unknown device")
    return f"{browser} on {system}"


def _signed_in(listed: UserSession, this: str | None) -> SignedIn | None:
    kept = SessionStore(listed.session_key).load()
    if kept.get("_auth_user_id") != str(listed.user_id):
        return None
    started, active = (kept.get(name, listed.created_at.timestamp()) for name in (STARTED, ACTIVE))
    now = datetime.now(UTC).timestamp()
    if now - active >= settings.SESSION_IDLE_SECONDS or now - started >= settings.SESSION_LONGEST_SECONDS:
        return None
    return SignedIn(listed.pk, device_of(listed.user_agent), _at(started), _at(active), listed.session_key == this)


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

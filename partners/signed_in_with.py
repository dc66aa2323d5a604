"""How a person signed in, kept in the session: with a password or passkey, or with their agency's own account."""

from django.contrib.sessions.backends.base import SessionBase

from partners.actor import Actor
from partners.models import SingleSignOn, User
from partners.queries import actors_of
from partners.queries_sign_on import allowed, in_use

SESSION_KEY = "signed_in_with"


def remember(session: SessionBase, user: User, key: str | None) -> None:
    """Keep how the person signed in.

    Args:
        session: of this browser.
        user: who signed in.
        key: of the agency's seat, if it was with the agency's account.
    """
    session.pop(SESSION_KEY, None)
    if key:
        session[SESSION_KEY] = [str(user.pk), key]


def signed_in_with(session: SessionBase, user: User) -> str | None:
    """Return the key of the agency's seat, if this person signed in here with the agency's account."""
    person, key = session.get(SESSION_KEY) or (None, None)
    return key if person == str(user.pk) else None


def confirms_with(session: SessionBase, user: User) -> SingleSignOn | None:
    """Return the agency's settings, if this person signed in with them and their second factor counts here."""
    key = signed_in_with(session, user)
    return in_use().filter(seat_id=key, trusts_second_factor=True).first() if key else None


def actors_here(session: SessionBase, user: User, request_id: str) -> list[Actor]:
    """Return everyone this person can act as today, by the way in which they signed in here."""
    return allowed(actors_of(user, request_id=request_id), signed_in_with(session, user))

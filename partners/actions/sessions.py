"""What the log keeps of signing in and out: who, when, for which agency, and attempts that failed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from audit import log
from partners.actor import Actor
from partners.models import User
from partners.queries import actors_of
from partners.scope import acting, scope


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody without a role, or whose name we do not know: enough for an event, not for anything else."""

    user_id: UUID | None
    request_id: str
    agency_id: None = None
    partnership_id: None = None


@transaction.atomic
def begin(*, user: User, request_id: str) -> None:
    """Record that a person signed in."""
    _record("session.begin", user, request_id)


@transaction.atomic
def refuse(*, email: str, request_id: str) -> None:
    """Record an attempt to sign in that failed; the address itself is not kept, only whose it is if it is known."""
    user = User.objects.filter(email=email.strip().lower()).first()
    _record("session.refuse", user, request_id)


@transaction.atomic
def end(*, user: User, actor: Actor | None, request_id: str) -> None:
    """Record that a person signed out.

    Args:
        user: the person.
        actor: for whom the person acted, if the person had a role.
        request_id: the request, for a person without one.
    """
    if actor is None:
        _record("session.end", user, request_id)
    else:
        with acting(actor):
            log.record(actor, "session.end")


@transaction.atomic
def change_seat(*, actor: Actor) -> None:
    """Record that a person acts for another agency or in another partnership from now on.

    Args:
        actor: for whom the person acts now.
    """
    with acting(actor):
        log.record(actor, "session.change")


def _record(verb: str, user: User | None, request_id: str) -> None:
    """Write the event with the partnership that the person acts in first, whose auditor then sees it."""
    actors = actors_of(user, request_id=request_id) if user else []
    if actors:
        with acting(actors[0]):
            log.record(actors[0], verb)
    else:
        with scope():
            log.record(Stranger(user.pk if user else None, request_id), verb)

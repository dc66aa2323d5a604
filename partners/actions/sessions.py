"""Signing in and out: who, when, for which agency, attempts that failed, and sessions that are ended from elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

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
    record_for("session.begin", user, request_id)


@transaction.atomic
def refuse(*, email: str, request_id: str) -> None:
    """Record an attempt to sign in that failed; the address itself is not kept, only whose it is if it is known."""
    user = User.objects.filter(email=email.strip().lower()).first()
    record_for("session.refuse", user, request_id)


@transaction.atomic
def end(*, user: User, actor: Actor | None, request_id: str) -> None:
    """Record that a person signed out.

    Args:
        user: the person.
        actor: for whom the person acted, if the person had a role.
        request_id: the request, for a person without one.
    """
    if actor is None:
        record_for("session.end", user, request_id)
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


@transaction.atomic
def expire(*, user: User, request_id: str, why: str) -> None:
    """Record that a session came to its end by itself.

    Args:
        user: the person.
        request_id: the request that came too late.
        why: idle or absolute, the limit that was reached.
    """
    record_for("session.expire", user, request_id, facts={"why": why})


@transaction.atomic
def confirm(*, user: User, request_id: str, how: str) -> None:
    """Record that a person who had signed in proved once more who they are.

    Args:
        user: the person.
        request_id: the request.
        how: password, totp, webauthn or recovery_codes.
    """
    record_for("session.confirm", user, request_id, facts={"how": how})


@transaction.atomic
def end_some(*, user: User, keys: Iterable[str], request_id: str) -> int:
    """End sessions of a person from elsewhere, and return how many there were.

    Args:
        user: whose sessions; those of others are left alone.
        keys: the keys of the sessions.
        request_id: the request.
    """
    listed = UserSession.objects.filter(user=user, session_key__in=list(keys))
    number = _end(listed)
    if number:
        record_for("session.end_elsewhere", user, request_id, facts={"sessions": number})
    return number


def end_everywhere(user: User) -> int:
    """End all sessions of a person, as part of an act that is recorded by itself, and return how many there were."""
    return _end(UserSession.objects.filter(user=user))


@transaction.atomic
def forget_ended() -> None:
    """Remove the rows of sessions that are over, with the browsers and internet addresses noted for them."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _end(listed: QuerySet[UserSession]) -> int:
    keys = list(listed.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    listed.delete()
    return len(keys)


def record_for(verb: str, user: User | None, request_id: str, *, facts: Mapping[str, str | int] | None = None) -> None:
    """Write the event with the partnership that the person acts in first, whose auditor then sees it."""
    actors = actors_of(user, request_id=request_id) if user else []
    if actors:
        with acting(actors[0]):
            log.record(actors[0], verb, facts=facts)
    else:
        with scope():
            log.record(Stranger(user.pk if user else None, request_id), verb, facts=facts)

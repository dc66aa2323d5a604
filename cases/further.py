"""An incident was recorded: higher apps add what follows from it, which only they know, when they load."""

from collections.abc import Callable

from cases.models import Incident
from partners.actor import Actor

Follower = Callable[[Actor, Incident], object]
_followers: list[Follower] = []


def add_follower(follower: Follower) -> None:
    """Let an app do what follows from a recorded incident, in the transaction in which it is recorded."""
    _followers.append(follower)


def follow(actor: Actor, incident: Incident) -> None:
    """Do everything that follows from an incident that the actor has just recorded."""
    for follower in _followers:
        follower(actor, incident)

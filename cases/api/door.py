"""The door of the interface: who is acting, and whether a role allows it."""

from rest_framework.request import Request

from partners.actor import Actor
from partners.errors import NotPermitted
from partners.roles import Permission
from partners.rules_agreements import check_has_accepted


def actor_for(request: Request, permission: Permission) -> Actor:
    """Return who is acting, if a role allows it.

    Raises:
        NotPermitted: the person has no role at present, or none with `permission`, or has an agreement to accept first.
    """
    actor: Actor | None = getattr(request._request, "actor", None)
    if actor is None:
        raise NotPermitted("Your account has no role at present. Ask your partnership's administrator.")
    actor.must(permission, "Your role does not include this.")
    check_has_accepted(actor, permission)
    return actor

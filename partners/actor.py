"""The acting person: who is doing this, for which agency, in which partnership."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from partners.errors import NotPermitted
from partners.roles import Permission, Role, permissions_of


@dataclass(frozen=True, slots=True)
class Actor:
    """Built once per request, task or command; there is no actor that is nobody.

    `user_id` is empty only for work that no person started (a schedule, a command): `name` then says which.
    """

    user_id: UUID | None
    name: str
    agency_id: UUID | None
    agency_name: str
    partnership_id: UUID
    partnership_name: str
    roles: frozenset[Role]
    request_id: str = ""

    def may(self, permission: Permission) -> bool:
        """Say whether any of the actor's roles allows `permission`."""
        return permission in permissions_of(self.roles)

    def must(self, permission: Permission, sentence: str) -> None:
        """Check `permission`.

        Raises:
            NotPermitted: with `sentence`, when no role of the actor allows it.
        """
        if not self.may(permission):
            raise NotPermitted(sentence)

    @property
    def agency(self) -> UUID:
        """The agency acted for.

        Raises:
            NotPermitted: the work is done for a partnership as a whole, not for an agency.
        """
        if self.agency_id is None:
            raise NotPermitted("This can only be done for an agency.")
        return self.agency_id

    @property
    def person(self) -> UUID:
        """The person acting.

        Raises:
            NotPermitted: no person started this work.
        """
        if self.user_id is None:
            raise NotPermitted("This can only be done by a person who has signed in.")
        return self.user_id


class ActorRequest(HttpRequest):
    """A request after `ActorMiddleware`: signed in, with a live role."""

    actor: Actor

"""Which agency, in which partnership, a person with several has chosen to act for."""

from collections.abc import Sequence

from partners.actor import Actor

SESSION_KEY = "acting_for"
"""Where the session keeps the choice."""


def acting_key(actor: Actor) -> str:
    """Return how the session remembers which agency and partnership was chosen."""
    return f"{actor.partnership_id}/{actor.agency_id}"


def chosen_among(actors: Sequence[Actor], key: object) -> Actor | None:
    """Return the actor that `key` remembers, else the first one; nothing when there is none.

    Args:
        actors: everyone this person can act as today.
        key: what the session holds, which may be a choice that no longer stands.
    """
    return next((actor for actor in actors if acting_key(actor) == key), actors[0] if actors else None)

"""Who may record that somebody steps out of an item, and take that back."""

from uuid import UUID

from conferences.models import Conference, Recusal
from conferences.rules import check_convened, check_may_run
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission


def check_may_recuse(actor: Actor, conference: Conference, user_id: UUID | None) -> None:
    """Check that the actor may record that a person steps out: one's own recusal always, another's who runs it."""
    actor.must(Permission.CONFERENCE_READ, "Your role does not include conferences.")
    if user_id is None or user_id != actor.user_id:
        check_may_run(actor, conference)
    check_convened(conference)


def check_may_lift(actor: Actor, conference: Conference, recusal: Recusal) -> None:
    """Check that the actor may let a person back in who was recused by mistake: who runs it, never oneself."""
    check_may_run(actor, conference)
    if recusal.user_id is not None and recusal.user_id == actor.user_id:
        raise NotPermitted("Somebody else has to let you back in.")
    if recusal.lifted_at is not None:
        raise NotPossible("This person has been let back in already.")

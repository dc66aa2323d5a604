"""The history of a person's account and roles, for the administrators of the partnership."""

from typing import Any

from django.core.paginator import Page

from partners.actor import Actor
from partners.changes import changes_of
from partners.history_labels import ACCOUNT, ROLE
from partners.models import User


def changes_of_person(actor: Actor, user: User, number: str | None) -> "Page[Any]":
    """Return a page of what changed of a person's account, and of the roles in the actor's partnership."""
    told = [ACCOUNT.told(id=user.pk), ROLE.told(user_id=user.pk, partnership_id=actor.partnership_id)]
    return changes_of(actor, told, number, lambda vocabulary, code: code)

"""Writing down what a conference says and decides about a case, and the actions it agrees."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import log
from conferences.actions.locking import lock
from conferences.models import Action, Item
from conferences.queries import agencies_at
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible


class ChangedMeanwhile(NotPossible):
    """Somebody else saved the same item after this person opened it; what is stored stays until a person chooses."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written about one case.

    Attributes:
        discussion: information and risks, fact and opinion kept apart.
        decision: what those present decided.
        review_on: when the risk is to be looked at again.
    """

    discussion: str
    decision: str
    review_on: date | None = None


@transaction.atomic
def save(*, actor: Actor, item: Item, notes: Notes, version: int) -> None:
    """Save the notes of one item.

    Args:
        actor: who runs the conference.
        item: the item; it is brought up to date.
        notes: all of what is to stand.
        version: the version that the writer had before them.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off.
        ChangedMeanwhile: another text was saved since that version.
    """
    check_may_run(actor, item.conference)
    lock(item.conference)
    if notes_of(Item.objects.get(pk=item.pk)) != notes:
        _replace(actor, item, notes, version)
    item.refresh_from_db(fields=["discussion", "decision", "review_on", "version", "saved_at"])


def notes_of(item: Item) -> Notes:
    """Return what is written about the item."""
    return Notes(item.discussion, item.decision, item.review_on)


def _replace(actor: Actor, item: Item, notes: Notes, version: int) -> None:
    changed = Item.objects.filter(pk=item.pk, version=version).update(
        discussion=notes.discussion,
        decision=notes.decision,
        review_on=notes.review_on,
        version=F("version") + 1,
        saved_at=timezone.now(),
    )
    if changed != 1:
        raise ChangedMeanwhile("Somebody else saved these notes while you were writing. Choose which text stands.")
    _record(actor, "conference.write", item)


@transaction.atomic
def add_action(*, actor: Actor, item: Item, agency_id: UUID, task: str, due_on: date) -> Action:
    """Add an action: who, what, by when. Its owner sees it once the minutes are finalised.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off, the agency takes no part in it, or the date lies before the meeting.
    """
    conference = item.conference
    check_may_run(actor, conference)
    lock(conference)
    if agency_id not in {agency.pk for agency in agencies_at(conference)}:
        raise NotPossible("Only an agency that takes part in this conference can take an action.")
    if due_on < timezone.localdate(conference.held_at):
        raise NotPossible("An action is due on the day of the meeting or later.")
    action = Action(
        partnership_id=conference.partnership_id,
        case=item.case,
        case_reference=item.case.reference,
        item=item,
        lead_agency_id=item.case.lead_agency_id,
        agency_id=agency_id,
        task=task,
        due_on=due_on,
        agreed_by_id=actor.person,
        agreed_at=None,
    )
    action.save(force_insert=True)
    _record(actor, "action.add", item)
    return action


@transaction.atomic
def remove_action(*, actor: Actor, item: Item, action_id: UUID) -> None:
    """Take out an action again, while the minutes are open.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off, or has no such action.
    """
    check_may_run(actor, item.conference)
    lock(item.conference)
    removed, _ = Action.objects.filter(pk=action_id, item=item, agreed_at__isnull=True).delete()
    if removed != 1:
        raise NotPossible("This action has been removed already.")
    _record(actor, "action.remove", item)


def _record(actor: Actor, verb: str, item: Item) -> None:
    log.record(
        actor,
        verb,
        subject=item.case.reference,
        owner_agency_id=item.conference.chairing_agency_id,
        facts={"conference": str(item.conference_id)},
    )

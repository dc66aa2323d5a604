"""The actions that a conference agrees about a case, before the minutes are final."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.policy import not_kept_away
from conferences.actions.locking import lock
from conferences.models import Action, Conference, ConferenceState, Item
from conferences.people import people_who_may
from conferences.queries import agencies_at_item
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission


@transaction.atomic
def add_action(
    *,
    actor: Actor,
    item: Item,
    agency_id: UUID,
    task: str,
    due_on: date | None,
    at_next_meeting: bool = False,
    person_id: UUID | None = None,
) -> Action:
    """Add an action: who, what, by when. Its owner sees it once the minutes are finalised.

    Args:
        actor: who runs the conference.
        item: the case that it is about.
        agency_id: the agency that does it.
        task: what is to be done.
        due_on: by when; empty when it is due at the next meeting.
        at_next_meeting: whether it is due at the next meeting, which may have no day yet.
        person_id: who of the agency does it, where somebody took it on.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off, the agency or the person takes no part in the item, or the day lies
            before the meeting or is missing.
    """
    check_may_run(actor, item.conference)
    lock(item.conference)
    check_owner(item, agency_id, person_id)
    check_day(item.conference, due_on, at_next_meeting=at_next_meeting)
    action = _written(actor, item, agency_id, person_id, task)
    action.due_on = next_meeting_on(item.conference) if at_next_meeting else due_on
    action.due_at_next_meeting = at_next_meeting
    action.save(force_insert=True)
    _record(actor, "action.add", item)
    return action


def _written(actor: Actor, item: Item, agency_id: UUID, person_id: UUID | None, task: str) -> Action:
    return Action(
        partnership_id=item.conference.partnership_id,
        case=item.case,
        case_reference=item.case.reference,
        item=item,
        lead_agency_id=item.case.lead_agency_id,
        agency_id=agency_id,
        person_id=person_id,
        task=task,
        agreed_by_id=actor.person,
        agreed_at=None,
    )


def check_owner(item: Item, agency_id: UUID, person_id: UUID | None = None) -> None:
    """Check that an agency, and the person of it who is named, can take an action of the item.

    Raises:
        NotPossible: they cannot.
    """
    if agency_id not in {agency.pk for agency in agencies_at_item(item)}:
        raise NotPossible("Only an agency that takes part in this item can take an action.")
    partnership_id = item.conference.partnership_id
    workers = people_who_may(Permission.ACTION_UPDATE, partnership_id=partnership_id, agencies=[agency_id])
    if person_id is not None and not not_kept_away(workers, item.case_id).filter(pk=person_id).exists():
        raise NotPossible("Choose somebody of the agency that takes the action.")


def check_day(conference: Conference, due_on: date | None, *, at_next_meeting: bool) -> None:
    """Check that an action is due on a day that is named, or at the next meeting.

    Raises:
        NotPossible: the day is missing, or lies before the meeting.
    """
    if at_next_meeting:
        return
    if due_on is None:
        raise NotPossible("Say by when the action is due.")
    if due_on < timezone.localdate(conference.held_at):
        raise NotPossible("An action is due on the day of the meeting or later.")


def next_meeting_on(conference: Conference) -> date | None:
    """Return the day of the panel's next meeting, when one is convened."""
    if conference.panel_id is None:
        return None
    later = Conference.objects.filter(
        panel_id=conference.panel_id, held_at__gt=conference.held_at, state=ConferenceState.CONVENED
    )
    following = later.order_by("held_at").first()
    return timezone.localdate(following.held_at) if following else None


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

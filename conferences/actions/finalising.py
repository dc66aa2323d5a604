"""Finalising the minutes of a conference: locked, numbered, hashed, with a copy for each recipient."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions import movement
from cases.actions.locking import lock as lock_case
from cases.models import Case
from cases.policy import not_kept_away
from cases.states import TRANSITIONS, State
from conferences.actions.locking import lock
from conferences.actions.versions import write_version
from conferences.minutes import head_of, missing_from, unanswered
from conferences.models import Action, Conference, ConferenceState, Edition, Item, Minutes
from conferences.people import people_who_may
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.roles import Permission

NOTICE = "action_agreed"


@transaction.atomic
def finalise(*, actor: Actor, conference: Conference) -> Minutes:
    """Finalise the minutes: nothing in them can change afterwards, and their actions are agreed.

    Args:
        actor: who runs the conference.
        conference: the conference; its state and number are changed in memory too.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: something is missing, or a correction has no answer (the sentences say what), part of the meeting
            is hidden from the actor, or they are final already.
    """
    check_may_run(actor, conference)
    lock(conference)
    if missing := [*missing_from(conference), *unanswered(conference)]:
        raise NotPossible(" ".join(missing))
    minutes = _fix(actor, conference, timezone.now())
    for item in conference.items.select_related("case", "conference"):
        _carry_over(actor, item)
        log.record(
            actor,
            "conference.finalise",
            subject=item.case.reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), "number": conference.number},
        )
    return minutes


def _fix(actor: Actor, conference: Conference, now: datetime) -> Minutes:
    """Agree the actions, number the conference and keep its content."""
    conference.number = _next_number(conference)
    head = head_of(conference, number=conference.number, at=now, by=actor.name)
    Action.objects.filter(item__conference=conference).update(agreed_at=now)
    changed = Conference.objects.filter(pk=conference.pk, state=ConferenceState.CONVENED).update(
        state=ConferenceState.FINALISED, number=conference.number, finalised_at=now, finalised_by_id=actor.person
    )
    if changed != 1:
        raise NotPossible("The minutes are final and cannot be changed.")
    conference.refresh_from_db(fields=["state", "number", "finalised_at", "finalised_by"])
    return write_version(actor, Minutes(conference=conference, edition=Edition.FINAL, made_at=now), head)


def _next_number(conference: Conference) -> int:
    """Return one more than the last number of this agency in this partnership; others wait until it is committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"minutes {conference.partnership_id} {conference.chairing_agency_id}"],
        )
    numbered = Conference.objects.filter(
        partnership_id=conference.partnership_id, chairing_agency_id=conference.chairing_agency_id
    )
    return int(numbered.aggregate(last=Max("number"))["last"] or 0) + 1


def _carry_over(actor: Actor, item: Item) -> None:
    """Bring what was decided into the case, and tell the owners of the actions."""
    case, fields = item.case, {"review_on": item.review_on} if item.review_on else {}
    lock_case(case)
    # A decision that was re-opened while the conference stood has to be taken first: then the case stays where it is.
    if State.IN_ACTION in TRANSITIONS[State(case.state)]:
        movement.move(actor=actor, case=case, to=State.IN_ACTION, **fields)
    elif fields:
        Case.objects.filter(pk=case.pk).update(**fields)
    tell(actor, _owners(actor, item), kind=NOTICE, subject=case.reference, path=reverse("action_list"))


def _owners(actor: Actor, item: Item) -> list[User]:
    """Return who is told of the item's actions: the person who took one, else those of the agency who may answer it."""
    actions = list(item.actions.all())
    named = [action.person_id for action in actions if action.person_id]
    agencies = {action.agency_id for action in actions if not action.person_id}
    people = people_who_may(Permission.ACTION_UPDATE, partnership_id=actor.partnership_id, agencies=agencies)
    told = User.objects.filter(pk__in=[*named, *people.values_list("pk", flat=True)])
    return list(not_kept_away(told, item.case_id))

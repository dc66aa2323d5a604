"""Finalising the minutes of a conference: locked, numbered, hashed."""

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
from conferences.minutes import content_of, digest, missing_from
from conferences.models import Action, Conference, ConferenceState, Item, Minutes
from conferences.people import people_who_may
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible
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
        NotPossible: something is missing (the sentences say what), or they are final already.
    """
    check_may_run(actor, conference)
    lock(conference)
    if missing := missing_from(conference):
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
    content = content_of(conference, number=conference.number, at=now, by=actor.name)
    Action.objects.filter(item__conference=conference).update(agreed_at=now)
    changed = Conference.objects.filter(pk=conference.pk, state=ConferenceState.CONVENED).update(
        state=ConferenceState.FINALISED, number=conference.number, finalised_at=now, finalised_by_id=actor.person
    )
    if changed != 1:
        raise NotPossible("The minutes are final and cannot be changed.")
    conference.refresh_from_db(fields=["state", "number", "finalised_at", "finalised_by"])
    minutes = Minutes(conference=conference, content=content, content_sha256=digest(content), made_at=now)
    minutes.save(force_insert=True)
    return minutes


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
    owners = set(item.actions.values_list("agency_id", flat=True))
    people = people_who_may(Permission.ACTION_UPDATE, partnership_id=actor.partnership_id, agencies=owners)
    tell(actor, not_kept_away(people, case.pk), kind=NOTICE, subject=case.reference, path=reverse("action_list"))

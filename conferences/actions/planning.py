"""Planning a meeting of a standing panel, and moving any meeting to another date or place."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import log
from cases.models import CaseAccess
from conferences.actions.convene import end_of
from conferences.actions.due_days import set_due_days
from conferences.actions.locking import lock
from conferences.invitations import people_asked, send_requests, send_updates
from conferences.models import Conference, Panel
from conferences.rules_agenda import check_may_change_panel, check_may_move
from partners.actor import Actor
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where people meet.

    Attributes:
        held_at: when it begins, with its time zone.
        minutes_long: for how long.
        place: where; empty when there is only a video link.
        video_link: how to join from elsewhere, or empty.
        access_until: the last day on which invited agencies can see their items, in Europe/London.
    """

    held_at: datetime
    minutes_long: int
    place: str
    video_link: str
    access_until: date


@transaction.atomic
def plan(*, actor: Actor, panel: Panel, sitting: Sitting) -> Conference:
    """Plan a meeting of a panel, its agenda still empty; the chair and the panel's people get it in their calendars.

    Raises:
        NotPermitted: the actor does not keep this panel.
        NotPossible: the panel has ended, or what was given does not fit.
    """
    check_may_change_panel(actor, panel)
    _check(sitting)
    conference = Conference(
        partnership_id=panel.partnership_id,
        panel=panel,
        chairing_agency_id=panel.agency_id,
        chair_id=panel.chair_id,
        convened_by_id=actor.person,
        **_columns(sitting),
    )
    conference.save(force_insert=True)
    set_due_days(conference)
    _record(actor, "conference.plan", conference)
    send_requests(actor, conference, people_asked(conference))
    return conference


@transaction.atomic
def move(*, actor: Actor, conference: Conference, sitting: Sitting) -> None:
    """Set another date, place or length. Calendars are brought up to date, and access lasts to the new day.

    Raises:
        NotPermitted: the actor neither arranges its agenda nor convened it.
        NotPossible: it is finalised or called off, or what was given does not fit.
    """
    check_may_move(actor, conference)
    lock(conference)
    _check(sitting)
    Conference.objects.filter(pk=conference.pk).update(sequence=F("sequence") + 1, **_columns(sitting))
    conference.refresh_from_db()
    given = conference.invitations.filter(withdrawn_at__isnull=True, access__isnull=False)
    CaseAccess.objects.filter(pk__in=given.values("access_id"), revoked_at__isnull=True).update(
        live_until=end_of(conference.access_until)
    )
    set_due_days(conference)
    _record(actor, "conference.move", conference)
    send_updates(actor, conference, people_asked(conference))


def _check(sitting: Sitting) -> None:
    if sitting.held_at < timezone.now():
        raise NotPossible("Choose a date and time that are still to come.")
    if not sitting.place and not sitting.video_link:
        raise NotPossible("Enter where the meeting is held, or a video link.")
    if sitting.access_until < timezone.localdate(sitting.held_at):
        raise NotPossible("Access has to last until the day of the meeting or later.")


def _columns(sitting: Sitting) -> dict[str, object]:
    return {name: getattr(sitting, name) for name in Sitting.__slots__}


def _record(actor: Actor, verb: str, conference: Conference) -> None:
    for reference in list(conference.items.values_list("case__reference", flat=True)) or [""]:
        log.record(
            actor,
            verb,
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk)},
        )

"""Publishing an agenda: each invited agency gets its items and sections until the set date. Withdrawing ends it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit import log
from cases.actions import access
from cases.policy import not_kept_away
from cases.sections import Section
from conferences import deadlines
from conferences.actions.agenda import end
from conferences.actions.convene import end_of
from conferences.actions.locking import lock
from conferences.actions.returns_due import write_due
from conferences.invitations import send_cancellations, send_requests
from conferences.models import Conference, Invitation, Item
from conferences.people import people_who_may
from conferences.policy import visible_items
from conferences.queries_agenda import gateway_of, waits_for_publishing
from conferences.rules_agenda import check_agenda_full, check_may_arrange
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.roles import Permission

PUBLISHED = "agenda_published"
WITHDRAWN = "agenda_withdrawn"


@transaction.atomic
def publish(*, actor: Actor, conference: Conference, returns_due_on: date | None = None) -> None:
    """Publish the agenda, or publish it again after a change: only what is new is given and told.

    Args:
        actor: who arranges the agenda.
        conference: the conference.
        returns_due_on: by when agencies bring what they know; without a day, the one that holds already
            (`conferences.deadlines`).

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: it is empty, somebody is missing, the set date has passed, the day for returns does not fit, or the
            conference is over.
    """
    check_may_arrange(actor, conference)
    lock(conference)
    check_agenda_full(conference)
    if conference.access_until < timezone.localdate():
        raise NotPossible("The last day on which invited agencies can see their items has passed. Set a later one.")
    if returns_due_on and returns_due_on != deadlines.returns_due_on(conference):
        write_due(actor, conference, returns_due_on)
    told: set[User] = set()
    for item in visible_items(actor).filter(conference=conference).select_related("conference", "case"):
        told.update(_give(actor, item, is_first=conference.agenda_published_at is None))
    _mark(conference, published=True)
    _record(actor, "agenda.publish", conference)
    _tell(actor, conference, told, PUBLISHED)
    send_requests(actor, conference, told)


def _give(actor: Actor, item: Item, *, is_first: bool) -> Iterable[User]:
    """Give the agencies asked to an item what they are to see, and return the people who come to know of it."""
    reached = []
    for invitation in item.invitations.filter(withdrawn_at__isnull=True).select_related("access"):
        if waits_for_publishing(invitation, item):
            given = access.pass_on(
                actor=actor,
                case=item.case,
                agency_id=invitation.agency_id,
                sections=[Section(code) for code in invitation.sections],
                legal_gateway=gateway_of(item),
                live_until=end_of(item.conference.access_until),
            )
            Invitation.objects.filter(pk=invitation.pk).update(access=given)
            reached.append(invitation.agency_id)
        elif is_first:
            reached.append(invitation.agency_id)
    people = people_who_may(Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=reached)
    return not_kept_away(people, item.case_id)


@transaction.atomic
def withdraw(*, actor: Actor, conference: Conference) -> None:
    """Withdraw the agenda: what invited agencies were given for it ends at once. Who is invited is kept.

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: it is not published, or the conference is over.
    """
    check_may_arrange(actor, conference)
    lock(conference)
    if conference.agenda_published_at is None:
        raise NotPossible("This agenda is not published.")
    told: set[User] = set()
    for item in visible_items(actor).filter(conference=conference).select_related("case"):
        told.update(_take(actor, item))
    _mark(conference, published=False)
    _record(actor, "agenda.withdraw", conference)
    _tell(actor, conference, told, WITHDRAWN)
    send_cancellations(actor, conference, told)


def _take(actor: Actor, item: Item) -> Iterable[User]:
    standing = list(item.invitations.filter(withdrawn_at__isnull=True).select_related("access"))
    for invitation in standing:
        end(actor, item.case, invitation)
    Invitation.objects.filter(pk__in=[each.pk for each in standing]).update(withdrawn_at=None)
    agencies = [each.agency_id for each in standing]
    people = people_who_may(Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=agencies)
    return not_kept_away(people, item.case_id)


def _mark(conference: Conference, *, published: bool) -> None:
    conference.agenda_published_at = timezone.now() if published else None
    Conference.objects.filter(pk=conference.pk).update(agenda_published_at=conference.agenda_published_at)


def _tell(actor: Actor, conference: Conference, people: Iterable[User], kind: str) -> None:
    """Tell by the day of the meeting: a reference would tell of one item among several."""
    path = reverse("conference_page" if kind == PUBLISHED else "conference_list", args=_key(conference, kind))
    tell(actor, people, kind=kind, subject=date_format(timezone.localtime(conference.held_at)), path=path)


def _key(conference: Conference, kind: str) -> list[object]:
    return [conference.pk] if kind == PUBLISHED else []


def _record(actor: Actor, verb: str, conference: Conference) -> None:
    for reference in conference.items.values_list("case__reference", flat=True):
        log.record(
            actor,
            verb,
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk)},
        )

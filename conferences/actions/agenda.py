"""Arranging the agenda of a conference: which cases, in which order, for how long, and who is asked to each."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from audit import log
from cases.actions import access, movement
from cases.actions.locking import lock as lock_case
from cases.models import Case
from cases.sections import Section
from cases.states import State
from conferences.actions.locking import lock
from conferences.models import AgendaReferral, AgendaState, Conference, Invitation, Item
from conferences.policy import visible_items
from conferences.queries_agenda import may_be_invited, most_sections
from conferences.rules_agenda import check_may_arrange, check_nothing_written
from partners.actor import Actor
from partners.errors import NotPossible

EXPECTED_MINUTES = 15
"""About 12 to 15 minutes a case (domain 5)."""
MOST_MINUTES = 240
_IS_PREPARED = (
    "Agencies have begun to say what they know about this case, so it stays on the agenda. If it is not to be heard, "
    "put it last and say so in its minutes. It can be referred again afterwards."
)


@transaction.atomic
def place(*, actor: Actor, conference: Conference, referral: AgendaReferral) -> Item:
    """Give a case that waits a place at the end of the agenda; the panel's members are asked to it.

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: the case has a place or was withdrawn meanwhile, or is not waited for by this panel.
    """
    check_may_arrange(actor, conference)
    lock(conference)
    if referral.panel_id != conference.panel_id:
        raise NotPossible("This case was referred to another panel.")
    lock_case(referral.case)
    last = conference.items.aggregate(last=Max("position"))["last"] or 0
    item = Item(conference=conference, case=referral.case, position=last + 1, expected_minutes=EXPECTED_MINUTES)
    item.save(force_insert=True)
    changed = AgendaReferral.objects.filter(pk=referral.pk, state=AgendaState.WAITING).update(
        state=AgendaState.PLACED, item=item
    )
    if changed != 1:
        raise NotPossible("This case has been withdrawn, or has got a place, meanwhile.")
    for agency_id in may_be_invited(item):
        _write(item, agency_id, referral.sections)
    movement.move(actor=actor, case=referral.case, to=State.IN_CONFERENCE)
    _record(actor, "agenda.place", item)
    return item


@transaction.atomic
def take_off(*, actor: Actor, item: Item) -> None:
    """Take a case off the agenda. What was given for it ends at once, and a referred case waits again.

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: something has been written about it.
    """
    check_may_arrange(actor, item.conference)
    lock(item.conference)
    check_nothing_written(item)
    for invitation in item.invitations.filter(withdrawn_at__isnull=True).select_related("access"):
        end(actor, item.case, invitation)
    AgendaReferral.objects.filter(item=item).update(state=AgendaState.WAITING, item=None)
    _record(actor, "agenda.take_off", item)
    case = item.case
    _remove(item)
    release(actor, case)


def _remove(item: Item) -> None:
    """Remove an item with its invitations, unless an agency has begun to prepare for it: the database alone knows."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM conferences_invitation WHERE item_id = %s", [item.pk])
            cursor.execute("DELETE FROM conferences_item WHERE id = %s", [item.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        raise NotPossible(_IS_PREPARED) from None


@transaction.atomic
def arrange(*, actor: Actor, conference: Conference, order: Sequence[tuple[UUID, int]]) -> None:
    """Set the order of the agenda and how many minutes each item is expected to take.

    Args:
        actor: who arranges it.
        conference: the conference.
        order: each item of the agenda that the actor sees, with its minutes, the first item first.

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: the agenda has changed meanwhile, or a number of minutes makes no sense.
    """
    check_may_arrange(actor, conference)
    lock(conference)
    items = {item.pk: item for item in visible_items(actor).filter(conference=conference)}
    if len(order) != len(items) or {key for key, _ in order} != set(items):
        raise NotPossible("The agenda has changed meanwhile. Look at it again first.")
    if any(not 1 <= minutes <= MOST_MINUTES for _, minutes in order):
        raise NotPossible(f"An item takes between 1 and {MOST_MINUTES} minutes.")
    for position, (key, minutes) in enumerate(order, start=1):
        item = items[key]
        if (item.position, item.expected_minutes) != (position, minutes):
            Item.objects.filter(pk=key).update(position=position, expected_minutes=minutes)
            _record(actor, "agenda.arrange", item)


@transaction.atomic
def invite(*, actor: Actor, item: Item, given: Mapping[UUID, Iterable[Section]]) -> None:
    """Say who is asked to one item and what each may see of the case.

    What is taken away ends at once. What is added begins when the agenda is published, or published again.

    Args:
        actor: who arranges the agenda.
        item: the item.
        given: each invited agency with its sections; the summary always comes along.

    Raises:
        NotPermitted: the actor does not arrange this agenda.
        NotPossible: an agency cannot be invited, or the lead agency has not allowed a section.
    """
    check_may_arrange(actor, item.conference)
    lock(item.conference)
    wanted = {agency_id: sorted({Section.SUMMARY, *sections}) for agency_id, sections in given.items()}
    _check(item, wanted)
    standing = {invitation.agency_id: invitation for invitation in item.invitations.select_related("access")}
    for agency_id, invitation in standing.items():
        if invitation.withdrawn_at is None and wanted.get(agency_id) != sorted(invitation.sections):
            end(actor, item.case, invitation)
    for agency_id, sections in wanted.items():
        _ask(item, standing.get(agency_id), agency_id, sections)
    _record(actor, "agenda.invite", item)


def _check(item: Item, wanted: Mapping[UUID, Iterable[str]]) -> None:
    if set(wanted) - set(may_be_invited(item)):
        raise NotPossible("Only members of the panel and the agency that leads the case can be invited.")
    allowed = most_sections(item)
    if any(set(sections) - allowed for sections in wanted.values()):
        raise NotPossible("The agency that leads the case has not allowed all of these sections to be shown.")


def _ask(item: Item, invitation: Invitation | None, agency_id: UUID, sections: Iterable[str]) -> None:
    if invitation is None:
        _write(item, agency_id, sections)
    else:
        Invitation.objects.filter(pk=invitation.pk).update(sections=list(sections), withdrawn_at=None)


def _write(item: Item, agency_id: UUID, sections: Iterable[str]) -> None:
    Invitation(
        conference_id=item.conference_id,
        item=item,
        agency_id=agency_id,
        chairing_agency_id=item.conference.chairing_agency_id,
        sections=sorted(sections),
    ).save(force_insert=True)


def end(actor: Actor, case: Case, invitation: Invitation) -> None:
    """Withdraw one invitation and the access that came with it."""
    if invitation.access and invitation.access.revoked_at is None:
        access.take_back(actor=actor, case=case, access=invitation.access)
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


def release(actor: Actor, case: Case) -> None:
    """Put the case back to where a conference is to come, unless the decision has been re-opened meanwhile."""
    lock_case(case)
    if case.state == State.IN_CONFERENCE:
        movement.move(actor=actor, case=case, to=State.MULTI_AGENCY)


def _record(actor: Actor, verb: str, item: Item) -> None:
    log.record(
        actor,
        verb,
        subject=item.case.reference,
        owner_agency_id=item.case.lead_agency_id,
        facts={"conference": str(item.conference_id)},
    )

"""Cases and conferences for the tests of this app, made the way the site makes them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from cases.actions.access import open_for_lead
from cases.actions.movement import move, write_move
from cases.models import Case
from cases.references import new_reference
from cases.sections import Section
from cases.states import State
from conferences.actions import attendance, convene, finalising, items, notes
from conferences.actions.attendance import Attendee
from conferences.actions.convene import Meeting
from conferences.models import Conference, Item, Minutes
from conferences.models.attendance import Presence
from partners.actor import Actor
from tests.personas import World

WAY: tuple[State, ...] = (State.ASSESSED, State.MULTI_AGENCY)


def a_case(actor: Actor, way: Iterable[State] = WAY) -> Case:
    """A case led by the actor's agency that has gone the given way; open the actor's scope first."""
    case = Case(
        reference=new_reference(),
        partnership_id=actor.partnership_id,
        lead_agency_id=actor.agency,
        opened_on=timezone.localdate(),
        decision_due_on=timezone.localdate(),
        opened_by_id=actor.user_id,
    )
    case.save(force_insert=True)
    open_for_lead(actor=actor, case=case)
    write_move(actor=actor, case=case, start=None)
    for state in way:
        move(actor=actor, case=case, to=state)
    return case


def a_meeting(world: World, *, invited: dict[UUID, Iterable[Section]] | None = None, **changes: object) -> Meeting:
    """A meeting tomorrow at half past two, chaired by Dana, to which Housing is asked."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    facts: dict[str, object] = {
        "held_at": timezone.make_aware(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 14, 30)),  # noqa: DTZ001
        "place": "Room 2, the Old Library",
        "chair_id": world.dana.person,
        "sections": {world.housing.pk: [Section.RISK]} if invited is None else invited,
        "legal_gateway": "crime_and_disorder_act_s115",
        "access_until": tomorrow + timedelta(days=28),
        **changes,
    }
    return Meeting(**facts)  # type: ignore[arg-type]


def a_conference(world: World, case: Case, **changes: object) -> Conference:
    """A conference about the case, convened by Alice; open her scope first."""
    return convene.convene(actor=world.alice, case=case, meeting=a_meeting(world, **changes))  # type: ignore[arg-type]


def write_up(world: World, conference: Conference, *, due_on: date | None = None) -> Item:
    """Attendance, notes and an action for Housing, by Dana; open her scope first."""
    present = [
        Attendee(world.unit.pk, "Dana", Presence.PRESENT, is_confirmed=True),
        Attendee(world.housing.pk, "Bob", Presence.PRESENT, is_confirmed=True),
    ]
    attendance.record(actor=world.dana, conference=conference, people=present)
    item = Item.objects.select_related("case", "conference__chair", "conference__chairing_agency").get(
        conference=conference
    )
    written = notes.Notes("Visits have become more frequent.", "Each agency acts by the end of the month.")
    notes.save(actor=world.dana, item=item, notes=written, versions=notes.versions_of(item))
    items.add_action(
        actor=world.dana,
        item=item,
        agency_id=world.housing.pk,
        task="Fit a new lock",
        due_on=due_on or timezone.localdate(conference.held_at),
    )
    return item


def finalised(world: World, conference: Conference) -> Minutes:
    """The minutes of a conference that Dana has written up; open her scope first."""
    write_up(world, conference)
    return finalising.finalise(actor=world.dana, conference=conference)

"""Standing panels, cases that wait for them and agendas, made the way the site makes them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from cases.models import Case
from cases.sections import Section
from conferences.actions import agenda, panels, planning, queueing
from conferences.actions.panels import PanelFacts
from conferences.actions.planning import Sitting
from conferences.models import AgendaReferral, Conference, Item, Panel, Rhythm
from partners.actor import Actor
from partners.scope import acting
from tests.conferences.meetings import a_case
from tests.personas import World

GATEWAY = "crime_and_disorder_act_s115"


def panel_facts(world: World, **changes: object) -> PanelFacts:
    """A monthly panel, chaired by Dana, on which Housing and Harbour sit."""
    facts: dict[str, object] = {
        "name": "Monthly panel",
        "chair_id": world.dana.person,
        "rhythm": Rhythm.MONTHLY,
        "first_on": date(2026, 9, 8),
        "starts_at": time(10),
        "minutes_long": 120,
        "place": "Room 2, the Old Library",
        "video_link": "",
        "members": {world.housing.pk: None, world.harbour.pk: None},
        **changes,
    }
    return PanelFacts(**facts)  # type: ignore[arg-type]


def a_panel(world: World, **changes: object) -> Panel:
    with acting(world.dana):
        return panels.make(actor=world.dana, facts=panel_facts(world, **changes))


def a_sitting(days: int = 7, **changes: object) -> Sitting:
    """A meeting in so many days at ten."""
    day = timezone.localdate() + timedelta(days=days)
    facts: dict[str, object] = {
        "held_at": timezone.make_aware(datetime(day.year, day.month, day.day, 10)),  # noqa: DTZ001
        "minutes_long": 120,
        "place": "Room 2, the Old Library",
        "video_link": "",
        "access_until": day + timedelta(days=28),
        **changes,
    }
    return Sitting(**facts)  # type: ignore[arg-type]


def planned(world: World, panel: Panel, **changes: object) -> Conference:
    with acting(world.dana):
        return planning.plan(actor=world.dana, panel=panel, sitting=a_sitting(**changes))  # type: ignore[arg-type]


def referred(actor: Actor, panel: Panel, *sections: Section, case: Case | None = None) -> AgendaReferral:
    """A case of the actor's agency that waits for the panel."""
    with acting(actor):
        return queueing.refer(
            actor=actor,
            case=case or a_case(actor),
            panel=panel,
            why="Visits have become more frequent.",
            sections=sections or (Section.RISK,),
            legal_gateway=GATEWAY,
        )


def placed(world: World, conference: Conference, referral: AgendaReferral, *agencies: UUID) -> Item:
    """The case on the agenda; only `agencies` are asked to it, with all that may be shown."""
    with acting(world.dana):
        item = agenda.place(actor=world.dana, conference=conference, referral=referral)
        given = {agency_id: [Section(code) for code in referral.sections] for agency_id in agencies}
        agenda.invite(actor=world.dana, item=item, given=given)
        return item

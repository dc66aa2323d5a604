"""Conferences with several cases, for the tests of the day's screen."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from cases.actions import access
from cases.models import Case
from cases.models.access import Reason
from cases.sections import Section
from conferences.actions.returns import Said, release, write
from conferences.models import Conference, Invitation, Item, ResearchReturn
from conferences.models.research_return import ReturnAnswer
from partners.actor import Actor
from partners.scope import acting
from tests.conferences.meetings import a_case, a_conference
from tests.personas import World

SECTIONS = (Section.RISK,)


def a_day(world: World, items: int = 1, *, invited: Iterable[UUID] | None = None) -> list[Item]:
    """A conference of Alice's agency, chaired by Dana, about so many cases; Housing is asked to each of them."""
    agencies = list(invited) if invited is not None else [world.housing.pk]
    with acting(world.alice):
        first = a_case(world.alice)
        conference = a_conference(world, first, invited=dict.fromkeys(agencies, SECTIONS))
        for number in range(2, items + 1):
            add_item(world, conference, a_case(world.alice), number, agencies)
    return items_of(world.dana, conference)


def add_item(world: World, conference: Conference, case: Case, position: int, agencies: Iterable[UUID]) -> Item:
    """A further case on the agenda, given to these agencies; open Alice's scope first."""
    item = Item(conference=conference, case=case, position=position)
    item.save(force_insert=True)
    for agency_id in agencies:
        granted = access.grant(
            actor=world.alice,
            case=case,
            agency_id=agency_id,
            sections=SECTIONS,
            reason=Reason.CONFERENCE,
            legal_gateway="crime_and_disorder_act_s115",
        )
        Invitation(
            conference=conference,
            item=item,
            agency_id=agency_id,
            chairing_agency_id=conference.chairing_agency_id,
            sections=granted.sections,
            access=granted,
        ).save(force_insert=True)
    return item


def items_of(actor: Actor, conference: Conference) -> list[Item]:
    """The items of a conference as the actor sees them, with what pages load of them."""
    with acting(actor):
        found = Item.objects.filter(conference=conference).order_by("position")
        return list(found.select_related("case__lead_agency", "conference__chair", "conference__chairing_agency"))


def said(text: str = "Two calls in March.", **changes: object) -> Said:
    """A statement: a fact that is shared, unless something else is said."""
    facts: dict[str, object] = {
        "kind": "fact",
        "text": text,
        "source": "Our records",
        "dated_on": timezone.localdate() - timedelta(days=3),
        "legal_gateway": "crime_and_disorder_act_s115",
        **changes,
    }
    return Said(**facts)  # type: ignore[arg-type]


def withheld(text: str = "An informant fears for their safety.") -> Said:
    """A statement that its agency keeps back."""
    return said(text, legal_gateway="", withheld_because="It would put somebody in danger.")


def released(actor: Actor, item: Item, *what: Said, says_withheld: bool = False) -> ResearchReturn:
    """The released return of the actor's agency: what it says, or that nothing is known."""
    with acting(actor):
        for each in what:
            write(actor=actor, item=item, said=each)
        answer = ReturnAnswer.KNOWN if what else ReturnAnswer.NOTHING_KNOWN
        return release(actor=actor, item=item, answer=answer, says_withheld=says_withheld)


def yesterday() -> date:
    """The day before today, in Europe/London."""
    return timezone.localdate() - timedelta(days=1)

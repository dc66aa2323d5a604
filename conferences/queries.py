"""Reading about conferences and actions. What is read has come through `conferences.policy` before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case
from cases.policy import visible_cases
from cases.sections import Section
from cases.terms import labels
from conferences.models import Action, ActionState, Conference, ConferenceState, Invitation, Item
from conferences.models.attendance import Presence
from conferences.people import people_who_may
from conferences.policy import visible_actions, visible_conferences, visible_items
from partners.actor import Actor
from partners.models import Agency
from partners.roles import Permission


def agencies_at(conference: Conference) -> list[Agency]:
    """Return the agencies that take part: the chairing agency first, then those that were asked, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id FROM app.agencies_invited(%s)", [conference.pk])
        invited = [agency_id for (agency_id,) in cursor.fetchall()]
    others = Agency.objects.filter(pk__in=invited).exclude(pk=conference.chairing_agency_id)
    return [conference.chairing_agency, *others]


def agencies_at_item(item: Item) -> list[Agency]:
    """Return the agencies that are there for one item: the chairing agency first, then those asked to it, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id FROM app.agencies_at_item(%s)", [item.pk])
        invited = [agency_id for (agency_id,) in cursor.fetchall()]
    others = Agency.objects.filter(pk__in=invited).exclude(pk=item.conference.chairing_agency_id)
    return [item.conference.chairing_agency, *others]


def references_of(conference: Conference) -> list[str]:
    """Return the references of the cases on the agenda, in its order; the database leaves out what is closed."""
    return list(conference.items.values_list("case__reference", flat=True))


def item_of(conference: Conference) -> Item:
    """Return the case on the agenda of a conference about one case."""
    return Item.objects.select_related("case", "conference__chair", "conference__chairing_agency").get(
        conference=conference
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What an invited agency was given of the case."""

    agency: str
    case: str
    sections: Sequence[str]
    gateway: str


def given_at(conference: Conference) -> list[Given]:
    """Return what each agency was given; an invited agency finds only its own row, and of items that are seen."""
    gateways = labels("legal_gateway", conference.partnership_id)
    seen = Item.objects.filter(conference=conference).order_by().values("pk")
    standing = conference.invitations.filter(withdrawn_at__isnull=True, item__in=seen)
    invitations = standing.select_related("agency", "access", "item__case")
    return [
        Given(
            agency=invitation.agency.name,
            case=invitation.item.case.reference,
            sections=[Section(code).label for code in invitation.sections],
            gateway=_gateway(invitation, gateways),
        )
        for invitation in invitations.order_by("item__position", "agency__name")
    ]


def _gateway(invitation: Invitation, gateways: Mapping[str, str]) -> str:
    """Return on what the disclosure rests; nothing while the agenda is not published."""
    if invitation.agency_id == invitation.item.case.lead_agency_id:
        return "Leads the case"
    return gateways.get(invitation.access.legal_gateway, "") if invitation.access else ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A person who is likely to come: somebody of an agency that takes part."""

    agency_id: UUID
    agency: str
    name: str


def expected_at(conference: Conference) -> list[Expected]:
    """Return the chair, and everyone of the invited agencies who can read the conference, by agency and name."""
    own, *invited = agencies_at(conference)
    people = [Expected(own.pk, own.name, conference.chair.name)]
    for agency in invited:
        readers = people_who_may(
            Permission.CONFERENCE_READ, partnership_id=conference.partnership_id, agencies=[agency.pk]
        )
        people += [Expected(agency.pk, agency.name, person.name) for person in readers]
    return people


def is_attended(conference: Conference) -> bool:
    """Say whether somebody present has been recorded."""
    return conference.attendances.filter(presence=Presence.PRESENT).exists()


def coming_conferences(actor: Actor) -> QuerySet[Conference]:
    """Return the conferences that the actor may see and that are not finished, the next one first."""
    return visible_conferences(actor).filter(state=ConferenceState.CONVENED).order_by("held_at")


def past_conferences(actor: Actor) -> QuerySet[Conference]:
    """Return the conferences that the actor may see and that are finalised or called off, the latest first."""
    return visible_conferences(actor).exclude(state=ConferenceState.CONVENED)


def conferences_about(actor: Actor, case: Case) -> QuerySet[Conference]:
    """Return the conferences about a case that the actor may see, the latest first."""
    seen = set(visible_items(actor).filter(case=case).values_list("conference_id", flat=True))
    return visible_conferences(actor).filter(pk__in=seen)


def actions_about(actor: Actor, case: Case) -> QuerySet[Action]:
    """Return the agreed actions about a case that the actor may see, the next due first."""
    return visible_actions(actor).filter(case=case)


def own_actions(actor: Actor) -> QuerySet[Action]:
    """Return the actions that the actor's agency took, the next due first."""
    if actor.agency_id is None:
        return Action.objects.none()
    return visible_actions(actor).filter(agency_id=actor.agency_id)


def days_late(action: Action, today: date | None = None) -> int:
    """Return for how many days an action has been overdue; 0 when it is not.

    Args:
        action: the action.
        today: a date in Europe/London; today's when it is not given.
    """
    late = ((today or timezone.localdate()) - action.due_on).days if action.due_on else 0
    return late if action.state == ActionState.OPEN and late > 0 else 0


def readable_references(actor: Actor, actions: Sequence[Action]) -> set[str]:
    """Return the references, among those of `actions`, of the cases that the actor may open."""
    return readable_among(actor, {action.case_reference for action in actions})


def readable_among(actor: Actor, references: Iterable[str]) -> set[str]:
    """Return those of the references whose cases the actor may open."""
    found = visible_cases(actor).filter(reference__in=list(references)).order_by()
    return set(found.values_list("reference", flat=True))

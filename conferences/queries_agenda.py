"""Reading about panels, their queues and agendas. What is read has come through a policy before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from cases.models import Incident
from cases.sections import Section
from conferences.models import AgendaReferral, AgendaState, Conference, ConferenceState, Invitation, Item, Panel
from conferences.policy import visible_items
from partners.actor import Actor
from partners.models import Agency
from partners.queries import agencies_in


def panels_of(actor: Actor) -> QuerySet[Panel]:
    """Return the panels that the actor's agency keeps and that have not ended."""
    if actor.agency_id is None:
        return Panel.objects.none()
    own = Panel.objects.filter(partnership_id=actor.partnership_id, agency_id=actor.agency_id, ended_on__isnull=True)
    return own.select_related("agency", "chair")


def panels_to_refer_to(actor: Actor) -> QuerySet[Panel]:
    """Return every panel of the partnership that has not ended."""
    standing = Panel.objects.filter(partnership_id=actor.partnership_id, ended_on__isnull=True)
    return standing.select_related("agency", "chair")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in the queue of a panel.

    Attributes:
        referral: the referral, with its case and lead agency.
        age: days since the first report.
        days: days since it was referred.
    """

    referral: AgendaReferral
    age: int
    days: int


def queue_of(panel: Panel, referrals: QuerySet[AgendaReferral]) -> list[Waiting]:
    """Return the cases that wait for a place, the highest band and then the oldest first.

    Args:
        panel: the panel.
        referrals: those that the actor may see.
    """
    waiting = list(
        referrals.filter(panel=panel, state=AgendaState.WAITING).select_related("case", "lead_agency", "referred_by")
    )
    reported = first_reports([referral.case_id for referral in waiting])
    today = timezone.localdate()
    found = [
        Waiting(
            referral,
            age=(today - reported.get(referral.case_id, referral.case.opened_on)).days,
            days=(today - timezone.localdate(referral.referred_at)).days,
        )
        for referral in waiting
    ]
    return sorted(found, key=lambda each: (_BANDS.get(each.referral.case.band, len(_BANDS)), -each.age))


_BANDS = {"high": 0, "medium": 1, "low": 2}


def first_reports(cases: Sequence[UUID]) -> dict[UUID, date]:
    """Return for each case the day on which it was first reported."""
    rows = Incident.objects.filter(case_id__in=cases).values_list("case_id").annotate(first=Min("recorded_on"))
    return dict(rows.values_list("case_id", "first"))


def referral_of(item: Item) -> AgendaReferral | None:
    """Return the referral by which an item came on the agenda; a conference of its own needs none."""
    return item.referrals.select_related("panel").first()


def may_be_invited(item: Item) -> list[UUID]:
    """Return the agencies that can be asked to an item, beside the one that chairs.

    Of another agency's case they are that agency and the panel's members; of the chairing agency's own, everybody.
    """
    chairing, lead = item.conference.chairing_agency_id, item.case.lead_agency_id
    panel = item.conference.panel
    if panel is None or (lead == chairing and not panel.members.exists()):
        return [agency.pk for agency in agencies_in(item.conference.partnership_id).exclude(pk=chairing)]
    members = list(panel.members.values_list("agency_id", flat=True))
    return [*members, *({lead} - {chairing} - set(members))]


def most_sections(item: Item) -> frozenset[str]:
    """Return the sections that those at the table may be given."""
    referral = referral_of(item)
    return frozenset(referral.sections if referral else Section)


def gateway_of(item: Item) -> str:
    """Return the gateway on which the disclosures for an item rest: the lead agency named it."""
    referral = referral_of(item)
    if referral:
        return referral.legal_gateway
    given = item.invitations.filter(access__isnull=False).values_list("access__legal_gateway", flat=True)
    return given.first() or ""


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the page where the agenda is arranged."""

    item: Item
    number: int
    invited: Sequence[Agency]
    why: str
    age: int
    is_changed: bool


def agenda_of(actor: Actor, conference: Conference) -> list[Row]:
    """Return the agenda as the actor sees it; the numbers count what is seen."""
    items = list(
        visible_items(actor)
        .filter(conference=conference)
        .select_related("case__lead_agency", "conference__panel")
        .prefetch_related("invitations__agency", "invitations__access", "referrals")
    )
    reported, today = first_reports([item.case_id for item in items]), timezone.localdate()
    return [
        Row(
            item,
            number,
            invited=[each.agency for each in item.invitations.all() if each.withdrawn_at is None],
            why=next((referral.why for referral in item.referrals.all()), ""),
            age=(today - reported.get(item.case_id, item.case.opened_on)).days,
            is_changed=any(waits_for_publishing(each, item) for each in item.invitations.all()),
        )
        for number, item in enumerate(items, start=1)
    ]


def waits_for_publishing(invitation: Invitation, item: Item) -> bool:
    """Say whether an agency is asked, and has not been given what it is to see."""
    if invitation.withdrawn_at is not None or invitation.agency_id == item.case.lead_agency_id:
        return False
    access = invitation.access
    return access is None or access.revoked_at is not None or sorted(access.sections) != sorted(invitation.sections)


def planned_for(panel: Panel) -> QuerySet[Conference]:
    """Return the panel's meetings that are to come or to finish, the next one first."""
    open_ones = Conference.objects.filter(panel=panel, state=ConferenceState.CONVENED)
    return open_ones.prefetch_related("items").order_by("held_at")

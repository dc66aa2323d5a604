"""Reading for the day's screen. What is read has come through `conferences.policy` before."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.models import Assessment
from cases.sections import Section
from conferences.models import Action, ActionState, Attendance, Conference, Item
from conferences.models.attendance import Presence
from conferences.policy import visible_actions, visible_items
from partners.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands among those that the person sees: its number says nothing of others."""

    number: int
    count: int
    before: Item | None
    after: Item | None


def place_of(actor: Actor, item: Item) -> Place:
    """Return the item's number, and its neighbours, among the items of its conference that the actor sees."""
    items = list(visible_items(actor).filter(conference_id=item.conference_id).order_by("position", "pk"))
    at = [each.pk for each in items].index(item.pk)
    after = items[at + 1] if at + 1 < len(items) else None
    return Place(at + 1, len(items), items[at - 1] if at else None, after)


@dataclass(frozen=True, slots=True)
class Present:
    """Who is here, in numbers."""

    present: int
    observer: int
    apologies: int
    unconfirmed: int


def present_at(attendances: Iterable[Attendance]) -> Present:
    """Count who is here, and how many of them have not confirmed confidentiality."""
    rows = list(attendances)
    found = Counter(row.presence for row in rows)
    waiting = sum(row.confidentiality_confirmed_at is None for row in rows if row.presence != Presence.APOLOGIES)
    return Present(found[Presence.PRESENT], found[Presence.OBSERVER], found[Presence.APOLOGIES], waiting)


@dataclass(frozen=True, slots=True)
class RiskNow:
    """The last assessment of a case; without one the band is empty."""

    band: str
    score: int | None
    completed_at: object


def risk_of(item: Item, sections: Collection[Section]) -> RiskNow | None:
    """Return the risk as it was last assessed, or nothing when that section is not shared with the reader's agency.

    Args:
        item: the item.
        sections: what the reader may read of the case (`cases.policy.sections_of`).
    """
    if Section.RISK not in sections:
        return None
    last = Assessment.objects.filter(case_id=item.case_id).order_by("-completed_at").first()
    return RiskNow(last.band, last.score, last.completed_at) if last else RiskNow("", None, None)


def earlier_actions(actor: Actor, conference: Conference) -> QuerySet[Action]:
    """Return the agreed actions that the meeting asks about first: of its cases, and of its panel's last meetings.

    What is still to do comes first, then what turned out not to be possible; what is done is not asked about.
    """
    cases = visible_items(actor).filter(conference=conference).order_by().values("case_id")
    about = Q(case_id__in=cases)
    if conference.panel_id:
        about |= Q(item__conference__panel_id=conference.panel_id)
    earlier = visible_actions(actor).filter(about, item__conference__held_at__lt=conference.held_at)
    return earlier.exclude(state=ActionState.DONE).order_by("-state", "due_on").select_related("agency")

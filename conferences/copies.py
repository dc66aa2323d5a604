"""Each recipient's copy of the minutes: the items that its agency was asked to, and of each what it was given."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cases.sections import ALL_SECTIONS, Section
from conferences.minutes import items_of
from conferences.minutes_items import Content, item_content
from conferences.models import Conference, Item, Minutes, MinutesPart
from conferences.models.attendance import Presence
from partners.models import Agency

SECTIONS = {"discussion": Section.RISK, "decision": Section.DECISION, "review_on": Section.RISK}
"""What an agency needs to have been given of the case to find a part of the item in its copy."""


@dataclass
class Recipient:
    """An agency that gets a copy: to which items it was asked, and with which sections; to the chairing agency, all."""

    agency: Agency
    sections: dict[UUID, frozenset[str]] = field(default_factory=dict)


def recipients_of(conference: Conference) -> list[Recipient]:
    """Return who gets a copy: the chairing agency first, then whoever was asked and not uninvited, by name."""
    whole = frozenset(section.value for section in ALL_SECTIONS)
    standing = conference.invitations.filter(withdrawn_at__isnull=True).select_related("agency", "item__case")
    others: dict[UUID, Recipient] = {}
    for invitation in standing.order_by("agency__name"):
        if invitation.agency_id == conference.chairing_agency_id:
            continue
        leads = invitation.item.case.lead_agency_id == invitation.agency_id
        recipient = others.setdefault(invitation.agency_id, Recipient(invitation.agency))
        recipient.sections[invitation.item_id] = whole if leads else frozenset(invitation.sections)
    chair = Recipient(conference.chairing_agency, {item.pk: whole for item in items_of(conference)})
    return [chair, *others.values()]


def parts_for(minutes: Minutes, whole: Content) -> Iterator[MinutesPart]:
    """Yield the unsaved parts of every recipient's copy.

    Args:
        minutes: the version that they belong to.
        whole: the head of the whole minutes.
    """
    conference = minutes.conference
    items = items_of(conference)
    contents = {item.pk: item_content(item) for item in items}
    recipients = recipients_of(conference)
    there = _agencies_by_item(recipients)
    for recipient in recipients:
        yield part(minutes, recipient.agency.pk, _head(whole, conference, recipient, there))
        for item in items:
            if item.pk in recipient.sections:
                content = _cut(contents[item.pk], recipient.sections[item.pk], recipient.agency)
                yield part(minutes, recipient.agency.pk, content, item=item, position=items.index(item) + 1)


def part(
    minutes: Minutes, agency_id: UUID, content: Content, *, item: Item | None = None, position: int = 0
) -> MinutesPart:
    """Return an unsaved part of one agency's copy."""
    return MinutesPart(
        minutes=minutes,
        conference=minutes.conference,
        chairing_agency_id=minutes.conference.chairing_agency_id,
        agency_id=agency_id,
        item=item,
        case_id=item.case_id if item else None,
        position=position,
        content=content,
    )


def _agencies_by_item(recipients: Iterable[Recipient]) -> Mapping[UUID, set[str]]:
    there: defaultdict[UUID, set[str]] = defaultdict(set)
    for recipient in recipients:
        for item_id in recipient.sections:
            there[item_id].add(recipient.agency.name)
    return there


def _head(whole: Content, conference: Conference, recipient: Recipient, there: Mapping[UUID, set[str]]) -> Content:
    """Return the head with the people of those agencies alone that the recipient met at an item of its own."""
    if recipient.agency.pk == conference.chairing_agency_id:
        return whole
    met = {conference.chairing_agency.name}.union(*(there[item_id] for item_id in recipient.sections))
    people = {
        presence.value: [person for person in whole[presence.value] if person["agency"] in met] for presence in Presence
    }
    return {**whole, **people}


def _cut(content: Content, sections: frozenset[str], agency: Agency) -> Content:
    """Return of one item what the sections allow. An agency's own actions are its own whatever it was given."""
    hidden = {name for name, section in SECTIONS.items() if section not in sections}
    actions = content["actions"]
    if Section.DECISION not in sections:
        actions = [action for action in actions if action["agency"] == agency.name]
    return {**{name: value for name, value in content.items() if name not in hidden}, "actions": actions}

"""Amending who final minutes say was there: a new version, which shows what changed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from conferences.actions import amendments
from conferences.actions.attendance import Attendee
from conferences.copies import part
from conferences.minutes_items import Content
from conferences.models import Conference, Minutes, MinutesPart
from conferences.models.attendance import Presence
from conferences.queries import agencies_at, references_of
from partners.actor import Actor
from partners.errors import NotPossible

_Copies = Mapping[UUID, list[MinutesPart]]


@transaction.atomic
def amend_attendance(
    *, actor: Actor, conference: Conference, people: Iterable[Attendee], why: str, version: int
) -> Minutes:
    """Make a new version of final minutes, in which other people were there, or in another way.

    Each agency goes on finding in its copy the people of those agencies that it met at an item. What was recorded on
    the day stays as it was recorded.

    Args:
        actor: who chaired the conference, or a panel chair of that agency.
        conference: the conference.
        people: everybody who was there or sent apologies, each once.
        why: why it is amended; stands in the new version.
        version: the latest version that the writer had before them.

    Raises:
        NotPermitted: the actor may not amend these minutes.
        NotPossible: they are not final, nothing changes, no reason is given, somebody else amended them meanwhile, part
            of the meeting is hidden from the actor, or the people do not fit; the sentence says why.
    """
    minutes = amendments.begin(actor, conference, version=version, why=why)
    copies = amendments.last_copies(conference)
    everybody = list(people)
    names = {agency.pk: agency.name for agency in agencies_at(conference)}
    _check(everybody, names)
    old = copies[conference.chairing_agency_id][0].content
    whole = _by_presence(everybody, names, old, conference)
    parts = [
        part(minutes, agency_id, content, item=each.item, position=each.position)
        for agency_id, copy in copies.items()
        if (head := _head(copy[0], whole, copies)) != copy[0].content
        for each in copy
        for content in [each.content if each.item_id else amendments.noted(head, why, actor.name)]
    ]
    return amendments.finish(actor, minutes, parts, references_of(conference))


def _check(people: Iterable[Attendee], names: Mapping[UUID, str]) -> None:
    found = list(people)
    if not any(person.presence == Presence.PRESENT for person in found):
        raise NotPossible("Somebody has to have been present.")
    for person in found:
        if person.agency_id not in names:
            raise NotPossible(f"The agency of {person.name} takes no part in this conference.")
        if person.presence != Presence.APOLOGIES and not person.is_confirmed:
            raise NotPossible(f"{person.name} has not confirmed confidentiality.")
    keys = [(person.agency_id, person.name.casefold()) for person in found]
    if len(set(keys)) != len(keys):
        raise NotPossible("Somebody is named twice. Name each person once.")


def _by_presence(
    people: Iterable[Attendee], names: Mapping[UUID, str], old: Content, conference: Conference
) -> dict[str, list[Content]]:
    """Return everybody as the whole minutes are to have them; who confirmed before keeps the moment of it."""
    before = {
        (person["agency"], person["name"].casefold()): person["confirmed_at"]
        for presence in Presence
        for person in old[presence.value]
    }
    found: dict[str, list[Content]] = {presence.value: [] for presence in Presence}
    for person in sorted(people, key=lambda each: each.name):
        agency = names[person.agency_id]
        at = before.get((agency, person.name.casefold())) or conference.held_at.isoformat()
        has_sent = person.has_sent_information and person.presence == Presence.APOLOGIES
        found[person.presence.value].append(
            {
                "name": person.name,
                "agency": agency,
                "confirmed_at": None if person.presence == Presence.APOLOGIES else at,
                **({"sent_information": True} if has_sent else {}),
            }
        )
    return found


def _head(old: MinutesPart, whole: Mapping[str, list[Content]], copies: _Copies) -> Content:
    """Return the head of an agency's copy: to the chairing agency everybody, to another one those whom it met."""
    if old.agency_id == old.chairing_agency_id:
        return {**old.content, **whole}
    met = _met(old.agency_id, copies)
    people = {name: [person for person in found if person["agency"] in met] for name, found in whole.items()}
    return {**old.content, **people}


def _met(agency_id: UUID, copies: _Copies) -> frozenset[str]:
    """Return the agencies that have one of the agency's items in their copy, too."""
    own = {each.item_id for each in copies[agency_id] if each.item_id}
    others = (each for copy in copies.values() for each in copy if each.item_id in own)
    return frozenset(each.agency.name for each in others)

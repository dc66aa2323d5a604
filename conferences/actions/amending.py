"""Amending what final minutes say of one item: a new version, which shows what changed. The old one stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from cases.models import Case
from conferences.actions import amendments
from conferences.actions.amending_actions import Agreed, amend_actions
from conferences.copies import part
from conferences.minutes_items import Content
from conferences.models import Conference, Item, Minutes, MinutesPart
from partners.actor import Actor


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to stand in the minutes of one item instead.

    Attributes:
        discussion: information and risks.
        decision: what was decided.
        why: why it is amended; stands in the new version.
        review_on: when the risk is looked at again, or empty.
        actions: how actions of the item are to read, by their keys; those that are not named stay as they are.
    """

    discussion: str
    decision: str
    why: str
    review_on: date | None
    actions: Mapping[UUID, Agreed] = field(default_factory=dict)


@transaction.atomic
def amend(*, actor: Actor, conference: Conference, item: Item, amendment: Amendment, version: int) -> Minutes:
    """Make a new version of final minutes, in which one item reads otherwise.

    Those get it who have the item in their copy; the others' copies do not change. Open actions and the review date of
    the case follow the minutes.

    Args:
        actor: who chaired the conference, or a panel chair of that agency.
        conference: the conference.
        item: the item that is amended.
        amendment: what is to stand there.
        version: the latest version that the writer had before them.

    Raises:
        NotPermitted: the actor may not amend these minutes.
        NotPossible: they are not final, nothing changes, no reason is given, somebody else amended them meanwhile, part
            of the meeting is hidden from the actor, or an action cannot read so; the sentence says why.
    """
    minutes = amendments.begin(actor, conference, version=version, why=amendment.why)
    copies = amendments.last_copies(conference)
    stands = next(each.content for each in copies[conference.chairing_agency_id] if each.item_id == item.pk)
    actions = amend_actions(item, stands["actions"], amendment.actions)
    parts = _parts(actor, minutes, copies, _Whole(item, amendment, actions))
    amendments.finish(actor, minutes, parts, [item.case.reference])
    _follow(item, stands["review_on"], amendment.review_on)
    return minutes


@dataclass(frozen=True, slots=True)
class _Whole:
    """How the item reads in the whole minutes now."""

    item: Item
    amendment: Amendment
    actions: list[Content]

    def changes(self, copy: MinutesPart) -> Content:
        """Return what of a copy's item reads otherwise now. What the copy leaves out stays left out."""
        review_on = self.amendment.review_on
        new: Content = {
            "discussion": self.amendment.discussion,
            "decision": self.amendment.decision,
            "review_on": review_on.isoformat() if review_on else None,
            "actions": self._actions_for(copy),
        }
        return {name: said for name, said in new.items() if name in copy.content and copy.content[name] != said}

    def _actions_for(self, copy: MinutesPart) -> list[Content]:
        """Return all actions where the copy has the decision, else the agency's own (`conferences.copies`)."""
        if "decision" in copy.content:
            return self.actions
        return [action for action in self.actions if action["agency"] == copy.agency.name]


def _parts(
    actor: Actor, minutes: Minutes, copies: Mapping[UUID, list[MinutesPart]], whole: _Whole
) -> list[MinutesPart]:
    """Return the copies in which something changes, each as it was last, with the item as it reads now."""
    parts = []
    for agency_id, copy in copies.items():
        changes = {each.pk: whole.changes(each) for each in copy if each.item_id == whole.item.pk}
        for old in copy if any(changes.values()) else []:
            content = old.content
            if changed := changes.get(old.pk):
                content = amendments.noted({**content, **changed}, whole.amendment.why, actor.name)
            parts.append(part(minutes, agency_id, content, item=old.item, position=old.position))
    return parts


def _follow(item: Item, before: str | None, after: date | None) -> None:
    """Let the case follow an amended review date, unless an assessment has set another day since."""
    if after is not None and before != after.isoformat():
        Case.objects.filter(pk=item.case_id, review_on=before).update(review_on=after)

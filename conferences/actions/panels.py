"""Making a standing panel, changing it and ending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit import log
from conferences.models import Panel, PanelMember, Rhythm
from conferences.people import possible_chairs
from conferences.rules_agenda import check_may_change_panel, check_may_keep_panels
from partners.actor import Actor
from partners.errors import NotPossible
from partners.queries import agencies_in


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """What a panel is.

    Attributes:
        name: what people call it.
        chair_id: who chairs it, a person of the agency that convenes it.
        rhythm: how often it meets.
        first_on: its first meeting; weekday and place in the month are taken from it.
        starts_at: local time in Europe/London.
        minutes_long: for how long.
        place: where; empty when there is only a video link.
        video_link: how to join from elsewhere, or empty.
        members: the agencies that sit on it, each with the person who usually comes, where one is named.
    """

    name: str
    chair_id: UUID
    rhythm: Rhythm
    first_on: date
    starts_at: time
    minutes_long: int
    place: str
    video_link: str
    members: Mapping[UUID, UUID | None]


@transaction.atomic
def make(*, actor: Actor, facts: PanelFacts) -> Panel:
    """Make a panel of the actor's agency.

    Raises:
        NotPermitted: the actor's role does not include panels.
        NotPossible: what was given does not fit; the sentence says what.
    """
    check_may_keep_panels(actor)
    _check(actor, facts)
    panel = Panel(partnership_id=actor.partnership_id, agency_id=actor.agency, **_columns(facts))
    panel.save(force_insert=True)
    _set_members(panel, facts.members)
    _record(actor, "panel.make", panel)
    return panel


@transaction.atomic
def change(*, actor: Actor, panel: Panel, facts: PanelFacts) -> None:
    """Change a panel. Meetings that are planned already keep their date, place and chair.

    Raises:
        NotPermitted: another agency keeps this panel, or the actor's role does not include panels.
        NotPossible: it has ended, or what was given does not fit.
    """
    check_may_change_panel(actor, panel)
    _check(actor, facts)
    Panel.objects.filter(pk=panel.pk).update(**_columns(facts))
    panel.members.exclude(agency_id__in=facts.members).delete()
    _set_members(panel, facts.members)
    panel.refresh_from_db()
    _record(actor, "panel.change", panel)


@transaction.atomic
def end(*, actor: Actor, panel: Panel) -> None:
    """End a panel: nothing more is referred to it, and it proposes no more dates.

    Raises:
        NotPermitted: another agency keeps this panel, or the actor's role does not include panels.
        NotPossible: it has ended.
    """
    check_may_change_panel(actor, panel)
    panel.ended_on = timezone.localdate()
    Panel.objects.filter(pk=panel.pk).update(ended_on=panel.ended_on)
    _record(actor, "panel.end", panel)


def _check(actor: Actor, facts: PanelFacts) -> None:
    chairs = possible_chairs(partnership_id=actor.partnership_id, agency_id=actor.agency)
    if not chairs.filter(pk=facts.chair_id).exists():
        raise NotPossible("The chair has to be a caseworker or chair of your agency.")
    others = agencies_in(actor.partnership_id).exclude(pk=actor.agency)
    if set(facts.members) - set(others.values_list("pk", flat=True)):
        raise NotPossible("Only other agencies of the partnership can be members.")
    if not facts.place and not facts.video_link:
        raise NotPossible("Enter where the panel meets, or a video link.")


def _columns(facts: PanelFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in PanelFacts.__slots__ if name != "members"}


def _set_members(panel: Panel, members: Mapping[UUID, UUID | None]) -> None:
    kept = {member.agency_id: member for member in panel.members.all()}
    for agency_id, user_id in members.items():
        if agency_id not in kept:
            PanelMember(panel=panel, agency_id=agency_id, user_id=user_id).save(force_insert=True)
        elif kept[agency_id].user_id != user_id:
            PanelMember.objects.filter(pk=kept[agency_id].pk).update(user_id=user_id)


def _record(actor: Actor, verb: str, panel: Panel) -> None:
    log.record(actor, verb, owner_agency_id=panel.agency_id, facts={"panel": str(panel.pk)})

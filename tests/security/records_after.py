"""One row of every table of what comes after a meeting and of telling people, by those who would write them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from cases.models import CaseTask, Person, Satisfaction, Telling
from conferences.minutes import composed, digest
from conferences.models import (
    Action,
    Conference,
    Correction,
    CorrectionAnswer,
    Digest,
    Invitation,
    Item,
    Minutes,
    MinutesPart,
    Reminder,
    ReminderChoice,
    Repeat,
    RepeatAnswer,
)
from partners.actor import Actor
from partners.scope import acting

if TYPE_CHECKING:
    from tests.security.records import Records


def new_draft(actor: Actor, conference: Conference, version: int = 1) -> Minutes:
    plain = {"edition": "draft", "version": version, "corrections_until": timezone.localdate()}
    return Minutes(conference=conference, content_sha256="0", made_by_id=actor.person, **plain)


def new_part(actor: Actor, minutes: Minutes, agency_id: UUID, item: Item | None = None) -> MinutesPart:
    """A part of minutes of the actor's agency in somebody's copy: what stands first, or an item."""
    return MinutesPart(
        minutes=minutes,
        conference=minutes.conference,
        chairing_agency_id=actor.agency,
        agency_id=agency_id,
        item=item,
        case_id=item.case_id if item else None,
        position=1 if item else 0,
        content={},
    )


def write_copies(actor: Actor, minutes: Minutes, content: dict[str, object], *agencies: UUID) -> None:
    """Save minutes of the actor's agency about one item, the same to every agency."""
    head = {name: value for name, value in content.items() if name != "items"}
    minutes.content_sha256 = digest(composed(head, content.get("items", [])))  # type: ignore[arg-type]
    minutes.save(force_insert=True)
    item = minutes.conference.items.get()
    for agency_id in agencies:
        first, second = new_part(actor, minutes, agency_id), new_part(actor, minutes, agency_id, item)
        first.content, second.content = head, (content.get("items") or [{}])[0]  # type: ignore[index]
        first.save(force_insert=True)
        second.save(force_insert=True)


def new_correction(actor: Actor, draft: Minutes, item: Item | None) -> Correction:
    about = {"minutes": draft, "conference": draft.conference, "item": item, "case": item.case if item else None}
    return Correction(agency_id=actor.agency, words="w", made_by_id=actor.person, **about)


def new_correction_answer(actor: Actor, correction: Correction) -> CorrectionAnswer:
    return CorrectionAnswer(correction=correction, is_accepted=True, answered_by_id=actor.person)


def new_digest(actor: Actor) -> Digest:
    day = timezone.localdate()
    return Digest(partnership_id=actor.partnership_id, user_id=actor.person, day=day)


def new_reminder(actor: Actor, digest: Digest, action: Action | None, invitation: Invitation | None = None) -> Reminder:
    whose = {"partnership_id": actor.partnership_id, "user_id": actor.person, "digest": digest}
    stage = "late" if action else "access_ends"
    return Reminder(stage=stage, due_on=digest.day, action=action, invitation=invitation, **whose)


def new_reminder_of_task(actor: Actor, digest: Digest, task: CaseTask) -> Reminder:
    whose = {"partnership_id": actor.partnership_id, "user_id": actor.person, "digest": digest}
    return Reminder(stage="late", due_on=digest.day, task=task, **whose)


def new_choice(actor: Actor) -> ReminderChoice:
    return ReminderChoice(user_id=actor.person, in_app=True)


def new_repeat(records: "Records", actor: Actor) -> Repeat:
    """A repeat in a case, about an incident that the actor's agency has just recorded in it."""
    incident = records.new_incident(actor)
    return Repeat(partnership_id=actor.partnership_id, case=records.case, incident=incident, others=1)


def new_repeat_answer(actor: Actor, repeat: Repeat) -> RepeatAnswer:
    return RepeatAnswer(repeat=repeat, why_not="w", answered_by_id=actor.person)


def new_telling(actor: Actor, person: Person) -> Telling:
    told = {"told_on": timezone.localdate(), "how": "letter", "recorded_by_id": actor.person}
    return Telling(case_id=person.case_id, person=person, agency_id=actor.agency, **told)


def new_asking(actor: Actor, person: Person) -> Satisfaction:
    said = {"asked_on": timezone.localdate(), "outcome": "answered", "whole_experience": "neither"}
    about = {"agency_id": actor.agency, "recorded_by_id": actor.person}
    return Satisfaction(case_id=person.case_id, person=person, **said, **about)


def lay_out_after(records: "Records") -> None:
    """Write a draft with a correction by Housing, a reminder of Alice's, a repeat, a telling and an asking."""
    alice, bob = records.world.alice, records.world.bob
    with acting(alice):
        draft = new_draft(alice, records.conference)
        write_copies(alice, draft, {}, alice.agency, bob.agency)
        made = new_digest(alice)
        made.save(force_insert=True)
        new_reminder(alice, made, Action.objects.get()).save(force_insert=True)
        new_choice(alice).save(force_insert=True)
        repeat = new_repeat(records, alice)
        repeat.save(force_insert=True)
        new_repeat_answer(alice, repeat).save(force_insert=True)
        victim = Person.objects.get(part="victim")
        new_telling(alice, victim).save(force_insert=True)
        new_asking(alice, victim).save(force_insert=True)
    with acting(bob):
        correction = new_correction(bob, draft, records.item)
        correction.save(force_insert=True)
    with acting(alice):
        new_correction_answer(alice, correction).save(force_insert=True)

"""The second lock on what comes after a meeting, past all our Python: plain rows as the app role.

Alice and Dana are of the unit that chairs and leads the case, Bob's Housing has the item in its copy, Charlie's Harbour
has nothing, Judy is in another partnership.
"""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, models, transaction

from cases.models import CaseTask, Person, Satisfaction, Telling, Wall
from conferences.models import (
    Action,
    Correction,
    CorrectionAnswer,
    Digest,
    Invitation,
    Minutes,
    MinutesPart,
    Reminder,
    ReminderChoice,
    Repeat,
    RepeatAnswer,
)
from partners.actor import Actor
from partners.scope import acting
from tests.security import records as make
from tests.security import records_after as after
from tests.security.days import DAY, MOMENT
from tests.security.records import Records

PEOPLE = ("alice", "bob", "charlie", "dana", "judy")
CHAIRS, AT_THE_ITEM = {"alice", "dana"}, {"alice", "bob", "dana"}
SEES: dict[type[models.Model], set[str]] = {
    Correction: AT_THE_ITEM,
    CorrectionAnswer: AT_THE_ITEM,
    Digest: {"alice"},
    Minutes: AT_THE_ITEM,
    MinutesPart: AT_THE_ITEM,
    Reminder: {"alice"},
    ReminderChoice: {"alice"},
    Repeat: CHAIRS,
    RepeatAnswer: CHAIRS,
    Satisfaction: AT_THE_ITEM,
    Telling: AT_THE_ITEM,
}
"""Who sees the rows that were laid out. Housing has all sections of the case, the people among them."""
Row = Callable[[Actor], models.Model]


def seeing(records: Records, table: type[models.Model], **which: object) -> set[str]:
    seen = set()
    for name in PEOPLE:
        with acting(records.world.people()[name]):
            if table._default_manager.filter(**which).exists():
                seen.add(name)
    return seen


def writers(records: Records, row: Row) -> set[str]:
    """Return who can write the row that is made for them; nothing of it stays."""
    return {name for name in PEOPLE if writes(records.world.people()[name], row)}


def writes(actor: Actor, row: Row) -> bool:
    try:
        with transaction.atomic():
            with acting(actor):
                row(actor).save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


@pytest.mark.parametrize("table", SEES, ids=lambda table: table.__name__)
def test_rows_are_seen_by_those_they_are_for(records: Records, table: type[models.Model]) -> None:
    assert seeing(records, table) == SEES[table]


def test_a_part_is_its_agencys_and_the_chairing_agencys(records: Records) -> None:
    bob = records.world.bob
    assert seeing(records, MinutesPart, agency=records.world.unit) == CHAIRS
    assert seeing(records, MinutesPart, agency=bob.agency) == AT_THE_ITEM
    with acting(records.world.alice):
        Invitation.objects.filter(item=records.item).update(withdrawn_at=MOMENT)
    assert seeing(records, MinutesPart, conference=records.conference) == CHAIRS
    assert seeing(records, Minutes, conference=records.conference) == CHAIRS
    assert seeing(records, Correction) == seeing(records, CorrectionAnswer) == CHAIRS


def test_what_is_about_a_case_that_is_closed_to_somebody_is_closed(records: Records) -> None:
    world = records.world
    about = {"case": records.case, "partnership_id": records.case.partnership_id, "reason": "r"}
    with acting(world.alice):
        for person in (world.bob, world.dana):
            Wall(user_id=person.person, made_by_id=world.alice.person, **about).save(force_insert=True)
    for table in (Correction, CorrectionAnswer, MinutesPart, Repeat, RepeatAnswer, Satisfaction, Telling):
        assert seeing(records, table, **({"item__isnull": False} if table is MinutesPart else {})) == {"alice"}


def test_minutes_and_their_parts_are_written_by_whoever_makes_them(records: Records) -> None:
    alice, housing, conference = records.world.alice, records.world.housing.pk, records.conference
    assert writers(records, lambda actor: after.new_draft(actor, conference, 2)) == CHAIRS
    assert writers(records, lambda actor: after.new_draft(alice, conference, 2)) == {"alice"}
    final = lambda actor: Minutes(conference=conference, content_sha256="0", made_by_id=actor.person)  # noqa: E731
    assert writers(records, final) == set()
    with acting(alice):
        draft = after.new_draft(alice, conference, 2)
        draft.save(force_insert=True)
    assert writers(records, lambda actor: after.new_part(actor, draft, housing)) == {"alice"}
    assert writers(records, lambda actor: after.new_part(alice, draft, housing, records.item)) == {"alice"}
    other = records.unwritten
    with acting(alice):
        elsewhere = other.items.get()
    assert writers(records, lambda actor: after.new_part(alice, draft, housing, elsewhere)) == set()


def test_a_correction_is_written_by_whoever_has_the_draft_and_answered_by_whoever_chairs(records: Records) -> None:
    bob = records.world.bob
    with acting(records.world.alice):
        draft = Minutes.objects.get(edition="draft")
        final = Minutes.objects.get(edition="final")
        theirs = final.conference.items.get()
    assert writers(records, lambda actor: after.new_correction(actor, draft, records.item)) == AT_THE_ITEM
    assert writers(records, lambda actor: after.new_correction(bob, draft, records.item)) == {"bob"}
    assert writers(records, lambda actor: after.new_correction(actor, draft, theirs)) == set()
    assert writers(records, lambda actor: after.new_correction(actor, final, theirs)) == set()
    with acting(bob):
        correction = after.new_correction(bob, draft, None)
        correction.save(force_insert=True)
    assert writers(records, lambda actor: after.new_correction_answer(actor, correction)) == CHAIRS
    assert writers(records, lambda actor: after.new_correction_answer(bob, correction)) == set()


def test_a_reminder_is_written_by_the_person_it_is_for_about_what_that_person_sees(records: Records) -> None:
    alice = records.world.alice
    with acting(alice):
        action = Action.objects.get()
        invitation = Invitation.objects.get(item=records.item)
    everybody = set(PEOPLE)
    assert writers(records, lambda actor: _later(after.new_digest(actor))) == everybody
    assert writers(records, lambda actor: _later(after.new_digest(alice))) == {"alice"}
    assert writers(records, after.new_choice) == everybody
    assert writers(records, lambda actor: after.new_choice(alice)) == {"alice"}
    assert writers(records, lambda actor: after.new_reminder(actor, _saved(actor), action)) == AT_THE_ITEM
    assert writers(records, lambda actor: after.new_reminder(actor, _saved(actor), None, invitation)) == AT_THE_ITEM
    with acting(alice):
        task = CaseTask.objects.first()
        assert task is not None
    assert writers(records, lambda actor: after.new_reminder_of_task(actor, _saved(actor), task)) == CHAIRS
    with acting(alice):
        others = Digest.objects.get()
    assert writers(records, lambda actor: _round(after.new_reminder(actor, others, action))) == {"alice"}
    assert writers(records, lambda actor: _round(after.new_reminder(alice, others, action))) == {"alice"}


def _later(digest: Digest) -> Digest:
    digest.day = DAY
    return digest


def _saved(actor: Actor) -> Digest:
    digest = _later(after.new_digest(actor))
    digest.save(force_insert=True)
    return digest


def _round(reminder: Reminder) -> Reminder:
    reminder.round = 7
    return reminder


def test_a_repeat_is_noted_by_whoever_records_it_and_answered_by_whoever_leads(records: Records) -> None:
    world = records.world
    assert writers(records, lambda actor: after.new_repeat(records, actor)) == AT_THE_ITEM
    with acting(world.bob):
        theirs = after.new_repeat(records, world.bob)
        theirs.save(force_insert=True)
    with acting(world.alice):
        ours = after.new_repeat(records, world.alice).incident

    def about_ours(actor: Actor) -> Repeat:
        return Repeat(partnership_id=actor.partnership_id, case=records.case, incident=ours, others=1)

    assert writers(records, about_ours) == CHAIRS
    assert writers(records, lambda actor: after.new_repeat_answer(actor, theirs)) == CHAIRS
    assert writers(records, lambda actor: after.new_repeat_answer(world.alice, theirs)) == {"alice"}


def test_who_was_told_is_written_by_the_lead_agency_about_people_of_the_case(records: Records) -> None:
    world = records.world
    with acting(world.alice):
        person = Person.objects.get(part="victim")
        another = make.new_case(world.alice)
        another.save(force_insert=True)
    assert writers(records, lambda actor: after.new_telling(actor, person)) == CHAIRS
    assert writers(records, lambda actor: after.new_telling(world.alice, person)) == CHAIRS

    def of_another_case(actor: Actor) -> Telling:
        telling = after.new_telling(actor, person)
        telling.case = another
        return telling

    assert writers(records, of_another_case) == set()

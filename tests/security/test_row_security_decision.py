"""The second lock around the decision, past all our Python: plain rows as the app role.

Alice, Dana and Heidi (the Responsible Person) are of the unit that leads the case, Bob's Housing has all its sections
and was asked a question, Charlie's Harbour has nothing, Judy is in another partnership.
"""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, models, transaction

from cases.models import (
    Account,
    Assessment,
    CaseTask,
    CaseTaskAnswer,
    Consultation,
    ConsultationReply,
    Countersignature,
    Decision,
    Lowering,
    LoweringAnswer,
    Person,
    Prompt,
    WorkPlan,
)
from cases.models.prompt import PromptCause
from partners.actor import Actor
from partners.scope import acting
from tests.cases.given import decided_case, new_case
from tests.personas import World
from tests.security import records as make
from tests.security import records_decision as around
from tests.security.records import Records
from tests.security.test_row_security_closed_cases import grant_of, restrict, restriction_of

PEOPLE = ("alice", "bob", "charlie", "dana", "heidi", "judy")
LEAD, SHARED = {"alice", "dana", "heidi"}, {"alice", "bob", "dana", "heidi"}
SEES: dict[type[models.Model], set[str]] = {
    CaseTask: LEAD,
    CaseTaskAnswer: LEAD,
    Consultation: SHARED,
    ConsultationReply: SHARED,
    Countersignature: SHARED,
    Lowering: SHARED,
    LoweringAnswer: SHARED,
    Prompt: SHARED,
    WorkPlan: LEAD,
}
Row = Callable[[Actor], models.Model]


def seen(records: Records) -> dict[type[models.Model], set[str]]:
    found: dict[type[models.Model], set[str]] = {table: set() for table in SEES}
    for name in PEOPLE:
        with acting(records.world.people()[name]):
            for table in SEES:
                if table._default_manager.exists():
                    found[table].add(name)
    return found


def writers(records: Records, row: Row) -> set[str]:
    """Return who can write the row that is made for them; nothing of it stays."""
    return {name for name in PEOPLE if writes(records.world.people()[name], row)}


def writes(actor: Actor, row: Row) -> bool:
    try:
        with transaction.atomic():
            made = row(actor)
            with acting(actor):
                made.save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


def by_alice(records: Records, row: models.Model) -> models.Model:
    with acting(records.world.alice):
        row.save(force_insert=True)
    return row


def another_assessment(records: Records) -> Assessment:
    made = by_alice(records, make.new_assessment(records.world.alice, records.case))
    assert isinstance(made, Assessment)
    return made


def test_rows_are_seen_by_those_they_are_for_and_by_nobody_when_the_case_is_closed_to_them(records: Records) -> None:
    assert seen(records) == SEES
    restrict(records)
    assert seen(records) == {table: {"alice"} for table in SEES}


@pytest.mark.parametrize("table", SEES, ids=lambda table: table.__name__)
def test_nothing_is_changed_or_removed(records: Records, table: type[models.Model]) -> None:
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            acting(records.world.alice),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table._meta.db_table))


def test_prompts(records: Records) -> None:
    case, alice = records.case, records.world.alice
    assert writers(records, lambda actor: around.new_prompt(actor, case)) == SHARED
    assert writers(records, lambda actor: around.new_prompt(alice, case)) == LEAD

    def nobodys(actor: Actor) -> Prompt:
        prompt = around.new_prompt(actor, case)
        prompt.agency_id = None
        return prompt

    assert writers(records, nobodys) == set()


def test_lowerings(records: Records) -> None:
    alice, assessment = records.world.alice, another_assessment(records)
    assert writers(records, lambda actor: around.new_lowering(actor, assessment)) == LEAD
    assert writers(records, lambda actor: around.new_lowering(alice, assessment)) == {"alice"}
    lowering = by_alice(records, around.new_lowering(alice, assessment))
    assert isinstance(lowering, Lowering)
    assert writers(records, lambda actor: around.new_lowering_answer(actor, lowering)) == {"dana", "heidi"}
    assert writers(records, lambda actor: around.new_lowering_answer(records.world.dana, lowering)) == {"dana"}


def test_countersignatures(records: Records) -> None:
    alice, heidi = records.world.alice, records.world.heidi
    decision = by_alice(records, around.new_decision(alice, another_assessment(records)))
    assert isinstance(decision, Decision)
    assert writers(records, lambda actor: around.new_countersignature(actor, decision)) == {"heidi"}
    assert writers(records, lambda actor: around.new_countersignature(heidi, decision)) == {"heidi"}
    own = around.new_decision(heidi, another_assessment(records))
    with acting(heidi):
        own.save(force_insert=True)
    assert writers(records, lambda actor: around.new_countersignature(actor, own)) == set()


def test_consultations(records: Records) -> None:
    alice, bob, case, harbour = records.world.alice, records.world.bob, records.case, records.world.harbour.pk
    assert writers(records, lambda actor: around.new_consultation(actor, case, harbour)) == LEAD
    assert writers(records, lambda actor: around.new_consultation(alice, case, harbour)) == {"alice"}
    question = by_alice(records, around.new_consultation(alice, case, bob.agency))
    assert isinstance(question, Consultation)
    assert writers(records, lambda actor: around.new_reply(actor, question)) == {"bob"}
    assert writers(records, lambda actor: around.new_reply(bob, question)) == {"bob"}
    assert writers(records, lambda actor: around.new_reply(actor, question, "withdrawn")) == LEAD
    by_alice(records, around.new_reply(alice, question, "withdrawn"))
    with acting(bob):
        assert not Consultation.objects.filter(pk=question.pk).exists()
    with acting(alice):
        assert Consultation.objects.filter(pk=question.pk).exists()


def test_work(records: Records) -> None:
    alice, case = records.world.alice, records.case
    assert writers(records, lambda actor: around.new_plan(actor, case)) == LEAD
    assert writers(records, lambda actor: around.new_plan(alice, case)) == {"alice"}
    assert writers(records, lambda actor: around.new_task(actor, case)) == LEAD
    assert writers(records, lambda actor: around.new_task(alice, case)) == {"alice"}
    task = by_alice(records, around.new_task(alice, case))
    assert isinstance(task, CaseTask)
    assert writers(records, lambda actor: around.new_task_answer(actor, task)) == LEAD
    assert writers(records, lambda actor: around.new_task_answer(alice, task)) == {"alice"}


def test_safety_facts_are_changed_by_whoever_leads_though_another_recorded_them(records: Records) -> None:
    bob = records.world.bob
    incident = make.new_incident(bob, records.case)
    with acting(bob):
        incident.save(force_insert=True)
        Person(case=records.case, incident=incident, part="victim").save(force_insert=True)
        Account(case=records.case, incident=incident).save(force_insert=True)
    able = dict[str, set[str]]()
    for table, change in {"cases_person": "do_not_tell", "cases_account": "danger"}.items():
        able[table] = set()
        for name in PEOPLE:
            with transaction.atomic(), acting(records.world.people()[name]), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET {change} = 'x' WHERE incident_id = %s", [incident.pk])
                if cursor.rowcount:
                    able[table].add(name)
                transaction.set_rollback(True)
    assert able == {"cases_person": SHARED, "cases_account": SHARED}


def test_prompts_from_a_case_that_is_restricted(world: World) -> None:
    decided, elsewhere = decided_case(world.alice), new_case(world.alice)

    def prompted() -> int:
        with acting(world.dana):
            return Prompt.objects.filter(case=decided, cause=PromptCause.LINKED_REPEAT).count()

    assert prompted() == 1
    with acting(world.alice):
        grant_of(elsewhere, world.alice).save(force_insert=True)
        restriction_of(elsewhere, world.alice).save(force_insert=True)
    assert prompted() == 0

"""The second lock on research returns and on who steps out, past all our Python: plain rows as the app role.

Alice's unit chairs and has released a return; Bob's Housing is asked to the item; Charlie's Harbour is not; Judy is in
another partnership. Dana is Alice's colleague.
"""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, models, transaction

from conferences.models import (
    Action,
    ActionHistory,
    Conference,
    Item,
    ItemHistory,
    Recusal,
    ResearchReturn,
    Statement,
)
from partners.actor import Actor
from partners.scope import acting
from tests.security import records_conference as meeting
from tests.security.days import MOMENT
from tests.security.records import Records

pytestmark = pytest.mark.django_db
PEOPLE = ("alice", "bob", "charlie", "dana", "judy")
Row = Callable[[Actor], models.Model]


def writers(records: Records, row: Row) -> set[str]:
    """Return who can write the row that is made for them; nothing of it stays."""

    def write(actor: Actor) -> int:
        row(actor).save(force_insert=True)
        return 1

    return {name for name in PEOPLE if passes(records, name, write)}


def changers(records: Records, question: str) -> set[str]:
    """Return whose plain SQL changes or removes rows; `{me}` is their key. Nothing of it stays."""

    def run(actor: Actor) -> int:
        with connection.cursor() as cursor:
            cursor.execute(question.format(me=actor.person))
            return int(cursor.rowcount)

    return {name for name in PEOPLE if passes(records, name, run)}


def passes(records: Records, name: str, deed: Callable[[Actor], int]) -> bool:
    actor = records.world.people()[name]
    try:
        with transaction.atomic(), acting(actor):
            done = deed(actor)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return bool(done)


def draft_of_housing(records: Records) -> ResearchReturn:
    """Write a draft of Bob's agency with one statement that it shares and one that it withholds."""
    bob = records.world.bob
    with acting(bob):
        draft = meeting.new_return(records.item, bob)
        draft.save(force_insert=True)
        meeting.new_statement(draft, bob).save(force_insert=True)
        kept = meeting.new_statement(draft, bob)
        kept.is_shared, kept.legal_gateway, kept.withheld_because = False, "", "r"
        kept.save(force_insert=True)
    return draft


def counts(records: Records, table: type[models.Model], **values: object) -> dict[str, int]:
    found = {}
    for name in PEOPLE:
        with acting(records.world.people()[name]):
            found[name] = table._default_manager.filter(**values).count()
    return found


def test_a_draft_and_what_is_withheld_are_their_agencys_alone(records: Records) -> None:
    draft = draft_of_housing(records)
    nobody_else = {"alice": 0, "bob": 1, "charlie": 0, "dana": 0, "judy": 0}
    assert counts(records, ResearchReturn, pk=draft.pk) == nobody_else
    assert counts(records, Statement, research_return=draft) == nobody_else | {"bob": 2}
    with acting(records.world.bob):
        meeting.release(draft, records.world.bob)
    assert counts(records, ResearchReturn, pk=draft.pk) == nobody_else | {"alice": 1, "dana": 1}
    assert counts(records, Statement, research_return=draft) == nobody_else | {"alice": 1, "bob": 2, "dana": 1}
    with acting(records.world.bob):
        over = {"taken_back_at": MOMENT, "taken_back_by_id": records.world.bob.person}
        ResearchReturn.objects.filter(pk=draft.pk).update(**over)
    assert counts(records, ResearchReturn, pk=draft.pk) == nobody_else


def test_a_return_is_written_by_its_agency_while_the_conference_is_open(records: Records) -> None:
    housing = records.world.housing.pk

    def a_return(actor: Actor, **changes: object) -> models.Model:
        row = meeting.new_return(records.item, actor)
        row.version = 9
        vars(row).update(changes)
        return row

    assert writers(records, a_return) == {"alice", "bob", "dana"}
    assert writers(records, lambda actor: a_return(actor, agency_id=housing)) == {"bob"}
    assert writers(records, lambda actor: a_return(actor, released_at=MOMENT, answer="known")) == set()
    with acting(records.world.alice):
        over = {"state": "finalised", "number": 9, "finalised_at": MOMENT}
        Conference.objects.filter(pk=records.conference.pk).update(finalised_by_id=records.world.alice.person, **over)
    assert writers(records, a_return) == set()


def test_a_return_and_its_statements_are_changed_by_their_agency_while_it_is_a_draft(records: Records) -> None:
    draft = draft_of_housing(records)
    of_return = f"UPDATE conferences_researchreturn SET answer = 'known' WHERE id = '{draft.pk}'"
    of_statement = "UPDATE conferences_statement SET source = 'x'"
    removal = "DELETE FROM conferences_statement"
    assert [changers(records, each) for each in (of_return, of_statement, removal)] == [{"bob"}] * 3
    assert changers(records, "UPDATE conferences_researchreturn SET taken_back_at = NULL") >= {"alice", "bob", "dana"}
    assert writers(records, lambda actor: meeting.new_statement(draft, actor)) == {"bob"}
    with acting(records.world.bob):
        meeting.release(draft, records.world.bob)
    assert [changers(records, each) for each in (of_statement, removal)] == [set()] * 2
    back = "UPDATE conferences_researchreturn SET taken_back_at = now(), taken_back_by_id = '{me}' WHERE id ="
    assert changers(records, f"{back} '{draft.pk}'") == {"bob"}
    same = f"UPDATE conferences_researchreturn SET answer = answer WHERE id = '{draft.pk}'"
    assert changers(records, same) == {"bob"}
    assert writers(records, lambda actor: meeting.new_statement(draft, actor)) == set()


def test_who_steps_out_is_noted_by_who_chairs_and_by_oneself(records: Records) -> None:
    world = records.world

    def by(chair: Actor, who: Actor | None) -> Row:
        def row(actor: Actor) -> models.Model:
            made = meeting.recusal_of(records.item, chair, who or actor)
            made.recused_by_id = actor.person
            return made

        return row

    assert writers(records, by(world.alice, world.bob)) == {"alice", "bob", "dana"}
    assert writers(records, by(world.alice, world.dana)) == {"alice", "dana"}
    assert writers(records, by(world.alice, None)) == {"alice", "bob", "dana"}
    assert writers(records, by(world.bob, world.bob)) == set()
    assert writers(records, lambda actor: meeting.recusal_of(records.item, world.alice, world.bob)) == {"alice"}


def test_who_chairs_lets_back_in_in_their_own_name(records: Records) -> None:
    own = "UPDATE conferences_recusal SET lifted_at = now(), lifted_by_id = '{me}'"
    assert changers(records, own) == {"alice", "dana"}
    anothers = f"UPDATE conferences_recusal SET lifted_at = now(), lifted_by_id = '{records.world.bob.person}'"
    assert changers(records, anothers) == set()


def test_an_item_is_gone_for_whoever_stepped_out_and_for_nobody_else(records: Records) -> None:
    world = records.world
    tables: tuple[type[models.Model], ...] = (Item, ItemHistory, Action, ActionHistory)
    about: dict[type[models.Model], dict[str, object]] = {
        table: {"id": records.item.pk} if table in (Item, ItemHistory) else {"item_id": records.item.pk}
        for table in tables
    }
    before = {table: counts(records, table, **about[table]) for table in tables}
    assert all(found["bob"] for found in before.values())
    with acting(world.alice):
        meeting.recusal_of(records.item, world.alice, world.bob).save(force_insert=True)
    after = {table: counts(records, table, **about[table]) for table in tables}
    assert after == {table: found | {"bob": 0} for table, found in before.items()}
    assert counts(records, Recusal)["bob"] == counts(records, ResearchReturn)["bob"] == 0
    assert (
        changers(records, f"UPDATE conferences_action SET state = 'open' WHERE item_id = '{records.item.pk}'") == set()
    )

"""The second lock around cases on offer to another partnership, past all our Python: plain rows as the app role.

Dana and Heidi may hand a case of the unit over. Judy's police in the other partnership is asked; Olive is its panel
chair, and Nils sits in another agency there.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, models, transaction

from cases.models import Case, Incident, Restriction, Transfer, TransferAnswer, TransferPaper, Wall
from partners.actor import Actor
from partners.models import Partnership
from partners.scope import acting
from tests.cases.given import new_case
from tests.cases.transferring import Northmere, accepted, northmere, offered
from tests.personas import World
from tests.security import records_transfer as make
from tests.security.days import DAY
from tests.security.test_row_security_decision import writes

TABLES: tuple[type[models.Model], ...] = (Transfer, TransferAnswer, TransferPaper)


@pytest.fixture
def there(world: World) -> Northmere:
    return northmere(world)


@pytest.fixture
def case(world: World) -> Case:
    return new_case(world.dana)


def everybody(world: World, there: Northmere) -> dict[str, Actor]:
    names = ("alice", "bob", "charlie", "dana", "heidi", "judy")
    return {name: world.people()[name] for name in names} | {"mona": there.mona, "nils": there.nils}


def readers(world: World, there: Northmere, table: type[models.Model]) -> set[str]:
    found = set()
    for name, actor in everybody(world, there).items():
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table._meta.db_table}")
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def by(actor: Actor, row: models.Model) -> None:
    with acting(actor):
        row.save(force_insert=True)


def restriction(world: World, case: Case) -> Restriction:
    about = {"case": case, "partnership_id": case.partnership_id, "reason": "r"}
    return Restriction(restricted_by_id=world.dana.person, **about)


SENDERS, ASKED = {"alice", "dana", "heidi"}, {"judy", "mona"}


def test_an_offer_is_read_by_both_sides_and_its_papers_by_the_lead_agency(
    world: World, there: Northmere, case: Case
) -> None:
    transfer = make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk)
    by(world.dana, transfer)
    by(world.dana, make.new_paper(transfer, case))
    assert readers(world, there, Transfer) == SENDERS | ASKED
    assert readers(world, there, TransferPaper) == SENDERS
    about = {"case": case, "partnership_id": case.partnership_id, "reason": "r", "made_by_id": world.dana.person}
    by(world.dana, Wall(user_id=world.alice.person, **about))
    by(world.dana, Wall(user_id=world.judy.person, **about))
    assert readers(world, there, Transfer) == {"dana", "heidi", "mona"}
    assert readers(world, there, TransferPaper) == {"dana", "heidi"}
    declined = make.new_answer(there.mona, transfer)
    by(there.mona, declined)
    assert readers(world, there, TransferAnswer) == {"dana", "heidi", "mona"}


def test_what_is_over_is_hidden_from_the_side_that_was_asked(world: World, there: Northmere, case: Case) -> None:
    late = make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk)
    late.lapses_on = DAY - timedelta(days=9_000)
    by(world.dana, late)
    assert readers(world, there, Transfer) == SENDERS
    taken_back = make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk)
    by(world.dana, taken_back)
    by(world.dana, make.new_answer(world.dana, taken_back, "withdrawn"))
    assert readers(world, there, Transfer) == SENDERS
    assert readers(world, there, TransferAnswer) == SENDERS
    by(world.dana, make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk))
    assert readers(world, there, Transfer) == SENDERS | ASKED
    with transaction.atomic():
        by(
            world.dana,
            Restriction(case=case, partnership_id=case.partnership_id, reason="r", restricted_by_id=world.dana.person),
        )
        assert readers(world, there, Transfer) & ASKED == set()
        transaction.set_rollback(True)
    with acting(world.dana):
        Case.objects.filter(pk=case.pk).update(state="closed", closed_on=DAY)
    assert readers(world, there, Transfer) == SENDERS


def test_only_those_who_answer_for_the_case_offer_it(world: World, there: Northmere, case: Case) -> None:
    people = everybody(world, there)
    northmere, police = world.other_partnership.pk, world.elsewhere.pk

    def offerers(row: object = None) -> set[str]:
        return {name for name, actor in people.items() if writes(actor, row or _own)}  # type: ignore[arg-type]

    def _own(actor: Actor) -> Transfer:
        there = world.partnership.pk if actor.partnership_id == northmere else northmere
        return make.new_transfer(actor, case, there, police)

    def _in_danas_name(actor: Actor) -> Transfer:
        return make.new_transfer(world.dana, case, northmere, police)

    def _misnamed(actor: Actor) -> Transfer:
        return _changed(_own(actor), case_reference="X")

    assert offerers() == {"dana", "heidi"}
    assert offerers(_in_danas_name) == {"dana"}
    assert offerers(_misnamed) == set()
    assert offerers(lambda actor: _changed(_own(actor), from_agency_id=world.housing.pk)) == set()
    third = Partnership.objects.create(code="THI", name="Third").pk
    assert offerers(lambda actor: _changed(_own(actor), from_partnership_id=third)) == set()
    by(
        world.dana,
        Restriction(case=case, partnership_id=case.partnership_id, reason="r", restricted_by_id=world.dana.person),
    )
    assert offerers() == set()


def _changed(transfer: Transfer, **fields: object) -> Transfer:
    vars(transfer).update(fields)
    return transfer


def test_each_side_ends_an_offer_in_its_own_way(world: World, there: Northmere, case: Case) -> None:
    people = everybody(world, there)
    transfer = make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk)
    by(world.dana, transfer)

    def enders(outcome: str, **fields: object) -> set[str]:
        def row(actor: Actor) -> TransferAnswer:
            answer = make.new_answer(actor, transfer, outcome)
            vars(answer).update(fields)
            return answer

        return {name for name, actor in people.items() if writes(actor, row)}

    assert enders("withdrawn") == {"dana", "heidi"}
    assert enders("declined") == {"mona"}
    assert enders("accepted", copy_id=case.pk, copy_reference="X") == set()
    assert enders("declined", agency_id=world.unit.pk) == set()
    assert enders("declined", answered_by_id=world.heidi.person) == set()


def test_papers_are_added_by_the_lead_agency_to_its_own_offer(world: World, there: Northmere, case: Case) -> None:
    people = everybody(world, there)
    transfer = make.new_transfer(world.dana, case, world.other_partnership.pk, world.elsewhere.pk)
    by(world.dana, transfer)
    other = new_case(world.dana)
    assert {
        name for name, actor in people.items() if writes(actor, lambda _: make.new_paper(transfer, case))
    } == SENDERS
    assert not any(writes(actor, lambda _: make.new_paper(transfer, other)) for actor in people.values())
    stray = Transfer(pk=uuid4())
    assert not any(writes(actor, lambda _: make.new_paper(stray, case)) for actor in people.values())


def test_nobody_says_of_an_incident_that_it_is_counted_elsewhere(world: World, there: Northmere, case: Case) -> None:
    transfer = offered(world.dana, case)
    copy = accepted(there.mona, transfer)
    for actor, own in ((world.dana, case), (there.mona, copy)):
        with acting(actor):
            incident = Incident.objects.get(case=own)
        plain = {"partnership_id": actor.partnership_id, "agency_id": actor.agency}
        vars(incident).update(plain)
        assert writes(actor, lambda _, row=incident: _again(row, None))  # type: ignore[misc]
        assert not writes(actor, lambda _, row=incident: _again(row, transfer.pk))  # type: ignore[misc]
        with (
            acting(actor),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute("UPDATE cases_incident SET transfer_id = %s", [transfer.pk])


def _again(incident: Incident, transfer_id: object) -> Incident:
    vars(incident).update(id=uuid4(), transfer_id=transfer_id)
    return incident


def test_accepting_asks_for_the_side_and_the_role_itself(world: World, there: Northmere, case: Case) -> None:
    transfer = offered(world.dana, case)
    outside = replace(there.mona, partnership_id=world.partnership.pk)
    for actor in (world.dana, world.judy, there.nils, world.charlie, outside):
        assert accepts(actor, transfer) is None
    assert accepts(there.mona, Transfer(pk=uuid4())) is None
    assert accepts(there.mona, transfer) is not None
    assert accepts(there.mona, transfer) is None


def accepts(actor: Actor, transfer: Transfer) -> object:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT app.accept_transfer(%s, %s, current_date)", [transfer.pk, uuid4().hex[:10]])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_nothing_is_changed_or_removed(world: World, table: type[models.Model]) -> None:
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            acting(world.dana),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table._meta.db_table))

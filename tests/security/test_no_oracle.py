"""No key and no message tells that a hidden row exists.

Keys and unique constraints look past row security: PostgreSQL checks them against every row. So each one of the
catalogue is tried by raw SQL as the app role, in the scope of an agency beside the case and of another partnership: a
row that points at, or collides with, what is hidden must be refused in the same words as one that points at nothing and
collides with nothing. What differs is declared below, with the reason why nobody can use it.
"""

import uuid
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.handlers.exception import response_for_exception
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import RequestFactory

from cases.api.reports import ReportSerializer
from cases.models import Case, CaseUserObjectPermission, Restriction, Wall
from cases.references import ALPHABET, LENGTH, new_reference
from hatecrime.row_security import EXEMPT
from partners.actor import Actor
from partners.models import Acceptance, Agreement
from partners.scope import acting
from tests.personas import World
from tests.security import records as make
from tests.security import records_decision as around
from tests.security.administrators import propose
from tests.security.days import DAY

RANDOM = {
    "cases_case.cases_case_reference_key": "The server draws the reference, 45 random bits; no page takes one.",
    "conferences_minutes.minutes_version_once": "The server counts them, for who sees every item; no page takes one.",
    "reporting_reportfile.report_file_once_per_format": "The key of the report is random; who sees none can name none.",
}
"""Unique constraints that could tell, over what nobody but the server chooses."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """A foreign key to a table under row security, or a unique index of one."""

    table: str
    name: str
    columns: tuple[str, ...]
    target: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def foreign_keys() -> list[Key]:
    return [
        Key(table, name, (column,), target)
        for table, name, column, target in ask(
            """
            SELECT c.conrelid::regclass::text, c.conname, a.attname, c.confrelid::regclass::text
            FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid AND f.relrowsecurity
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.contype = 'f' ORDER BY 1, 2
            """
        )
    ]


def unique_keys() -> list[Key]:
    return [
        Key(table, name, tuple(columns))
        for table, name, columns in ask(
            """
            SELECT t.relname, i.relname, array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey)
            WHERE x.indisunique AND NOT x.indisprimary AND t.relrowsecurity
              AND t.relnamespace = 'public'::regnamespace
            GROUP BY 1, 2 ORDER BY 1, 2
            """
        )
    ]


def can_insert(table: str) -> bool:
    return bool(ask("SELECT has_any_column_privilege(%s, 'INSERT')", table)[0][0])


@pytest.fixture(scope="module")
def rows_laid_out(standing: World) -> dict[str, Row]:
    """A row of every table with keys, as whoever sees it reads it."""
    world = standing
    _add_the_rest(world, make.lay_out(world).case)
    found: dict[str, Row] = {}
    for actor in (world.alice, world.bob, world.grace, world.frank):
        with acting(actor):
            for table in {key.table for key in (*foreign_keys(), *unique_keys())} - found.keys():
                found.update(_read(table))
    return found


@pytest.fixture
def hidden(db: None, rows_laid_out: dict[str, Row]) -> dict[str, Row]:
    """The same, for one test."""
    return deepcopy(rows_laid_out)


def _add_the_rest(world: World, case: Case) -> None:
    """Write what `records.lay_out` leaves out, because it closes the case or is an administrator's."""
    propose(world)
    with acting(world.erin):
        make.new_loading(world.erin).save(force_insert=True)
    with acting(world.frank):
        text = {"kind": "sharing_agreement", "version": 1, "title": "t", "text": "t", "in_force_from": DAY}
        agreement = Agreement(partnership=world.partnership, made_by_id=world.frank.person, **text)
        agreement.save(force_insert=True)
        make.new_instrument_version(world.frank).save(force_insert=True)
        make.new_thresholds(world.frank).save(force_insert=True)
    about = {"case": case, "partnership_id": case.partnership_id, "reason": "r"}
    named = Permission.objects.get(codename="read_restricted_case")
    with acting(world.alice):
        Acceptance(agreement=agreement, partnership=world.partnership, user_id=world.alice.person).save()
        CaseUserObjectPermission(content_object=case, user_id=world.alice.person, permission=named).save()
        Wall(user_id=world.heidi.person, made_by_id=world.alice.person, **about).save(force_insert=True)
        another = make.new_case(world.alice)
        another.save(force_insert=True)
        make.new_access(world.alice, another, world.alice, "lead").save(force_insert=True)
        around.new_counter(world.alice, case, another, case.incidents.first()).save(force_insert=True)
        Restriction(restricted_by_id=world.alice.person, **about).save(force_insert=True)


def _read(table: str) -> Iterator[tuple[str, Row]]:
    with connection.cursor() as cursor:
        if not ask("SELECT has_table_privilege(%s, 'SELECT')", table)[0][0]:
            return
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')
        row = cursor.fetchone()
        if row:
            yield table, dict(zip([column.name for column in cursor.description], row, strict=True))


def strangers(world: World) -> list[Actor]:
    return [world.charlie, world.judy]


def as_own(row: Row, world: World, stranger: Actor) -> Row:
    """Return the row as the stranger would have to write it to be let in: in the name of their own agency."""
    mine = {
        **dict.fromkeys((actor.agency_id for actor in (world.alice, world.bob)), stranger.agency_id),
        **dict.fromkeys((actor.user_id for actor in (world.alice, world.bob)), stranger.user_id),
        world.partnership.pk: stranger.partnership_id,
    }
    return {
        column: mine.get(value, value) if isinstance(value, uuid.UUID) else value for column, value in row.items()
    } | {"id": uuid.uuid4()}


def answer(table: str, row: Row, stranger: Actor) -> str:
    """Return what the database says to the stranger who writes this row; nothing of it stays."""
    fields = {column: value for column, value in row.items() if ask(_MAY, table, column)[0][0]}
    values = {column: _adapted(table, column, value) for column, value in fields.items()}
    names = ", ".join(f'"{column}"' for column in values)
    places = ", ".join("%s" for _ in values)
    try:
        with transaction.atomic(), acting(stranger), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', list(values.values()))
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        cause: Any = refusal.__cause__
        return f"{cause.sqlstate} {cause.diag.message_primary} {cause.diag.constraint_name or ''}"
    return "written"


_MAY = "SELECT has_column_privilege(%s, %s, 'INSERT')"


def _adapted(table: str, column: str, value: Any) -> Any:
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    field = next((each for each in model._meta.concrete_fields if each.column == column), None)
    return field.get_db_prep_save(value, connection) if field else value


def is_seen(table: str, row: Row, stranger: Actor) -> bool:
    """Say whether the row is not hidden at all: what belongs to the partnership as a whole."""
    with acting(stranger):
        return bool(ask(f'SELECT 1 FROM "{table}" WHERE id = %s', row["id"]))


def fresh(value: Any) -> Any:
    """Return a value of the same kind that no row has."""
    kinds: dict[type, Any] = {uuid.UUID: uuid.uuid4(), str: uuid.uuid4().hex[:8], int: 1_000_000}
    return kinds.get(type(value), value)


def others(row: Row, key: Key, keys: list[Key]) -> Row:
    """Return the row with everything new that another unique constraint would trip over."""
    trips = {column for each in keys if each.table == key.table for column in each.columns} - set(key.columns)
    return {column: fresh(value) if column in trips and _is_free(value) else value for column, value in row.items()}


def _is_free(value: Any) -> bool:
    return isinstance(value, str)


def test_a_row_that_points_at_a_hidden_one_is_refused_like_one_that_points_at_nothing(
    world: World, hidden: dict[str, Row]
) -> None:
    """Or else the hidden one has a random key, made by us, which is nothing that a person could guess."""
    told, tried = [], 0
    uniques = unique_keys()
    for key in foreign_keys():
        (column,) = key.columns
        if key.table not in hidden or not can_insert(key.table) or hidden[key.table][column] is None:
            continue
        for stranger in strangers(world):
            row = others(as_own(hidden[key.table], world, stranger), key, uniques)
            tried += 1
            if answer(key.table, row, stranger) != answer(key.table, row | {column: uuid.uuid4()}, stranger):
                told.append(str(key))
    assert tried > 40
    assert {each for each in told if not has_random_key(each)} == set()


def has_random_key(name: str) -> bool:
    """Say whether the table that this foreign key leads to is one whose rows have keys that we draw at random."""
    target = next(key.target for key in foreign_keys() if str(key) == name)
    model = next(each for each in apps.get_models() if each._meta.db_table == target)
    return model._meta.pk.default is uuid.uuid4


def test_a_row_that_collides_with_a_hidden_one_is_refused_like_one_that_does_not(
    world: World, hidden: dict[str, Row]
) -> None:
    told, tried = set(), 0
    uniques = unique_keys()
    for key in uniques:
        if key.table not in hidden or not can_insert(key.table):
            continue
        for stranger in strangers(world):
            if is_seen(key.table, hidden[key.table], stranger):
                continue
            row = others(as_own(hidden[key.table], world, stranger), key, uniques)
            apart = row | {column: fresh(row[column]) for column in key.columns if _is_free(row[column])}
            tried += 1
            if answer(key.table, row, stranger) != answer(key.table, apart, stranger):
                told.add(str(key))
    assert tried > 20
    assert told == set(RANDOM)
    assert all(reason.endswith(".") for reason in RANDOM.values())


def test_every_key_was_tried_or_cannot_be_written(hidden: dict[str, Row]) -> None:
    """A new table needs a row in `records.lay_out`, so that its keys are tried."""
    untried = {key.table for key in (*foreign_keys(), *unique_keys()) if key.table not in hidden}
    assert {table for table in untried if can_insert(table)} == set()


def test_every_row_that_can_be_hidden_has_a_random_key(db: None) -> None:
    """Of the history's numbers nothing is said: no address holds one and no row can be written by the app role."""
    stored = {table for (table,) in ask("SELECT relname FROM pg_class WHERE relkind = 'r'")}
    counted = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.db_table in stored - EXEMPT.keys() and model._meta.pk.default is not uuid.uuid4
    }
    assert {table for table in counted if not table.endswith("history") and can_insert(table)} == set()


def test_references_are_drawn_by_the_server() -> None:
    assert len({new_reference() for _ in range(200)}) == 200
    assert len(ALPHABET) ** (LENGTH - 1) == 2**45
    assert {"id", "reference", "lead_agency", "partnership", "agency"} & set(ReportSerializer().fields) == set()


def test_the_page_of_an_error_does_not_repeat_what_the_database_said(world: World) -> None:
    """PostgreSQL names the value that collided; whoever gets the error page reads nothing of it."""
    request = RequestFactory().get("/")
    request.user = None  # type: ignore[assignment]
    said = "Key (external_reference)=(HIDDEN-VALUE) already exists."
    answer = response_for_exception(request, IntegrityError(said))
    assert answer.status_code == 500
    assert b"HIDDEN-VALUE" not in answer.content

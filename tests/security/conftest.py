"""What the tests of isolation share: one situation for all that a process asks of it."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import psycopg
import pytest
from django.db import transaction
from psycopg import sql

from tests import databases
from tests.personas import World
from tests.security import records as make
from tests.security.records import Records
from tests.security.situation import Situation, lay_out


@pytest.fixture(scope="module")
def laid_out(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, people_of_tests: World
) -> Iterator[Situation]:
    """Everybody's belongings, written once for the tests of a file; each of them undoes what it does."""
    with (
        pytest.MonkeyPatch.context() as patched,
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        # A paper takes a second to draw. Who gets it is asked here; what it looks like, elsewhere.
        patched.setattr("weasyprint.HTML.write_pdf", lambda *args, **kwargs: b"%PDF")
        yield lay_out(deepcopy(people_of_tests))
        transaction.set_rollback(True)


@pytest.fixture
def situation(laid_out: Situation) -> Iterator[Situation]:
    """The same, for one test: what it leaves behind, a broken transaction even, is undone."""
    with transaction.atomic():
        yield laid_out
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def one_of_each(standing: World) -> Records:
    """One row of every table, written once for the tests of a file."""
    return make.lay_out(standing)


@pytest.fixture
def records(db: None, one_of_each: Records) -> Records:
    """The same, for one test."""
    return deepcopy(one_of_each)


GUARDED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY relname"


@pytest.fixture(scope="module")
def without_row_security(turn_to_copy: Callable[[str], str], template: str) -> None:
    """Let the tests of a file run in a copy of the database in which row security is switched off."""
    copy = turn_to_copy(template)
    with psycopg.connect(databases.url_of("OWNER_DATABASE_URL", copy), autocommit=True) as owner:
        for (table,) in owner.execute(GUARDED).fetchall():
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table)))

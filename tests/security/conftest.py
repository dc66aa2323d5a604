"""What the tests of isolation share: one situation for all that a process asks of it."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

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

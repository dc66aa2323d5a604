"""Times in an import are those of London, also in the hours that come twice or not at all."""

from datetime import UTC, datetime

import pytest

from cases.importing.cells import beginning
from partners.errors import NotPossible
from tests.cases.test_import import only, wrong
from tests.personas import World


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("2026-03-28T00:30", datetime(2026, 3, 28, 0, 30, tzinfo=UTC)),
        ("2026-03-29T00:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T02:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2025-10-26T00:59", datetime(2025, 10, 25, 23, 59, tzinfo=UTC)),
        ("2025-10-26T01:30", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("2025-10-26T02:00", datetime(2025, 10, 26, 2, 0, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_london(clock: str, moment: datetime) -> None:
    assert beginning(clock)[0].astimezone(UTC) == moment


@pytest.mark.parametrize("clock", ["2026-03-29T01:00", "2026-03-29T01:59"])
def test_an_hour_that_did_not_come_is_an_error(world: World, clock: str) -> None:
    assert wrong(world, occurred_from=clock) == [(2, "occurred_from", clock)]
    with pytest.raises(NotPossible, match=r"There was no 01:\d\d on this night, because the clocks went forward"):
        beginning(clock)


def test_an_end_in_the_hour_that_came_twice_is_after_its_beginning(world: World) -> None:
    times = {"occurred_from": "2025-10-26T01:50", "occurred_to": "2025-10-26T01:10"}
    incident = only(world, **times)
    assert incident.occurred_from == datetime(2025, 10, 26, 0, 50, tzinfo=UTC)
    assert incident.occurred_to == datetime(2025, 10, 26, 1, 10, tzinfo=UTC)


def test_nothing_is_said_against_an_end_whose_beginning_cannot_be_read(world: World) -> None:
    found = wrong(world, occurred_from="x", occurred_to="2026-01-01")
    assert found == [(2, "occurred_from", "x")]

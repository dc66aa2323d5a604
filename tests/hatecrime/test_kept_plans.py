"""A query that comes again is not planned again, and sees what its asker may see all the same."""

from datetime import date

import pytest
from django.db import connection, transaction

from cases.models import Case
from partners.scope import acting
from tests.personas import World
from tests.reporting import records

QUERY = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"


def test_a_connection_keeps_the_plan_of_a_query_for_everybody_who_asks(world: World) -> None:
    """PostgreSQL plans five times for the values at hand before it keeps a plan."""
    own = records.incident(world.alice, date(2026, 4, 20)).reference
    others = records.incident(world.karim, date(2026, 4, 20)).reference
    seen = []
    for actor in (world.alice, world.karim) * 5:
        with transaction.atomic(), acting(actor):
            seen.append(
                sorted(Case.objects.filter(opened_on=date(2026, 4, 20)).order_by().values_list("reference", flat=True))
            )
    with connection.cursor() as cursor:
        cursor.execute(QUERY, ['SELECT "cases_case"."reference" %'])
        kept = cursor.fetchall()

    assert seen == [[own], [others]] * 5
    assert kept == [(4, 5)]
    assert connection.connection.prepared_max == 1_000


@pytest.mark.django_db
def test_a_value_is_never_part_of_a_query() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text, current_query()", ["O'Brien; DROP TABLE cases_case"])
        value, sent = cursor.fetchone()
    assert value == "O'Brien; DROP TABLE cases_case"
    assert sent == "SELECT $1::text, current_query()"

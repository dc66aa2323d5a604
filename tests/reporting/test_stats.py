"""What the stats role can see: coded views, and nothing else."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, connections
from django.db.backends.utils import CursorWrapper

from hatecrime.privacy import REGISTER, Privacy
from partners.models import Partnership
from reporting.making import make_report
from reporting.periods import parse_period
from reporting.registry import REPORTS
from tests.personas import World
from tests.reporting.records import incident

VIEWS = {
    "actions",
    "actions_past",
    "agencies",
    "assessments",
    "attendances",
    "boundaries",
    "boundaries_past",
    "attendances_past",
    "cases",
    "cases_past",
    "conference_items",
    "conference_items_past",
    "conferences",
    "conferences_past",
    "decisions",
    "events",
    "events_past",
    "incidents",
    "incidents_past",
    "invitations",
    "invitations_past",
    "lowerings",
    "national",
    "partnerships",
    "populations",
    "populations_past",
    "people_past",
    "referrals",
    "referrals_past",
    "remedies",
    "reopenings",
    "repeats",
    "satisfaction",
    "services",
    "subjects",
    "targets",
    "terms",
    "victims",
}
COUNTED = {Privacy.KEY, Privacy.SETTING, Privacy.CODED, Privacy.ABOUT_PERSON}


def catalogue(question: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@pytest.mark.usefixtures("committed")
def test_the_stats_role_reads_the_views_and_no_table() -> None:
    tables = catalogue(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    assert len(tables) > 30
    with connections["stats"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("stats",)
        for (table,) in tables:
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(f'SELECT 1 FROM public."{table}"')
        for view in VIEWS:
            cursor.execute(f"SELECT * FROM stats.{view} LIMIT 1")


@pytest.mark.usefixtures("committed")
def test_the_stats_role_can_write_nothing() -> None:
    with connections["stats"].cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        for statement in ("DELETE FROM stats.actions", "UPDATE stats.terms SET label = ''", "CREATE TABLE stats.t ()"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(statement)


@pytest.mark.django_db
def test_only_the_stats_role_has_rights_on_the_views() -> None:
    rights = catalogue(
        "SELECT c.relname, pg_get_userbyid(a.grantee), a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
        " WHERE c.relnamespace = 'stats'::regnamespace AND a.grantee <> c.relowner"
    )
    assert set(rights) == {(view, "stats", "SELECT") for view in VIEWS}


@pytest.mark.django_db
def test_the_views_use_only_columns_that_may_be_counted() -> None:
    """The catalogue says which columns a view reads; the privacy register says of what class each of them is."""
    used = catalogue(
        """
        SELECT DISTINCT t.relname, a.attname
        FROM pg_class v
        JOIN pg_rewrite r ON r.ev_class = v.oid
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
             AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        JOIN pg_class t ON t.oid = d.refobjid AND t.oid <> v.oid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE v.relnamespace = 'stats'::regnamespace
        """
    )
    fields = {
        (model._meta.db_table, field.column): REGISTER[model._meta.label][name]
        for model in apps.get_models()
        if model._meta.label in REGISTER
        for field in model._meta.concrete_fields
        for name in (field.name, field.name.removesuffix("_id"))
        if name in REGISTER[model._meta.label]
    }
    assert ("cases_person", "age") in used
    assert {column: fields[column] for column in used if fields[column] not in COUNTED} == {}
    assert not {"reference", "case_reference", "external_reference"} & {column for _, column in used}


def test_every_figure_comes_through_the_stats_connection(kept_world: World) -> None:
    incident(kept_world.alice, date(2026, 5, 4), victims=[(30, "female", "asian_indian")])
    partnership = Partnership.objects.get(code="ASH")

    def refuse(*_: object) -> CursorWrapper:
        raise DatabaseError("The default connection was used for a figure.")

    with connection.execute_wrapper(refuse):
        report = make_report(
            partnership=partnership,
            spec=REPORTS["quarterly"],
            period=parse_period("2026-Q1", year_starts=4),
            today=date(2026, 11, 21),
        )
    assert report.table("headline").cell("recorded", "period") == 1
    assert report.table("victims_ethnicity").cell("asian_indian", "victims") == 1

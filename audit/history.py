"""The history of fields: a copy of each row that was added, changed or removed, written by triggers of the database.

Raw SQL is caught as well, because it is a trigger that writes. Its function runs with the rights of the tables' owner,
so that the app role needs no right to write history, and it asks nobody whether it may be skipped (the triggers of
django-pgtrigger obey a setting that any session can make). Who acted comes from the scope of the transaction.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Func
from pghistory.models import Event
from pghistory.trigger import Event as EventTrigger
from pgtrigger import compiler

ADDED, CHANGED, REMOVED, FOUND = "insert", "update", "delete", "found"
"""What happened to a row; `found` marks one that was there before its history began."""


def _asked(question: str, answer: "models.Field[Any, Any]") -> Func:
    """Return what the database asks of itself when a row of history is written."""
    return Func(template=question, output_field=answer)


class Past(Event):
    """A row as it was after it was added or changed, or before it was removed; and who did that, when.

    No foreign key holds it: it outlives what it tells of, and nobody learns from it whether a hidden row exists.
    `pgh_user_id` is empty for work that no person started; `pgh_role` then says who was connected to the database.
    """

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_user_id = models.UUIDField(null=True, db_default=_asked("app.scope_user()", models.UUIDField()))
    pgh_agency_id = models.UUIDField(null=True, db_default=_asked("app.scope_agency()", models.UUIDField()))
    pgh_request_id = models.CharField(max_length=36, db_default=_asked("app.scope_request()", models.CharField()))
    pgh_role = models.CharField(max_length=63, db_default=_asked("session_user", models.CharField()))

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    def rows(cls, *conditions: models.Q, **values: object) -> "models.QuerySet[Past]":
        """Return the rows that fit; the fields of the followed table can be asked for too."""
        return cls._default_manager.filter(*conditions, **values)


class KeptSql(compiler.UpsertTriggerSql):
    """The SQL that installs a trigger: its function stands in schema app, runs as its owner and cannot be skipped."""

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {execute} RETURNS trigger
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
                AS $$ BEGIN {func} END; $$;
            REVOKE ALL ON FUNCTION {execute} FROM PUBLIC;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table} FOR EACH {level} {condition} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class KeptTrigger(compiler.Trigger):
    """A trigger as migrations hold it. Taken away, it leaves no function behind."""

    @property
    def uninstall_sql(self) -> str:
        return f"{super().uninstall_sql} DROP FUNCTION IF EXISTS {self.sql.kwargs['execute']};"


class _Keeping(EventTrigger):
    def compile(self, model: models.Model) -> compiler.Trigger:
        name = self.get_pgid(model)
        sql = KeptSql(
            pgid=name,
            func=self.render_func(model),
            table=model._meta.db_table,
            when=self.when,
            operation=self.operation,
            condition=self.render_condition(model),
            execute=f"app.{name}()",
        )
        return KeptTrigger(name=self.name, sql=sql)


class _Kept(pghistory.RowEvent):
    """Keeps a row with our trigger in place of the library's."""

    def add_event_trigger(self, event_model: type[Past]) -> None:
        trigger = _Keeping(  # type: ignore[no-untyped-call] # the library has no types
            event_model=event_model,
            label=self.label,
            name=f"history_{self.label}",
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=pgtrigger.Row,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


class _Added(_Kept, pghistory.InsertEvent):
    pass


class _Changed(_Kept, pghistory.UpdateEvent):
    pass


class _Removed(_Kept, pghistory.DeleteEvent):
    pass


def keep(model: type[models.Model], *, found_by: str = "id", without: Sequence[str] = ()) -> type[Past]:
    """Declare that the history of a table is kept, and return the model of its history (`CaseHistory` for `Case`).

    The history's table needs a policy of its own; it is readable to nobody before it has one.

    Args:
        model: the table.
        found_by: the field by which its history is looked up, with the order of events.
        without: fields that are not kept, such as a password.
    """
    name = model._meta.object_name
    index = models.Index(fields=[found_by, "pgh_id"], name=f"{model._meta.model_name}_history"[:30])
    made = pghistory.create_event_model(
        model,
        _Added(ADDED),
        _Changed(CHANGED),
        _Removed(REMOVED),
        exclude=list(without),
        obj_field=None,  # type: ignore[arg-type] # None is the library's own word for "without"
        context_field=None,  # type: ignore[arg-type] # the same
        context_id_field=None,  # type: ignore[arg-type] # the same
        append_only=False,
        model_name=f"{name}History",
        base_model=Past,
        meta={"indexes": [index], "default_permissions": ()},
        abstract=False,
    )
    assert issubclass(made, Past)
    return made


def begin(app: str, *names: str) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """Return what a migration runs so that the history of these models begins with the rows that are there."""

    def copy(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for name in names:
            schema_editor.execute(copied(apps.get_model(app, name), apps.get_model(app, f"{name}History")))

    return copy


def copied(model: type[models.Model], past: type[models.Model]) -> str:
    """Return the SQL that copies every row of a table into its history, in nobody's name."""
    columns = ", ".join(f'"{field.column}"' for field in kept_fields(past))
    return (
        f"INSERT INTO {past._meta.db_table} ({columns}, pgh_created_at, pgh_label)"  # noqa: S608 - names of ours
        f" SELECT {columns}, clock_timestamp(), '{FOUND}' FROM {model._meta.db_table}"
    )


def kept_fields(past: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """Return the fields of the followed table that its history keeps, in their order."""
    return [field for field in past._meta.local_concrete_fields if not field.name.startswith("pgh_")]

"""Migrations whose content is SQL kept in files, so that policies can be read and reviewed as what they are."""

from pathlib import Path

from django.db import migrations

ROOT = Path(__file__).resolve().parent.parent


def from_file(app: str, name: str) -> migrations.RunSQL:
    """Return the operation that runs `<app>/sql/<name>.sql`; `<name>.undo.sql` takes it back.

    Args:
        app: the app's folder.
        name: the file's name without its ending.
    """
    folder = ROOT / app / "sql"
    forward = (folder / f"{name}.sql").read_text()
    backward = (folder / f"{name}.undo.sql").read_text()
    return migrations.RunSQL([(forward, None)], [(backward, None)])
